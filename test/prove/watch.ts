import type { LedgerEntry } from '#core/effect/ledger.ts';
import { effectKey } from '#core/effect/key.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS, type Instant } from '#core/time.ts';
import type { Write } from '#apps/sandbox/fake-shared/write-log.ts';
import { graceMs, leaseMs } from '#apps/runtime/claim.ts';
import { markOf } from '#apps/runtime/mark-of.ts';
import { createDuties, type Duty } from './duties.ts';
import type { Letter } from './network.ts';
import type { Office } from './platform.ts';

/**
 * Watches what really happens, at the helpdesks and at Slack and not through what the product reads, and says which of
 * the protocol's invariants it breaks, each by its number.
 */
export interface Watch {
  /** A ticket may have changed. */
  changed(office: Office, id: string): void;
  /** A request leaves a machine. */
  leaves(letter: Letter): void;
  /** Slack took a message that bears these marks. */
  taken(marks: readonly string[]): void;
  /** Due for longer than anybody may go without seeing it wait. */
  unsaid(longerThanMs: number): readonly Duty[];
  /** Nobody may ask for this ticket: only a forged hint ever spoke of it. */
  forbid(id: string): void;
  /** Goes on to the end; what was broken. */
  end(): readonly string[];
}

export interface WatchOptions {
  readonly offices: readonly Office[];
  readonly policy: Policy;
  readonly slackToken: string;
  readonly now: () => Instant;
  readonly clearsAt: Instant;
  /** How long an alert may take in calm weather. */
  readonly withinMs: number;
}

/** A message may arrive so long after its cause is gone that was there when its claim was written. */
const staleMs = leaseMs + graceMs;

type Claim = Extract<LedgerEntry, { kind: 'claimed' }>;

/** What was seen of one ticket's ledger. */
interface Seen {
  readonly done: Set<string>;
  holders: ReadonlyMap<string, Claim>;
}

export function createWatch(on: WatchOptions): Watch {
  const { policy, now } = on;
  const duties = createDuties(policy);
  const ledgers = new Map<string, Seen>();
  /** By effect key: when a claim of it first stood on its ticket; when it was done; and by mark: when Slack took it. */
  const claimedAt = new Map<string, Instant>();
  const doneAt = new Map<string, Instant>();
  const takenAt = new Map<string, Instant>();
  const doneMarks = new Map<string, string>();
  const forbidden = new Set<string>();
  const tickets = new Map<string, { readonly office: Office; readonly id: string }>();
  const wrong = new Set<string>();

  const read = (office: Office, id: string): void => {
    const records = office.truths(id);
    const name = `${office.platform} ${id}`;
    tickets.set(name, { office, id });
    duties.follow(name, records, now());
    const [record] = records;
    if (record !== undefined && record.status !== 'deleted') readLedger(name, record, office);
  };

  /** What a ticket was merged into knows of it, and changes with it: half way of a merge it is not closed yet. */
  const readWithHeirs = (office: Office, id: string, known = new Set<string>()): void => {
    if (known.has(id)) return;
    known.add(id);
    read(office, id);
    for (const entry of office.truths(id).at(-1)?.timeline ?? []) {
      if (entry.kind === 'merged' && entry.into !== undefined) readWithHeirs(office, entry.into, known);
    }
  };

  const readLedger = (name: string, { ref, ledger }: TicketRecord, office: Office): void => {
    const seen: Seen = ledgers.get(name) ?? { done: new Set(), holders: new Map() };
    ledgers.set(name, seen);
    const alerts = ledger.flatMap((entry) => ('key' in entry ? [{ entry, key: effectKey(ref, entry.key) }] : []));
    const isDone = ({ kind }: LedgerEntry): boolean => kind === 'posted' || kind === 'covered';
    heedDone(seen, new Set(alerts.filter(({ entry }) => isDone(entry)).map(({ key }) => key)));
    const claims = alerts.flatMap(({ entry, key }) => (entry.kind === 'claimed' ? [[key, entry] as const] : []));
    heedClaims(seen, new Map(claims), (owner) => office.isGivenBack(ref.id, owner));
  };

  const heedDone = (seen: Seen, done: ReadonlySet<string>): void => {
    for (const key of seen.done) if (!done.has(key)) wrong.add(`I5: no longer marked: ${key}`);
    for (const key of done) {
      seen.done.add(key);
      if (doneAt.has(key)) continue;
      doneAt.set(key, now());
      doneMarks.set(markOf(key), key);
    }
  };

  const heedClaims = (
    seen: Seen,
    holders: ReadonlyMap<string, Claim>,
    isGivenBack: (owner: string) => boolean,
  ): void => {
    for (const [key, claim] of holders) {
      if (!claimedAt.has(key)) claimedAt.set(key, now());
      const before = seen.holders.get(key);
      const isTaken = before !== undefined && before.owner !== claim.owner && claim.at < before.at + staleMs;
      // What was written meanwhile and held nothing comes to stand for it; nobody acts by it but who still waits to look.
      if (isTaken && !isGivenBack(before.owner)) {
        wrong.add(`I6: claimed while another held it: ${key}`);
      }
    }
    seen.holders = holders;
  };

  const takeOne = (mark: string): void => {
    const at = now();
    const duty = duties.of(mark);
    takenAt.set(mark, takenAt.get(mark) ?? at);
    if (duty === undefined || at < duty.from) {
      wrong.add(`I1: told at ${at} before it was due, or what was never due: ${mark}`);
      return;
    }
    const { key, until } = duty;
    if (at - until > staleMs) wrong.add(`I1: told ${at - until} ms after its cause was gone: ${key}`);
    const claimed = claimedAt.get(key);
    if (claimed === undefined || claimed >= at) wrong.add(`I4: told without a claim before it: ${key}`);
  };

  const readAll = (): void => {
    for (const { office, id } of tickets.values()) read(office, id);
  };

  return {
    changed: (office, id) => readWithHeirs(office, id),
    forbid: (id) => void forbidden.add(id),
    leaves(letter) {
      const stranger = foreignTo(letter, on);
      if (stranger !== undefined) wrong.add(`I9: ${stranger}`);
      for (const id of forbidden) if (letter.path.includes(id)) wrong.add('I11: an unproven hint was followed');
      if (!letter.path.endsWith('chat.postMessage')) return;
      for (const mark of marksSent(letter.body)) {
        const key = doneMarks.get(mark);
        if (key !== undefined) wrong.add(`I5: posted although it was marked: ${key}`);
      }
    },
    taken(marks) {
      readAll();
      for (const mark of marks) takeOne(mark);
    },
    unsaid(longerThanMs) {
      readAll();
      const at = now();
      return duties
        .all()
        .filter(({ key, again, until }) => until === at && at - again > longerThanMs && !doneAt.has(key));
    },
    end() {
      readAll();
      for (const duty of duties.all()) {
        const fault = tooLate(duty, on, { doneAt, takenAt });
        if (fault !== undefined) wrong.add(fault);
      }
      for (const office of on.offices) for (const what of foreignIn(office, policy.prefix)) wrong.add(`I7: ${what}`);
      return [...wrong];
    },
  };
}

