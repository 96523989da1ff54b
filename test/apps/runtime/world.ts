import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import type { FakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import { agents, supervisors } from '#apps/sandbox/company/people.ts';
import { startFakes, account as zendeskAccount, type Fakes } from '#apps/sandbox/fakes.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { createSimulatedTime, type SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { compose, type Surroundings, type Works } from '#apps/runtime/compose.ts';
import { readEnvironment, type Environment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { run } from '#apps/runtime/run.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { channelsOf } from '#core/policy/channels.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRef, TicketStatus } from '#core/ticket.ts';
import { parseInstant, type Instant } from '#core/time.ts';
import { secretHeader } from '#integrations/freshdesk/signature.ts';

export const platforms = ['zendesk', 'freshdesk'] as const;
export type Platform = (typeof platforms)[number];

/** What people do in a helpdesk and see of it, whichever it is. */
export interface WorldHelpdesk extends Pick<
  FakeZendesk,
  | 'customerWrites'
  | 'customerReplies'
  | 'automaticReply'
  | 'otherWrites'
  | 'rate'
  | 'changeStatus'
  | 'changePriority'
  | 'changeTags'
  | 'assign'
  | 'setFieldsByAgent'
  | 'merge'
  | 'restoreTicket'
  | 'closeTicket'
  | 'deleteTicket'
  | 'redact'
  | 'ticket'
  | 'tickets'
  | 'requests'
  | 'faults'
> {
  readonly access: Pick<FakeZendesk['access'], 'revoke' | 'restore'>;
  agentReplies(
    id: string,
    reply: { readonly by: string; readonly text: string; readonly public: boolean; readonly status?: TicketStatus },
  ): void;
  readonly webhooks: {
    setDials(dials: {
      readonly lateMs?: number;
      readonly doubleEvery?: number;
      readonly loseEvery?: number;
      readonly reorderEvery?: number;
    }): void;
  };
}

export interface ColleaguesMail {
  readonly by: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
}

/** A helpdesk and a Slack over real HTTP, on simulated time, and as many shells over them as a test wants. */
export interface World {
  readonly platform: Platform;
  readonly account: string;
  readonly time: SimulatedTime;
  readonly fakes: Fakes;
  readonly helpdesk: WorldHelpdesk;
  /** What the product is started with; `PORT` is 0. */
  readonly environment: Environment;
  readonly policy: Policy;
  /** With which the helpdesk proves its webhooks. */
  readonly webhookSecret: string;
  /** A process that remembers nothing, but for what stands in the store it is given. */
  newWorks(on?: Partial<Surroundings>): Works;
  /** A complaint as a customer writes it. */
  complains(text?: string): TicketRef;
  /** A colleague writes to a customer first; answers the ticket's id. */
  writesTo(mail: ColleaguesMail): Promise<string>;
  /** Runs a ticket, letting simulated time go by for whatever is waited on. */
  runs(ref: TicketRef, shell: Shell): Promise<Instant | undefined>;
  /** Lets time go by until a piece of work is done. */
  lives<T>(work: () => Promise<T>): Promise<T>;
  moveTo(instant: string): Promise<void>;
  moveBy(ms: number): Promise<void>;
  /** Texts of what stands in a channel, replies behind their parent. */
  said(channel: string): readonly string[];
  /** Requests that wrote to the helpdesk so far. */
  writes(): number;
  /** Tells the fakes where the product listens. */
  connect(port: number): void;
  close(): Promise<void>;
}

export const monday = '2026-11-16T09:00:00Z';

/** A world that begins on a Monday morning, on Zendesk unless said otherwise. */
export async function createWorld(
  options: {
    readonly startsAt?: string;
    readonly platform?: Platform;
    readonly variables?: Readonly<Record<string, string>>;
    /** Alerts as another policy would have them; no round-up is told unless said here. */
    readonly alerts?: Partial<Policy['alerts']>;
    /** How Slack is heard; by its calls unless said otherwise. */
    readonly hears?: 'http' | 'socket';
  } = {},
): Promise<World> {
  const { startsAt = monday, platform = 'zendesk', variables = {} } = options;
  const time = createSimulatedTime(instantOf(startsAt));
  const written = await loadPolicy(policyPath);
  const policy = { ...written, alerts: { ...written.alerts, digest: undefined, ...options.alerts } };
  const fakes = await startFakes(time, channelsOf(policy), options.hears);
  const desk = platform === 'zendesk' ? onZendesk(fakes) : await onFreshdesk(fakes, time);
  const environment = readEnvironment({ ...desk.environment, PORT: '0', ...variables });
  const log = createLog('silent');
  const { helpdesk, account } = desk;
  const lives = livingOn(time);
  return {
    platform,
    account,
    time,
    fakes,
    helpdesk,
    environment,
    policy,
    lives,
    webhookSecret: desk.webhookSecret,
    newWorks: (on = {}) => compose(environment, policy, { time, log, ...on }),
    complains(
      text = 'I am making a formal complaint: my sofa arrived broken and nobody has answered me for two weeks.',
    ) {
      const from = { name: 'Ruth Pemberton', email: 'ruth@example.org' };
      const id = helpdesk.customerWrites({ from, subject: 'Broken sofa', text, channel: 'email' });
      return { platform, account, id };
    },
    writesTo: (mail) => lives(() => desk.writesTo(mail)),
    runs: (ref, shell) => lives(async () => (await run(ref, shell, new AbortController().signal)).wakeAt),
    moveTo: (instant) => time.moveTo(instantOf(instant)),
    moveBy: (ms) => time.moveTo(time.now() + ms),
    said: (name) =>
      (fakes.slack.channelsView().find((channel) => channel.name === name)?.messages ?? []).flatMap((message) => [
        message.text,
        ...message.replies.map((reply) => reply.text),
      ]),
    writes: () =>
      Object.entries(helpdesk.requests()).reduce(
        (sum, [route, count]) => (/^(?:PUT|POST|DELETE) /u.test(route) ? sum + count : sum),
        0,
      ),
    connect: (port) => desk.connect(port),
    close: () => desk.close(),
  };
}

/** Does a piece of work while simulated time goes by for whatever it waits on. */
export function livingOn(time: SimulatedTime): World['lives'] {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    let over = false;
    const done = time.task(work).finally(() => {
      over = true;
    });
    done.catch(() => undefined);
    for (let steps = 0; steps < 10_000; steps += 1) {
      await time.moveTo(time.now());
      if (over) break;
      await time.moveTo(Math.max(time.now(), time.next() ?? 0));
    }
    return await done;
  };
}

interface WorldDesk extends Pick<World, 'writesTo' | 'helpdesk' | 'account' | 'webhookSecret' | 'connect' | 'close'> {
  readonly environment: Readonly<Record<string, string>>;
}

function onZendesk(fakes: Fakes): WorldDesk {
  return {
    helpdesk: fakes.zendesk,
    account: zendeskAccount,
    webhookSecret: fakes.environment['ZENDESK_WEBHOOK_SECRET'] ?? '',
    environment: fakes.environment,
    writesTo: async ({ by, to, subject, text }) => {
      const answer = await fetch(`${fakes.zendeskUrl}/api/v2/tickets.json`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${fakes.zendesk.access.bearerFor(by)}`,
        },
        body: JSON.stringify({ ticket: { subject, requester: to, comment: { body: text, public: true } } }),
      });
      const { ticket } = (await answer.json()) as { readonly ticket: { readonly id: number } };
      const id = String(ticket.id);
      fakes.zendesk.assign(id, { by, to: by });
      fakes.zendesk.changeStatus(id, { by, status: 'solved' });
      return id;
    },
    connect: (port) => void fakes.connect(port),
    close: () => fakes.close(),
  };
}

/** The same company, had it chosen Freshdesk. */
async function onFreshdesk(fakes: Fakes, time: SimulatedTime): Promise<WorldDesk> {
  const account = 'fernhill-help';
  const apiKey = 'sandbox-token-of-freshdesk';
  const webhookSecret = 'sandbox-webhook-secret-of-freshdesk';
  const freshdesk = createFakeFreshdesk({ time, account, apiKey, provisioned: true });
  for (const { name, email } of [...Object.values(agents), ...Object.values(supervisors)]) {
    freshdesk.addAgent({ name, email });
  }
  const server = await freshdesk.listen();
  const others = Object.entries(fakes.environment).filter(([name]) => !name.startsWith('ZENDESK_'));
  return {
    helpdesk: freshdesk,
    account,
    webhookSecret,
    writesTo: (mail) => Promise.resolve(freshdesk.agentWrites(mail)),
    environment: {
      ...Object.fromEntries(others),
      FRESHDESK_ACCOUNT: account,
      FRESHDESK_API_KEY: apiKey,
      FRESHDESK_WEBHOOK_SECRET: webhookSecret,
      FRESHDESK_BASE_URL: server.baseUrl,
    },
    connect(port) {
      const url = `http://127.0.0.1:${port}/webhooks/freshdesk/${account}`;
      freshdesk.connectWebhook({ url, header: secretHeader, secret: webhookSecret });
      fakes.slack.connectInteractivity({ url: `http://127.0.0.1:${port}/slack/events` });
    },
    async close() {
      await server.close();
      await fakes.close();
    },
  };
}

export function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new RangeError(`no instant: ${text}`);
  return at;
}
