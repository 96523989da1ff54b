import { SandboxError } from '#apps/sandbox/model.ts';
import type {
  AgentReply,
  LedgerLine,
  NewTicket,
  Press,
  SandboxChange,
  SandboxClock,
  SandboxComment,
  SandboxMessage,
  SandboxModel,
  SandboxReply,
  SandboxState,
  SandboxTicket,
  TicketAddress,
} from '#apps/sandbox/model.ts';
import { HOUR_MS, toIso } from '#core/time.ts';
import { story } from './demo-story.ts';
import type { Step } from './demo-story.ts';
import { fernhill, freshdeskLetters, ledgerNotes, saltmarsh } from './demo-companies.ts';
import { explainTicket } from './demo-explanation.ts';
import { blocksOf, context } from './demo-messages.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };
type DemoTicket = Open<Omit<SandboxTicket, 'tags' | 'comments' | 'ledger' | 'fields'>> & {
  tags: string[];
  comments: SandboxComment[];
  ledger: LedgerLine[];
  fields: Record<string, string>;
};
type DemoMessage = Open<Omit<SandboxMessage, 'replies'>> & { replies: Open<SandboxReply>[] };

/** When the demonstration begins: a Monday morning in London. */
export const demoStartAt = Date.parse('2026-03-02T08:00:00.000Z');

/** A sandbox without fakes and without a product: a script that plays in memory, for developing and testing the page. */
export interface DemoModel extends SandboxModel {
  /** What was asked of it besides reading, newest last. */
  readonly asked: readonly string[];
}

