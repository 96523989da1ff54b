import { judge } from '#core/pipeline.ts';
import type { Complaint } from '#core/complaint/complaint.ts';
import type { Clock } from '#core/sla/clock.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { toIso, type Instant } from '#core/time.ts';
import type { World } from '#test/apps/runtime/world.ts';

/** Everything there is to be seen at an instant, without whatever names a helpdesk, an account, a number or an address. */
export interface Look {
  readonly tickets: Readonly<Record<string, unknown>>;
  readonly slack: Readonly<Record<string, unknown>>;
}

/** Looks at every ticket of a story through a product that remembers nothing, and at all that stands in Slack. */
export async function lookAt(world: World, ids: ReadonlyMap<string, string>): Promise<Look> {
  const { platform, account, policy, time } = world;
  const [desk] = world.newWorks().shell.desks;
  const tickets: Record<string, unknown> = {};
  for (const [name, id] of ids) {
    const signal = new AbortController().signal;
    const record = await world.lives(async () => {
      try {
        return await desk?.source.read({ platform, account, id }, signal);
      } catch {
        return undefined;
      }
    });
    const isGone = record === undefined || record.status === 'deleted';
    tickets[name] = isGone ? 'gone' : neutral(toldOf(record, judge(record, policy, time.now())), world, ids);
  }
  return { tickets, slack: neutral(slackOf(world), world, ids) as Look['slack'] };
}

/** A look in a word: of each ticket its complaint's stage and its clocks, and how many messages stand in each channel. */
export function inShort({ tickets, slack }: Look): { readonly shows: Record<string, string>; readonly said: string } {
  const shows = Object.entries(tickets).map(([name, ticket]) => [name, ticket === 'gone' ? 'gone' : shown(ticket)]);
  const said = Object.values(slack as Record<string, readonly { readonly replies: readonly unknown[] }[]>);
  return {
    shows: Object.fromEntries(shows) as Record<string, string>,
    said: said.map((messages) => messages.reduce((sum, { replies }) => sum + 1 + replies.length, 0)).join('/'),
  };
}

function shown(ticket: unknown): string {
  const { complaint, clocks } = ticket as {
    readonly complaint?: { readonly stage: string };
    readonly clocks: readonly { readonly obligation: string; readonly status: string }[];
  };
  if (complaint === undefined) return 'no complaint';
  return `${complaint.stage}: ${clocks.map(({ obligation, status }) => `${obligation} ${status}`).join(', ')}`;
}

/** Zendesk's own. */
const tagOfMerge = 'closed_by_merge';

function toldOf(record: TicketRecord, { complaint, clocks, decisions, wakeAt }: ReturnType<typeof judge>): unknown {
  const isMergedAway = complaint?.stage === 'duplicate';
  return {
    // What a colleague began is closed from the start on Freshdesk; on Zendesk nobody could answer it then.
    // Freshdesk has no word for a ticket that nobody has opened yet, and gives every ticket a priority, low at first.
    status: complaint === undefined ? undefined : record.status === 'new' ? 'open' : record.status,
    priority: record.priority ?? 'low',
    // What was merged away Zendesk freezes as it stood; on Freshdesk it can still be told that it is not open any more.
    tags: isMergedAway ? undefined : record.tags.filter((tag) => tag !== tagOfMerge).toSorted(),
    assignee: record.assignee?.name,
    fields: { ...record.fields, recognition: undefined, history: undefined, closing: undefined },
    complaint: complaint === undefined ? undefined : toldOfComplaint(complaint, record.createdAt),
    clocks: clocks.map(toldOfClock),
    decisions: decisions.map((decision) =>
      decision.kind === 'alert'
        ? [decision.kind, decision.because, decision.alert, decision.key, decision.channel, decision.covers]
        : [decision.kind, decision.because],
    ),
    ledger: record.ledger.map(toldOfEntry).toSorted(),
    wakeAt: toTheMinute(wakeAt),
  };
}

