import { createHmac } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { FaultDial } from '#apps/sandbox/fake-shared/dial.ts';
import type { Write } from '#apps/sandbox/fake-shared/write-log.ts';
import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import type { TicketRecord, TicketStatus } from '#core/ticket.ts';
import { toIso } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { normalise as fromFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { secretHeader } from '#integrations/freshdesk/signature.ts';
import { normalise as fromZendesk } from '#integrations/zendesk/normalise.ts';

export const platforms = ['zendesk', 'freshdesk'] as const;
export type PlatformName = (typeof platforms)[number];

export const account = 'prove';
const email = 'recourse@prove.example';
const secret = 'prove-token';
const webhookSecret = 'prove-webhook-secret-3f9a1c77';

/** A webhook as it leaves the helpdesk. */
export interface Hint {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What people do in a helpdesk, in words that both fakes understand, and what is really so in it. */
export interface Office {
  readonly platform: PlatformName;
  readonly app: RequestListener;
  readonly host: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What every request to it has to bear, and no request to anybody else. */
  readonly authorization: string;
  complains(text: string): string;
  /** The customer writes to that ticket again. */
  hears(id: string, text: string): void;
  replies(id: string, text: string, status?: TicketStatus): void;
  notes(id: string, text: string): void;
  solves(id: string): void;
  closes(id: string): void;
  deletes(id: string): void;
  merges(id: string, into: string): void;
  /** What the customer wrote is made unreadable. */
  redacts(id: string): void;
  /** A colleague decides something of the complaint, and changes what is none of ours. */
  edits(id: string): void;
  /** A colleague writes whether it is a complaint, as it stands in the field for that. */
  decides(id: string, isComplaint: string): void;
  retags(id: string, change: { readonly add: readonly string[]; readonly remove: readonly string[] }): void;
  tagsOf(id: string): readonly string[];
  subscribe(listener: (ticketId: string) => void): void;
  /**
   * The ticket as it is this instant, past every lag and limit: as it really was, and as whoever asks for it now can know
   * it, for what was merged into it and deleted since can be asked for no more. None where there is no such ticket.
   */
  truths(id: string): readonly TicketRecord[];
  /**
   * Whether a claim that was made is there no more though no other can have taken its place: where claims are notes, only
   * whoever wrote one takes it away, and holds nothing from then on. Where they share a field each can overwrite the other.
   */
  isGivenBack(id: string, owner: string): boolean;
  /** Every write that bore our credentials. */
  ourWrites(): readonly Write[];
  /** And every other. */
  othersWrites(): readonly Write[];
  /** Our credentials are refused from now on, and taken again. */
  revokes(): void;
  restores(): void;
  /** How the helpdesk tells of a ticket; `forged` by somebody who does not know the secret. */
  hint(id: string, forged: boolean): Hint;
  /** Webhooks go to the product at this origin from now on. */
  tells(origin: string): void;
  /** What goes wrong with requests and webhooks over sockets. */
  setFaults(dial: FaultDial, seed: number): void;
}

/** A colleague in both helpdesks. */
export const agent = { name: 'Priya Nair', email: 'priya@prove.example' };
const customer = { name: 'Ruth Pemberton', email: 'ruth@example.org' };
const subject = 'Broken sofa';

export function openOffice(platform: PlatformName, time: Timekeeper, listLagMs: number): Office {
  return platform === 'zendesk' ? openZendesk(time) : openFreshdesk(time, listLagMs);
}

const prefix = 'recourse_';
const sofa = { from: customer, subject, channel: 'email' as const };

function openZendesk(time: Timekeeper): Office {
  const desk = createFakeZendesk({ time, account, auth: { email, token: secret }, provisioned: true });
  desk.addAgent(agent);
  const path = `/webhooks/zendesk/${account}`;
  return {
    platform: 'zendesk',
    app: desk.app,
    host: 'zendesk.prove',
    environment: {
      ZENDESK_ACCOUNT: account,
      ZENDESK_BASE_URL: 'http://zendesk.prove',
      ZENDESK_EMAIL: email,
      ZENDESK_API_TOKEN: secret,
      ZENDESK_WEBHOOK_SECRET: webhookSecret,
    },
    authorization: `Basic ${Buffer.from(`${email}/token:${secret}`).toString('base64')}`,
    tells: (origin) => void desk.connectWebhook({ url: `${origin}${path}`, secret: webhookSecret }),
    complains: (text) => desk.customerWrites({ ...sofa, text }),
    truths: (id) => truths(desk, id, (raw) => fromZendesk({ ...raw, origin: 'http://zendesk.prove' }, { prefix })),
    isGivenBack: () => false,
    hint(id, forged) {
      const body = JSON.stringify({ type: 'zen:event-type:ticket.tags_changed', subject: `zen:ticket:${id}` });
      const sentAt = toIso(time.now()).replace(/\.\d{3}Z$/u, 'Z');
      const proof = createHmac('sha256', forged ? 'somebody-else' : webhookSecret).update(`${sentAt}${body}`);
      const headers = {
        'x-zendesk-webhook-signature': proof.digest('base64'),
        'x-zendesk-webhook-signature-timestamp': sentAt,
      };
      return { path, headers, body };
    },
    ...acts(desk),
  };
}

function openFreshdesk(time: Timekeeper, staleConversationsMs: number): Office {
  const switches = { staleConversationsMs };
  const apiKey = `${secret}-of-freshdesk`;
  const desk = createFakeFreshdesk({ time, account, apiKey, agent: { email }, provisioned: true, switches });
  desk.addAgent(agent);
  const path = `/webhooks/freshdesk/${account}`;
  return {
    platform: 'freshdesk',
    app: desk.app,
    host: 'freshdesk.prove',
    environment: {
      FRESHDESK_ACCOUNT: account,
      FRESHDESK_BASE_URL: 'http://freshdesk.prove',
      FRESHDESK_API_KEY: apiKey,
      FRESHDESK_WEBHOOK_SECRET: webhookSecret,
    },
    authorization: `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`,
    tells: (origin) =>
      void desk.connectWebhook({ url: `${origin}${path}`, header: secretHeader, secret: webhookSecret }),
    complains: (text) => desk.customerWrites({ ...sofa, text }),
    // A deleted ticket can still be asked for here.
    truths: (id) =>
      truths(desk, id, (raw) => fromFreshdesk({ ...raw, origin: 'http://freshdesk.prove' }, { prefix })).slice(-1),
    isGivenBack: (id, owner) => !JSON.stringify(desk.truthOf(id)?.raw() ?? owner).includes(owner),
    hint(id, forged) {
      const presented = forged ? 'somebody-elses-secret-of-some-length' : webhookSecret;
      return { path, headers: { [secretHeader]: presented }, body: JSON.stringify({ ticket_id: id }) };
    },
    ...acts(desk),
  };
}

type Fake = Pick<
  ReturnType<typeof createFakeZendesk>,
  | 'agentReplies'
  | 'audit'
  | 'changePriority'
  | 'changeStatus'
  | 'changeTags'
  | 'closeTicket'
  | 'customerReplies'
  | 'deleteTicket'
  | 'merge'
  | 'redact'
  | 'setFaults'
  | 'setFieldsByAgent'
  | 'subscribe'
  | 'ticket'
  | 'truthOf'
> & { readonly access: Pick<ReturnType<typeof createFakeZendesk>['access'], 'revoke' | 'restore'> };

function acts(
  desk: Fake,
): Omit<
  Office,
  | 'platform'
  | 'app'
  | 'host'
  | 'environment'
  | 'authorization'
  | 'complains'
  | 'tells'
  | 'truths'
  | 'isGivenBack'
  | 'hint'
> {
  const by = agent.email;
  return {
    hears: (id, text) => void desk.customerReplies(id, text),
    replies: (id, text, status) => desk.agentReplies(id, { by, text, public: true, status }),
    notes: (id, text) => desk.agentReplies(id, { by, text, public: false }),
    solves: (id) => desk.changeStatus(id, { by, status: 'solved' }),
    closes: (id) => desk.closeTicket(id),
    deletes: (id) => desk.deleteTicket(id),
    merges: (id, into) => desk.merge(id, into, by),
    redacts: (id) => desk.redact(id),
    edits(id) {
      desk.changePriority(id, { by, priority: 'high' });
      desk.setFieldsByAgent(id, { by, fields: { recourse_severity: 'high' } });
    },
    decides: (id, isComplaint) => desk.setFieldsByAgent(id, { by, fields: { recourse_complaint: isComplaint } }),
    retags: (id, { add, remove }) => desk.changeTags(id, { by, add, remove }),
    tagsOf: (id) => desk.ticket(id)?.tags ?? [],
    subscribe: (listener) => void desk.subscribe(listener),
    setFaults: (dial, seed) => desk.setFaults(dial, seed),
    ourWrites: () => desk.audit().writes('us'),
    othersWrites: () => desk.audit().writes('others'),
    revokes: () => desk.access.revoke(),
    restores: () => desk.access.restore(),
  };
}

type Raw = Readonly<Record<string, unknown>>;

function truths(desk: Fake, id: string, read: (raw: Raw) => TicketRecord): readonly TicketRecord[] {
  const raw = desk.truthOf(id)?.raw();
  if (raw === undefined) return [];
  const stands = ({ id }: { readonly id: number }) => desk.ticket(String(id))?.status;
  // What somebody opened again since is a ticket of its own: its marks are about itself.
  const merged = (raw['mergedTickets'] as readonly { readonly id: number }[]).map((one) =>
    ['solved', 'closed', 'deleted'].includes(stands(one) ?? 'deleted') ? one : { ...one, tags: [] },
  );
  const kept = merged.filter((one) => stands(one) !== 'deleted');
  const whole = read({ ...raw, mergedTickets: merged });
  return kept.length === merged.length ? [whole] : [read({ ...raw, mergedTickets: kept }), whole];
}