/** @param options.second  with a second company, which works in Freshdesk */
export function createDemoModel(options: { readonly second?: boolean } = {}): DemoModel {
  const companies = options.second === true ? [fernhill, saltmarsh] : [fernhill];
  const listeners = new Set<(change: SandboxChange) => void>();
  const asked: string[] = [];
  const tickets: DemoTicket[] = [];
  const channels = ['complaints', 'complaints-leads', 'head-of-complaints'].map((name, index) => ({
    account: 'fernhill',
    id: `C0DEMO${String(index)}`,
    name,
    messages: [] as DemoMessage[],
  }));
  let nowAt = demoStartAt;
  let next = 0;
  let posted = 0;
  let clock = { running: false, speed: 1800, begun: false };
  let server: Open<SandboxState['server']> = { state: 'up', pid: 4242, kills: 0 };

  const changed = (change: SandboxChange = 'content'): void => {
    for (const listener of listeners) listener(change);
  };
  const find = ({ platform, id }: TicketAddress): DemoTicket => {
    const ticket = tickets.find((one) => one.platform === platform && one.id === id);
    if (ticket === undefined) throw new SandboxError('SANDBOX_NO_SUCH_TICKET', 'There is no such ticket here.', 404);
    return ticket;
  };
  const open = (
    id: string,
    { from, subject, via = 'Email' }: { from: NewTicket['from']; subject: string; via?: string },
    company: typeof fernhill = fernhill,
  ): DemoTicket => {
    const at = toIso(nowAt);
    const { platform, account } = company;
    const url = `https://${account}.${platform}.com/agent/tickets/${id}`;
    const place = { platform, account, id, url };
    const ticket: DemoTicket = { ...place, subject, status: 'new', via, requester: from, group: 'Customer care', priority: 'normal', createdAt: at, updatedAt: at, tags: [], fields: {}, comments: [], ledger: [] }; // prettier-ignore
    tickets.push(ticket);
    return ticket;
  };
  const say = (ticket: DemoTicket, comment: Omit<SandboxComment, 'at'>): void => {
    ticket.comments.push({ ...comment, at: toIso(nowAt) });
    ticket.updatedAt = toIso(nowAt);
  };
  const post = (ticket: DemoTicket, alert: NonNullable<Step['alert']>): void => {
    posted += 1;
    const ts = `${String(Math.floor(nowAt / 1000))}.${String(posted).padStart(6, '0')}`;
    const channel = channels.find(({ name }) => name === alert.channel);
    const message: Open<SandboxReply> = {
      ts,
      text: `${alert.headline}: #${ticket.id}`,
      blocks: blocksOf(ticket, alert.headline, alert.kind !== 'warning'),
      metadata: { event_type: 'recourse_alert', event_payload: { k: ts } },
      author: 'Recourse',
      app: true,
      broadcast: alert.kind === 'breach',
    };
    const card = channel?.messages.find(({ text }) => text.endsWith(`#${ticket.id}`));
    if (card === undefined) channel?.messages.push({ ...message, replies: [] });
    else card.replies.push(message);
    ticket.ledger.push({
      kind: 'posted',
      key: `acknowledge:${alert.kind}`,
      channel: alert.channel,
      message: ts,
      at: toIso(nowAt),
    });
  };
  const play = (step: Step): void => {
    const { opens } = step;
    const ticket =
      opens === undefined
        ? find({ platform: 'zendesk', id: step.ticket })
        : open(step.ticket, { from: opens, subject: opens.subject, via: opens.via });
    if (step.says !== undefined) say(ticket, step.says);
    ticket.status = step.status ?? ticket.status;
    ticket.tags.push(...(step.tags ?? []));
    ticket.fields = { ...ticket.fields, ...step.fields };
    if (step.alert !== undefined) post(ticket, step.alert);
  };
  const moveTo = (at: number): void => {
    for (; next < story.length; next += 1) {
      const step = story[next];
      if (step === undefined || demoStartAt + step.hour * HOUR_MS > at) break;
      nowAt = demoStartAt + step.hour * HOUR_MS;
      play(step);
    }
    nowAt = at;
    clock.begun = true;
    changed();
  };
  const press = ({ channel, ts, action }: Press): void => {
    asked.push(`press ${action}`);
    const messages = channels.find(({ id, name }) => id === channel || name === channel)?.messages ?? [];
    const message = messages.flatMap((one) => [one, ...one.replies]).find((one) => one.ts === ts);
    const id = /#(\d+)$/.exec(message?.text ?? '')?.[1];
    if (message === undefined || id === undefined)
      throw new SandboxError('SANDBOX_NO_SUCH_MESSAGE', 'There is no such message.', 404);
    const ticket = find({ platform: 'zendesk', id });
    const word = action.replace('recourse_', '');
    ticket.ledger.push({ kind: 'pressed', action: word, by: 'Dana Whitlock', at: toIso(nowAt) });
    say(ticket, {
      author: 'Recourse',
      role: 'automatic',
      public: false,
      text: `Dana Whitlock pressed "${word}" in Slack.`,
    });
    message.blocks = [...blocksOf(ticket, message.text, false), context(`✓ ${word} by *Dana Whitlock*`)];
    message.edited = (message.edited ?? 0) + 1;
    changed();
  };

  if (options.second === true) {
    channels.push({ account: 'saltmarsh', id: 'C0DEMO9', name: 'customer-complaints', messages: [] });
    for (const { id, from, subject, text, tags } of freshdeskLetters) {
      const ticket = open(id, { from, subject }, saltmarsh);
      say(ticket, { author: from.name, role: 'complainant', public: true, text });
      ticket.status = 'open';
      ticket.tags.push(...tags);
      if (tags.length > 0) for (const note of ledgerNotes(toIso(nowAt))) say(ticket, note);
    }
  }
  moveTo(demoStartAt);
  clock = { ...clock, begun: false };
  return {
    asked,
    panelPolicy: () => ({}),
    panelRequest: async () => ({ status: 503, date: '', body: '' }),
    state: () =>
      structuredClone({
        now: toIso(nowAt),
        tickets,
        channels,
        screens: [],
        clock,
        server,
        companies,
        company: fernhill,
        you: fernhill.you,
        people: { U0DEMO1: 'Dana Whitlock', U0DEMO2: 'Priya Nair' },
        nextDueAt: nowAt < demoStartAt + 24.75 * HOUR_MS ? toIso(demoStartAt + 24.75 * HOUR_MS) : undefined,
      }),
    clock: (): SandboxClock => ({ now: toIso(nowAt), ...clock }),
    explain: async (address) => explainTicket(find(address), nowAt),
    moveTo: async (at) => moveTo(at),
    moveBy: async (spanMs) => moveTo(nowAt + spanMs),
    setRunning(running) {
      clock = { ...clock, running, begun: clock.begun || running };
      asked.push(`run ${String(running)}`);
      changed();
    },
    setSpeed(speed) {
      clock = { ...clock, speed };
      asked.push(`speed ${String(speed)}`);
      changed();
    },
    async createTicket({ platform, from, subject, text }) {
      const company = platform === 'freshdesk' ? saltmarsh : fernhill;
      const ticket = open(String(2001 + tickets.length), { from, subject }, company);
      say(ticket, { author: from.name, role: 'complainant', public: true, text });
      changed();
      return { platform: ticket.platform, account: ticket.account, id: ticket.id };
    },
    async reply(reply: AgentReply) {
      const ticket = find(reply);
      const { agent } = ticket.account === 'saltmarsh' ? saltmarsh.you : fernhill.you;
      say(ticket, { author: agent, role: 'agent', public: reply.public, text: reply.text });
      ticket.status = reply.status ?? ticket.status;
      changed();
    },
    async changeStatus({ status, ...address }) {
      find(address).status = status;
      changed();
    },
    async changeTags({ add, remove, ...address }) {
      const ticket = find(address);
      ticket.tags = [...ticket.tags.filter((tag) => !remove.includes(tag)), ...add];
      changed();
    },
    press: async (asked) => press(asked),
    slack: async () => ({}),
    async faults(request) {
      asked.push(`faults ${JSON.stringify(request)}`);
    },
    async killServer() {
      server = { state: 'down', kills: server.kills + 1 };
      changed();
    },
    async startServer() {
      server = { ...server, state: 'up', pid: 4243 };
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
