import type { HelpdeskSetup } from '#integrations/contract.ts';
import { unlessRefused } from '#integrations/findings.ts';
import { withoutRight } from '#integrations/setup-steps.ts';
import { createSetupCalls, type FreshdeskAccess } from './setup-calls.ts';
import { planFields } from './setup-fields.ts';
import { secretHeader } from './signature.ts';

export interface FreshdeskSetupOptions extends FreshdeskAccess {
  /** Scheme and host under which Freshdesk reaches us; `undefined` leaves webhooks alone. */
  readonly ourOrigin: string | undefined;
  /** Whether the server knows a secret already. */
  readonly hasSecret: boolean;
  /** The setting that holds it. */
  readonly secretVariable: string;
  /** A secret nobody has used yet, for whoever needs one. */
  readonly freshSecret: () => string;
}

/** Sets a Freshdesk account up: our ticket fields. Its rules are a person's to make, and we say how. */
export function createFreshdeskSetup(options: FreshdeskSetupOptions): HelpdeskSetup {
  const calls = createSetupCalls(options);
  return {
    async plan(signal) {
      const steps = await planFields(calls, options.prefix, signal);
      const admin = await unlessRefused(calls.get('admin/ticket_fields', {}, { lane: 'api', signal }));
      return admin === 'refused' ? withoutRight(steps, onlyAdmins) : steps;
    },
    byHand: () => Promise.resolve(ruleSteps(options)),
    webhookSecret: () => Promise.resolve(undefined),
  };
}

const onlyAdmins = 'only an administrator may do this: use an administrator’s API key, or create it by hand';

/** As people write headers; capitals make no difference. */
const shownHeader = secretHeader.replaceAll(/\b[a-z]/gu, (letter) => letter.toUpperCase());

/** Freshdesk signs nothing: whoever knows the secret of the rule's header may tell us which ticket to read. */
function ruleSteps(options: FreshdeskSetupOptions): readonly string[] {
  const { account, ourOrigin, hasSecret, secretVariable, freshSecret } = options;
  if (ourOrigin === undefined) return [];
  const secret = hasSecret ? `what ${secretVariable} holds` : freshSecret();
  const webhook = `Trigger webhook: POST to ${ourOrigin}/webhooks/freshdesk/${account}, custom header "${shownHeader}: ${secret}", encoding JSON, content Advanced: {"ticket_id": "{{ticket.id}}"}`;
  return [
    'Open Admin > Workflows > Automations > Ticket Creation > New rule and call it "Recourse: ticket created". It applies to every ticket.',
    `Its action: ${webhook}`,
    'Open Ticket Updates > New rule and call it "Recourse: ticket changed". Performed by: agent, requester or collaborator. Events: reply sent, note added, status, priority, agent, group and type changed.',
    'Its action is the same.',
    ...(hasSecret
      ? []
      : [
          `Give the server the secret of that header as ${secretVariable}. It was made up just now and is kept nowhere.`,
        ]),
  ];
}
