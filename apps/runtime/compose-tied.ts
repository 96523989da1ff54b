import type { Policy } from '#core/policy/policy.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { compose, type Surroundings, type Works } from './compose.ts';
import { helpdeskName } from './open-ticket.ts';
import type { Engine } from './engine.ts';
import type { Environment } from './env.ts';
import type { Shell } from './shell.ts';
import type { HelpdeskAccount } from './slack-ties.ts';

/** The works of one account, which share nothing with another's but the process. */
export interface TiedWorks {
  readonly account: HelpdeskAccount;
  readonly works: Works;
}

/** The accounts of an environment. */
export function accountsIn({
  zendesk,
  freshdesk,
}: Pick<Environment, 'zendesk' | 'freshdesk'>): readonly HelpdeskAccount[] {
  return [
    ...zendesk.map(({ account }) => ({ platform: 'zendesk', account })),
    ...freshdesk.map(({ account }) => ({ platform: 'freshdesk', account })),
  ];
}

/**
 * Works for each account of a server that serves many workspaces: queue, memory, waiting rooms and channel are its own,
 * so that what is of one account cannot come into another's workspace.
 */
export function composeTied(
  environment: Environment,
  policy: Policy,
  on: Omit<Surroundings, 'channel' | 'obstacle'> & {
    readonly channelFor: (account: HelpdeskAccount) => Required<Pick<Surroundings, 'channel' | 'obstacle'>>;
  },
): readonly TiedWorks[] {
  const { zendesk, freshdesk } = environment;
  const accounts = accountsIn(environment);
  return accounts.map((account) => {
    const of = (platform: string) => (one: { readonly account: string }) =>
      account.platform === platform && account.account === one.account;
    const alone: Environment = {
      ...environment,
      zendesk: zendesk.filter(of('zendesk')),
      freshdesk: freshdesk.filter(of('freshdesk')),
    };
    const whose = accounts.length > 1 ? helpdeskName(account) : undefined;
    return { account, works: compose(alone, policy, { ...on, ...on.channelFor(account), whose }) };
  });
}

/** What one workspace may reach: the accounts it is tied to, as if there were no others. */
export function handsOf(tied: readonly [TiedWorks, ...TiedWorks[]]): {
  readonly clicks: Shell;
  readonly engine: Pick<Engine, 'exclusively' | 'enqueue'>;
} {
  const [{ works: first }] = tied;
  const shells = tied.map(({ works }) => works.clicks);
  const engineOf = (ref: HelpdeskAccount): Engine | undefined =>
    tied.find(({ account }) => account.platform === ref.platform && account.account === ref.account)?.works.engine;
  return {
    clicks: {
      ...first.clicks,
      desks: shells.flatMap(({ desks }) => desks),
      open: { ...first.clicks.open, all: () => shells.flatMap(({ open }) => open.all()) },
    },
    engine: {
      enqueue: (ref) => engineOf(ref)?.enqueue(ref),
      exclusively: async (ref, work) => {
        const engine = engineOf(ref);
        if (engine !== undefined) return await engine.exclusively(ref, work);
        const message = 'this Slack workspace is not tied to the ticket’s account';
        throw new IntegrationError('slack', 'forbidden', { message });
      },
    },
  };
}

/** What waited for a workspace is tried again at once. */
export function resume({ works: { shell, engine } }: TiedWorks): void {
  shell.refused.clear();
  for (const { ticket } of shell.pending.all()) engine.enqueue(ticket);
}
