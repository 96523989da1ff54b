import { judge } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { refText } from '#core/ticket.ts';
import { DAY_MS, MINUTE_MS, toIso, type Instant } from '#core/time.ts';
import type { TicketTruth } from '#apps/sandbox/fake-shared/truth.ts';
import type { Write } from '#apps/sandbox/fake-shared/write-log.ts';
import { ledgerPart } from '#core/effect/key.ts';
import type { Judged } from './life.ts';
import type { Office } from './office.ts';
import { stormy } from './weather.ts';

/** What the account looks like in the end. Lists are empty where all is well. */
export interface Verdict {
  readonly tickets: number;
  readonly complaints: number;
  /** Their last state asks for something that was not done. */
  readonly undone: readonly string[];
  /** Writes of ours that touched what is not ours. */
  readonly foreign: readonly string[];
  /**
   * The same, but of somebody's tag that came or went while our save was on its way: where a helpdesk takes lists of tags
   * as a whole and has no optimistic write, as Freshdesk, the later one wins, and neither could know of the other.
   */
  readonly overtaken: number;
  readonly ourWrites: number;
}

/**
 * A ticket's last state beside the one it was judged on. `stale`: they differ. `forgotten`: it was never judged.
 * `left alone`: it was over long before the beginning, and nobody has to judge it.
 */
export interface Compared {
  readonly is: 'judged' | 'stale' | 'forgotten' | 'left alone';
  /** Which ticket, and how they differ. */
  readonly said: string;
}

export interface Ended {
  readonly office: Office;
  readonly policy: Policy;
  readonly judged: ReadonlyMap<string, Judged>;
  readonly beganAt: Instant;
  readonly endsAt: Instant;
}

/** What falls due in the last minutes may still be on its way. */
const lateMs = 10 * MINUTE_MS;
/** A request that is late arrives so long after it was sent, whoever has given it up by then. */
const onItsWayMs = stormy.latestMs + stormy.slowestMs;
/** A process that remembers nothing reads so far back. */
const lookBackMs = 3 * DAY_MS;

/** Compares what the product judged last with what the account itself knows to be so. */
export function compare(truth: TicketTruth, ended: Ended): Compared {
  const record = lastStateOf(truth, ended);
  const seen = ended.judged.get(truth.id);
  const name = refText(record.ref);
  if (seen === undefined) {
    const isArchived = truth.view().archived ? 'archived' : '';
    const said = `${name} ${record.status} changed ${toIso(record.updatedAt)} ${isArchived}`;
    return { is: wasOverBefore(record, ended) ? 'left alone' : 'forgotten', said };
  }
  const difference = differenceOf(seen, record, ended);
  return { is: difference === undefined ? 'judged' : 'stale', said: `${name} ${difference ?? ''}` };
}

/** Looks at what is left, and at all that was written. */
export function verdictOf(ended: Ended): Verdict {
  const { office, policy, judged, endsAt } = ended;
  const undone: string[] = [];
  let tickets = 0;
  let complaints = 0;
  for (const truth of office.fake.truth()) {
    tickets += 1;
    if (!judged.has(truth.id)) continue;
    const record = lastStateOf(truth, ended);
    if (judge(record, policy, endsAt).complaint !== undefined) complaints += 1;
    undone.push(...undoneOf(record, ended));
  }
  const touched = touchedBy(ended);
  return {
    tickets,
    complaints,
    undone,
    foreign: touched.filter(({ isOvertaken }) => !isOvertaken).map(({ what }) => what),
    overtaken: touched.filter(({ isOvertaken }) => isOvertaken).length,
    ourWrites: office.fake.audit().counts().us,
  };
}

/** What was over long before the beginning is left alone. */
function wasOverBefore({ status, updatedAt }: TicketRecord, { beganAt }: Ended): boolean {
  return (isOver(status) || status === 'deleted') && updatedAt < beganAt - lookBackMs;
}

function isOver(status: TicketRecord['status']): boolean {
  return status === 'solved' || status === 'closed';
}

/** A ticket as whoever reads it through the API could know it. */
function lastStateOf({ raw }: TicketTruth, { office, policy }: Ended): TicketRecord {
  const ticket = raw();
  const merged = ticket['mergedTickets'] as readonly { readonly id: number; readonly tags: readonly string[] }[];
  const mergedTickets = merged.flatMap((one) => {
    const status = office.fake.truthOf(String(one.id))?.view().status;
    // What was merged into it and deleted since can be asked for no more.
    if (status === undefined || (status === 'deleted' && office.platform !== 'freshdesk')) return [];
    // What was opened again is marked for itself from then on; what it brought along was asked when it was taken in.
    return [isOver(status) || status === 'deleted' ? one : { ...one, tags: [] }];
  });
  return office.normalise({ ...ticket, mergedTickets, origin: `http://${office.host}` }, { prefix: policy.prefix });
}