/** Whether it was said too late in calm weather, or never while it was asked for. */
function tooLate(
  { key, again, until }: Duty,
  { clearsAt, withinMs }: WatchOptions,
  known: { readonly doneAt: ReadonlyMap<string, Instant>; readonly takenAt: ReadonlyMap<string, Instant> },
): string | undefined {
  const byAt = Math.max(again, clearsAt) + withinMs;
  const toldAt = known.takenAt.get(markOf(key)) ?? known.doneAt.get(key) ?? until;
  return toldAt > byAt
    ? `I3: ${Math.round((toldAt - byAt) / MINUTE_MS)} min later than it may be told: ${key}`
    : undefined;
}

/** The marks that a message bears as it is sent: one, or those of all for whom it speaks. */
export function marksSent(body: string): readonly string[] {
  return new URLSearchParams(body).get('metadata')?.match(/[0-9a-f]{64}/gu) ?? [];
}

/** What a request bears that it must not, or lacks that it must bear. */
function foreignTo({ host, path, headers, body }: Letter, { offices, slackToken }: WatchOptions): string | undefined {
  const bearer = `Bearer ${slackToken}`;
  const expected = host === 'slack.prove' ? bearer : offices.find((office) => office.host === host)?.authorization;
  if (expected === undefined || headers['authorization'] !== expected)
    return `a request to ${host} bears other credentials than its own`;
  const others = [slackToken, ...offices.map(({ authorization }) => authorization)].filter(
    (secret) => !expected.includes(secret),
  );
  const text = `${path} ${Object.values(headers).join(' ')} ${body}`;
  return others.some((secret) => text.includes(secret))
    ? `a request to ${host} tells another's credentials`
    : undefined;
}

/**
 * A helpdesk that takes whole lists of tags and has no compare and set undoes what somebody saved while our list was on
 * its way: so long it may have been, from the reading of the ticket to its arrival.
 */
const underWayMs = MINUTE_MS;

/** What our own credentials changed that is not ours. */
function foreignIn(office: Office, prefix: string): readonly string[] {
  const overtaken = office.platform === 'freshdesk' ? office.othersWrites() : [];
  const isForeign = (name: string): boolean => !name.startsWith(prefix);
  const isUndone = ({ at, ticketId }: Write, tag: string): boolean =>
    overtaken.some(
      (other) =>
        other.ticketId === ticketId &&
        at - other.at >= 0 &&
        at - other.at <= underWayMs &&
        (other.tagsAdded.includes(tag) || other.tagsRemoved.includes(tag)),
    );
  return office.ourWrites().flatMap((write) => {
    const { ticketId, act, tagsAdded, tagsRemoved, fields, comment } = write;
    const touched = [
      ...[...tagsAdded, ...tagsRemoved]
        .filter((tag) => isForeign(tag) && !isUndone(write, tag))
        .map((tag) => `tag ${tag}`),
      ...fields
        .map(({ field }) => field)
        .filter(isForeign)
        .map((field) => `field ${field}`),
      ...(comment === undefined || (comment.of === 'us' && !comment.public) ? [] : [`comment ${comment.id}`]),
      ...(act === 'saved' || act === 'said' || act.startsWith('comment ') ? [] : [act]),
    ];
    return touched.map((what) => `${what} of ticket ${ticketId} is not ours to change`);
  });
}
