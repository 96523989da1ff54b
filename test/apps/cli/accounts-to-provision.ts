import { afterEach } from 'vitest';
import { runProvision, type ProvisionQuestion } from '#apps/cli/provision.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { complaintFields } from '#core/complaint/fields.ts';
import { openAccounts, ourOrigin, type FreshAccounts } from '#test/integrations/setup-accounts.ts';

/** Every field of ours, by its name in either helpdesk. */
export const ours: readonly string[] = [...complaintFields, 'ledger'].map((name) => `recourse_${name}`);

/** What the command is asked, unless a test says otherwise. */
export const question: ProvisionQuestion = {
  policy: policyPath,
  url: ourOrigin,
  yes: true,
  json: false,
  showSecret: false,
};

/** Surroundings in which Zendesk is the only helpdesk. */
export const onlyZendesk = {
  FRESHDESK_ACCOUNT: undefined,
  FRESHDESK_API_KEY: undefined,
  FRESHDESK_BASE_URL: undefined,
  FRESHDESK_WEBHOOK_SECRET: undefined,
};

/** Surroundings in which Freshdesk is the only helpdesk. */
export const onlyFreshdesk = {
  ZENDESK_ACCOUNT: undefined,
  ZENDESK_EMAIL: undefined,
  ZENDESK_API_TOKEN: undefined,
  ZENDESK_BASE_URL: undefined,
};

/** How many of the requests counted change something. */
export const writes = (requests: Readonly<Record<string, number>>): number =>
  Object.entries(requests).reduce((sum, [name, count]) => sum + (name.startsWith('GET ') ? 0 : count), 0);

/** Anything of an account, as its API answers it. */
export type Row = Readonly<Record<string, unknown>>;

interface ToldAccount {
  readonly account: string;
  readonly problem?: string;
  readonly plan: readonly { kind: string; name: string; state: string; note?: string }[];
  readonly performed?: readonly { kind: string; name: string; result: string; note?: string }[];
  readonly byHand: readonly string[];
  readonly webhookSecret?: string;
}

type Options = Parameters<typeof openAccounts>[0];
type Change = Parameters<FreshAccounts['surroundings']>[0];

/** Accounts that somebody is about to provision. */
interface Begun {
  readonly accounts: FreshAccounts;
  /** Provisions them; what was told of the first account stands under Zendesk, also where it is Freshdesk's. */
  readonly provision: (
    asked?: Partial<ProvisionQuestion>,
    change?: Change,
  ) => Promise<{
    readonly code: number;
    readonly zendesk: ToldAccount;
    readonly freshdesk: ToldAccount;
    readonly printed: string;
  }>;
  readonly zendeskFields: () => Promise<readonly Row[]>;
  readonly zendeskField: (key: string) => Promise<Row>;
  readonly freshdeskFields: () => Promise<readonly Row[]>;
}

/** @returns opens accounts, which are closed after the test */
export function accountsToProvision(): (options?: Options) => Promise<Begun> {
  const opened: FreshAccounts[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  return async (options) => {
    const accounts = await openAccounts(options);
    opened.push(accounts);
    return begun(accounts);
  };
}

function begun(accounts: FreshAccounts): Begun {
  const zendeskFields = async (): Promise<readonly Row[]> =>
    (await accounts.callZendesk('GET', 'ticket_fields.json'))['ticket_fields'] as Row[];
  return {
    accounts,
    async provision(asked = {}, change = {}) {
      const on = accounts.surroundings(change);
      const code = await runProvision({ ...question, json: true, ...asked }, on);
      const { accounts: told } = JSON.parse(on.printed()) as { accounts: readonly ToldAccount[] };
      const [zendesk, freshdesk] = told;
      return { code, zendesk: zendesk!, freshdesk: freshdesk!, printed: on.printed() };
    },
    zendeskFields,
    zendeskField: async (key) => (await zendeskFields()).find((field) => field['key'] === key)!,
    freshdeskFields: async () => (await accounts.callFreshdesk('GET', 'admin/ticket_fields')) as unknown as Row[],
  };
}