/** In what the last judgement differs from one of the last state; `undefined` where it does not. */
function differenceOf(seen: Judged, record: TicketRecord, { policy, endsAt }: Ended): string | undefined {
  if (record.status === 'deleted') return seen === 'gone' || seen.status === 'deleted' ? undefined : seen.status;
  if (seen === 'gone') return 'gone';
  const had = told(seen, policy, endsAt);
  const is = told(record, policy, endsAt);
  const at = Object.keys(is).find((key) => JSON.stringify(had[key]) !== JSON.stringify(is[key]));
  return at === undefined
    ? undefined
    : `${at} ${whereApart(JSON.stringify(had[at]) ?? '', JSON.stringify(is[at]) ?? '')}`;
}

/** The first place in which two texts differ, with some words before it. */
function whereApart(had: string, is: string): string {
  let at = 0;
  while (at < had.length && had[at] === is[at]) at += 1;
  const from = Math.max(0, at - 40);
  return `was judged with …${had.slice(from, at + 160)} and is …${is.slice(from, at + 160)}`;
}

function told(record: TicketRecord, policy: Policy, endsAt: Instant): Record<string, unknown> {
  const { complaint, clocks, decisions } = judge(record, policy, endsAt);
  const { version, status, priority, tags, fields, subject, ledger } = record;
  const isAsked = isRatingAsked(record);
  const known = complaint === undefined || isAsked ? complaint : { ...complaint, satisfaction: undefined };
  return { version, status, priority, tags, fields, subject, ledger, complaint: known, clocks, decisions };
}

/** Freshdesk tells ratings by a call of their own, which is made for tickets that are, or were, over. */
function isRatingAsked({ ref, status, timeline }: TicketRecord): boolean {
  const isOver = (to: string): boolean => to === 'solved' || to === 'closed';
  return (
    ref.platform !== 'freshdesk' ||
    isOver(status) ||
    timeline.some((entry) => entry.kind === 'status' && isOver(entry.to))
  );
}

function undoneOf(record: TicketRecord, { policy, endsAt }: Ended): readonly string[] {
  // A frozen or deleted ticket takes no more writing.
  if (record.isFrozen === true || record.status === 'deleted') return [];
  const now = judge(record, policy, endsAt).effects;
  // What a ticket shows since a moment ago it need not show as of before: it is written where nothing is lacking now.
  const isWritten = !now.some(({ kind }) => kind === 'change-ticket');
  return judge(record, policy, endsAt - lateMs).effects.flatMap((effect) => {
    if (effect.kind === 'change-ticket') {
      return isWritten ? [] : [`${effect.key} ${JSON.stringify(effect.change).slice(0, 300)}`];
    }
    if (effect.kind !== 'post-alert') return [];
    const key = ledgerPart(record.ref, effect.key);
    const isDone = record.ledger.some(
      (entry) => (entry.kind === 'posted' || entry.kind === 'covered') && entry.key === key,
    );
    return isDone ? [] : [effect.key];
  });
}

interface Touched {
  readonly what: string;
  readonly isOvertaken: boolean;
}

/** All that is not ours and that our writes touched. */
function touchedBy({ office, policy }: Ended): readonly Touched[] {
  const { fake, platform } = office;
  const others = Map.groupBy(fake.audit().writes('others'), ({ ticketId }) => ticketId);
  return fake
    .audit()
    .writes('us')
    .flatMap((write) => {
      const near = (others.get(write.ticketId) ?? []).filter(
        ({ at }) => platform === 'freshdesk' && at <= write.at && at > write.at - onItsWayMs,
      );
      return foreignIn(write, { prefix: policy.prefix, near });
    });
}

function foreignIn(
  write: Write,
  { prefix, near }: { readonly prefix: string; readonly near: readonly Write[] },
): readonly Touched[] {
  const isOurs = (name: string): boolean => name.startsWith(prefix);
  const { ticketId, act, comment } = write;
  const said = (what: string, isOvertaken = false): Touched => ({
    what: `${ticketId} ${what} at ${new Date(write.at).toISOString()}`,
    isOvertaken,
  });
  const foreign = (tags: readonly string[]): readonly string[] => tags.filter((tag) => !isOurs(tag));
  return [
    ...foreign(write.tagsAdded).map((tag) =>
      said(
        `tag +${tag}`,
        near.some(({ tagsRemoved }) => tagsRemoved.includes(tag)),
      ),
    ),
    ...foreign(write.tagsRemoved).map((tag) =>
      said(
        `tag -${tag}`,
        near.some(({ tagsAdded }) => tagsAdded.includes(tag)),
      ),
    ),
    ...write.fields.filter(({ field }) => !isOurs(field)).map(({ field }) => said(`field ${field}`)),
    ...(comment === undefined || (comment.of === 'us' && !comment.public) ? [] : [said(`comment ${act}`)]),
    ...(act === 'saved' || act === 'said' || act.startsWith('comment ') ? [] : [said(act)]),
  ];
}