function toldOfComplaint(complaint: Complaint, createdAt: Instant): unknown {
  // Zendesk's own receipt is a comment on the ticket; Freshdesk's is a mail that stands nowhere.
  const isReceipt = (kind: string | undefined, at: Instant): boolean => kind === 'autoAck' && at === createdAt;
  const { stage, isOpen, band, confirmed, assessment, issues, decision, satisfaction } = complaint;
  return {
    stage,
    isOpen,
    band,
    confirmed,
    assessment,
    issues,
    satisfaction,
    receivedAt: iso(complaint.receivedAt),
    countedFrom: iso(complaint.countedFrom),
    endedAt: iso(complaint.endedAt),
    reopenedAt: complaint.reopenedAt.map(iso),
    vulnerability: complaint.complainant.vulnerability,
    gradings: complaint.gradings,
    // Our own notes are written when there is something to tell, which takes as long as it takes.
    communications: complaint.communications
      .filter(({ by, direction }) => by !== 'automatic' || direction !== 'internal')
      .filter(({ kind, at }) => !isReceipt(kind, at))
      .map(({ at, kind, direction, by, contains }) => [iso(at), kind, direction, by, contains]),
    events: complaint.events
      .filter(({ kind, at }) => !isReceipt(kind, at))
      .map(({ kind, at, contains }) => [kind, iso(at), contains]),
    paused: complaint.paused.map(interval),
    decision,
    escalations: complaint.escalations.map(({ level, trigger, by }) => [level, trigger, by]),
    endings: complaint.endings.map(({ at }) => iso(at)),
  };
}

function toldOfClock(clock: Clock): unknown {
  return {
    obligation: clock.obligation.id,
    cycle: iso(clock.cycle),
    status: clock.status,
    startedAt: iso(clock.startedAt),
    dueAt: iso(clock.dueAt),
    extended: clock.extended,
    satisfiedAt: iso(clock.satisfiedAt),
    paused: clock.paused.map(interval),
    elapsed: clock.elapsed,
    warnings: clock.warnings.map(({ step, at }) => [step, iso(at)]),
    climbs: clock.climbs.map(({ step, at }) => [step, toTheMinute(at)]),
    recorded: clock.recorded,
  };
}

function toldOfEntry(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'posted':
    case 'noted':
      return `${entry.kind} ${entry.key}`;
    case 'covered':
      return `covered ${entry.key} by ${entry.by}`;
    case 'claimed':
      return `claimed ${entry.key}`;
    case 'pressed':
      return `pressed ${entry.action} ${entry.by}`;
    case 'withdrawn':
      return `withdrawn ${entry.by}`;
  }
}

function slackOf(world: World): Record<string, unknown> {
  return Object.fromEntries(
    world.fakes.slack
      .channelsView()
      .map(({ name, messages }) => [
        name,
        messages.map((message) => ({ ...said(message), replies: message.replies.map(said) })),
      ]),
  );
}

function said(message: { readonly text: string; readonly blocks?: unknown; readonly broadcast?: boolean }): object {
  return { text: message.text, blocks: message.blocks, broadcast: message.broadcast };
}

/** Without numbers, addresses and names of the helpdesk, and without the marks that are made of them. */
function neutral(told: unknown, world: World, ids: ReadonlyMap<string, string>): unknown {
  let text = JSON.stringify(told)
    .replaceAll(/https?:\/\/[^\s"|>\\]+/gu, 'ADDRESS')
    .replaceAll(/\b[\da-f]{64}\b/gu, 'MARK');
  for (const [name, id] of ids) {
    text = text
      .replaceAll(`${world.platform}:${world.account}:${id}`, name)
      .replaceAll(new RegExp(String.raw`(#|\b[Tt]icket |\\"t\\":\\")${id}\b`, 'gu'), `$1${name}`);
  }
  return JSON.parse(text);
}

function iso(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}

/**
 * The ladder is counted from when a broken promise was told. One that was broken before anybody could know of it, as by a
 * merge, is told as fast as a claim is sure: some seconds later on Freshdesk than on Zendesk.
 */
function toTheMinute(at: Instant | undefined): string | undefined {
  return iso(at)?.slice(0, 'yyyy-mm-ddThh:mm'.length);
}

function interval({ from, to }: { readonly from: Instant; readonly to: Instant | undefined }): unknown {
  return [iso(from), iso(to)];
}
