import type { TicketChange } from '#core/effect/effect.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { pressNote } from '#core/effect/note.ts';
import { thisSave } from '#core/complaint/closing.ts';
import { complaintFields, type ComplaintFields } from '#core/complaint/fields.ts';
import { inWords } from '#core/effect/words.ts';
import type { Standing } from '#core/standing.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { toIso, type Instant } from '#core/time.ts';
import { fieldsFor, factsOf, mergeFacts, type Clash, type Facts } from './facts.ts';
import { HostError, type PanelHost, type SeenTicket } from './host.ts';
import type { PanelJudge } from './judging.ts';
import { unwritten } from './unwritten.ts';

/** What became of a save. */
export interface Saved {
  readonly outcome: 'saved' | 'nothing';
  /** What colleagues wrote in the same place; it stays as they wrote it. */
  readonly clashes: readonly Clash[];
  /** Whether somebody had changed the ticket's facts since they were shown. */
  readonly merged: boolean;
  /** The facts as they were before and after, of those that this save changed: what takes it back. */
  readonly before: Facts;
  readonly after: Facts;
}

interface Saving {
  readonly host: PanelHost;
  readonly judge: PanelJudge;
}

/** Colleagues and rules may save at the same second: so often the ticket is read again. */
const mostTries = 5;

/**
 * Writes what somebody changed, in one save, onto the ticket as it is now: read again, merged fact by fact, and with the
 * tags and the recognition that follow from it.
 *
 * @param base  what was shown when they began
 * @param mine  what they changed
 * @throws {HostError} where nothing was saved
 */
export async function saveFacts(base: Facts, mine: Facts, on: Saving): Promise<Saved> {
  return writing(on, async (seen) => {
    const theirs = factsOf(seen.record.fields);
    const { facts, clashes } = mergeFacts(base, mine, theirs);
    const fields = fieldsFor(facts, seen.record.fields);
    const merged = Object.keys(theirs).some((name) => (theirs[name] ?? '') !== (base[name] ?? ''));
    const changed = Object.keys(mine).filter((name) => (facts[name] ?? '') !== (theirs[name] ?? ''));
    const saved: Saved = {
      outcome: changed.length === 0 ? 'nothing' : 'saved',
      clashes,
      merged,
      before: picked(theirs, changed),
      // As the ticket holds them: whoever takes this back would find others' words in what was typed otherwise.
      after: picked(factsOf({ ...seen.record.fields, ...heldOf(fields) }), changed),
    };
    if (changed.length === 0) return { saved, change: undefined };
    const marks = await marksOf(seen, fields, on);
    return { saved, change: { ...marks, fields: { ...marks.fields, ...fields } } };
  });
}

function picked(facts: Facts, names: readonly string[]): Facts {
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? '']));
}

/**
 * What the ticket ought to show once it holds these fields: tags, what was recognised, and where the complaint ends with
 * this save how every promise stood. What the account has no field for is left out: nobody asked for it.
 */
async function marksOf(
  seen: SeenTicket,
  fields: ComplaintFields,
  { judge }: Saving,
): Promise<Pick<TicketChange, 'addTags' | 'removeTags' | 'fields'>> {
  const record = holding(fields, seen);
  const change = unwritten(record, await judge.judge(record, seen.now), seen.now);
  if (change === undefined) return {};
  const { addTags = [], removeTags = [] } = change;
  const known = Object.entries(change.fields ?? {}).filter(([name]) => !seen.lacking.some((one) => one === name));
  return { addTags, removeTags, ...(known.length === 0 ? {} : { fields: Object.fromEntries(known) }) };
}

/** The ticket as it will be, once this viewer has written these fields. */
function holding(fields: ComplaintFields, seen: SeenTicket): TicketRecord {
  const { record } = seen;
  const held = heldOf(fields);
  const written = complaintFields
    .filter((field) => Object.hasOwn(held, field))
    .map((field) => ({ kind: 'field' as const, ...saving(seen), field, value: held[field] }));
  const timeline = written.length === 0 ? record.timeline : [...record.timeline, ...written];
  return { ...record, timeline, fields: { ...record.fields, ...held } };
}

/** Whatever is saved now comes after the last that was. */
function saving({ record, now, viewer: { name } }: SeenTicket) {
  const at = Math.max(now, record.updatedAt);
  return { at, update: thisSave, by: { id: 'viewer', name, role: 'agent' as const } };
}

/** An emptied field holds nothing. */
function heldOf(fields: ComplaintFields): ComplaintFields {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text === '' ? undefined : text]));
}

/**
 * Escalates: one save with the note that tells who did it and why.
 *
 * @param tried  when this escalation was tried before; it keeps that itself. A save whose answer was lost may have come
 *   through: then the ticket tells, and nobody escalates twice.
 * @returns the instant by which it can be taken back
 * @throws {HostError} where nothing was saved, as far as can be known
 */
export async function saveEscalation(note: string, on: Saving, tried: Set<Instant>): Promise<Instant> {
  const escalatedAt = await writing(on, async (seen) => {
    const { outcome, policy } = await on.judge.judge(seen.record, seen.now);
    const by = seen.viewer.name;
    const made = seen.record.ledger.find((one) => one.kind === 'pressed' && one.by === by && tried.has(one.at));
    if (made !== undefined) return { saved: made.at, change: undefined };
    refuseEnded(outcome);
    tried.add(seen.now);
    const entry: LedgerEntry = { kind: 'pressed', action: 'escalate', by, at: seen.now };
    const told = pressNote('escalate', by, inWords(seen.now, policy), policy.version);
    const words = note.trim();
    const change = { ledger: [entry], note: words === '' ? told : `${words}\n\n${told}` };
    return { saved: seen.now, change };
  });
  tried.clear();
  return escalatedAt;
}

/**
 * Takes an escalation back: one save, with a note that says so. Its promise ends, and a level that has not heard of it
 * never does; what people were told stays told.
 *
 * @param of  what `saveEscalation` returned
 * @returns whether a level had heard of it by then
 * @throws {HostError} where nothing was saved
 */
export async function saveWithdrawal(of: Instant, on: Saving): Promise<{ readonly wasTold: boolean }> {
  return writing(on, async (seen) => {
    const { policy } = await on.judge.judge(seen.record, seen.now);
    const by = seen.viewer.name;
    const { ledger } = seen.record;
    const entry: LedgerEntry = { kind: 'withdrawn', by, at: seen.now, of };
    const note = pressNote('withdraw', by, inWords(seen.now, policy), policy.version);
    const wasTold = ledger.some((one) => one.kind === 'posted' && isOfEscalation(one.key, of));
    const isBack = ledger.some((one) => one.kind === 'withdrawn' && one.of === of);
    return { saved: { wasTold }, change: isBack ? undefined : { ledger: [entry], note } };
  });
}

/** Whether an alert was of this escalation; levels that the ladder climbed by itself are others. */
function isOfEscalation(key: string, at: Instant): boolean {
  return key.startsWith('escalated:level-') && key.endsWith(`:${toIso(at)}`);
}

/**
 * Ends the complaint: one save, with the tags that follow from it and how every promise stood. The helpdesk alone says
 * when that was, a moment later. Where a promise fell due in that moment, what was written is not what the ticket tells,
 * and is written anew; where that fails, nothing is lost, and the panel asks for it as long as it is lacking.
 *
 * @returns the status that the ticket had before: what takes the closing back
 * @throws {HostError} where the ticket was not solved
 */
export async function saveClosing(on: Saving): Promise<string> {
  const before = await writing(on, async (seen) => {
    refuseEnded((await on.judge.judge(seen.record, seen.now)).outcome);
    const change = await marksOf(movedTo('solved', seen), {}, on);
    return { saved: seen.statusCode, change, solve: true };
  });
  await saveSummary(on).catch((error: unknown) => {
    if (!(error instanceof HostError)) throw error;
  });
  return before;
}

/**
 * Writes down how every promise of a complaint stood when it ended, with the tags that tell of it; nothing where that is
 * done already.
 *
 * @returns what takes it back; `undefined` where nothing had to be written
 * @throws {HostError} where nothing was saved
 */
export async function saveSummary(on: Saving): Promise<Summed | undefined> {
  return writing(on, async (seen) => {
    const change = await marksOf(seen, {}, on);
    const { addTags = [], removeTags = [], fields = {} } = change;
    if (addTags.length + removeTags.length + Object.keys(fields).length === 0) {
      return { saved: undefined, change: undefined };
    }
    const { record } = seen;
    const before = Object.keys(fields).map((name) => [name, record.fields[name as keyof ComplaintFields] ?? '']);
    const back = { addTags: removeTags, removeTags: addTags, fields: Object.fromEntries(before) as ComplaintFields };
    return { saved: { status: record.status, fields, back }, change };
  });
}

/** A summary as it was written. */
export interface Summed {
  /** The status that the ticket had then, and what its fields were to hold. */
  readonly status: TicketRecord['status'];
  readonly fields: ComplaintFields;
  readonly back: TicketChange;
}

/**
 * Takes a summary back: one save. Where somebody wrote another one since, or opened the ticket again, nothing is changed.
 *
 * @returns whether it was taken back
 * @throws {HostError} where nothing was saved
 */
export async function saveUnsummed({ status, fields, back }: Summed, on: Saving): Promise<boolean> {
  return writing(on, ({ record }) => {
    const names = Object.keys(fields) as (keyof ComplaintFields)[];
    const isAsWritten = record.status === status && names.every((name) => record.fields[name] === fields[name]);
    return Promise.resolve({ saved: isAsWritten, change: isAsWritten ? back : undefined });
  });
}

/**
 * Takes a closing back: one save. The ticket remembers that it had ended; where somebody has opened it again meanwhile,
 * nothing is changed.
 *
 * @param before  the status to which it goes back, as `saveClosing` returned it
 * @throws {HostError} where nothing was saved
 */
export async function saveReopening(before: string, on: Saving): Promise<void> {
  await writing(on, async (seen) => {
    if (seen.record.status !== 'solved') return { saved: undefined, change: undefined };
    const change = await marksOf(movedTo('open', seen), {}, on);
    return { saved: undefined, change, reopenAs: before };
  });
}

/** The ticket as it will be, once this viewer has put it into another status. */
function movedTo(to: 'open' | 'solved', seen: SeenTicket): SeenTicket {
  const { record } = seen;
  const moved = { kind: 'status' as const, ...saving(seen), from: record.status, to };
  return { ...seen, record: { ...record, status: to, timeline: [...record.timeline, moved] } };
}

interface Step<T> {
  readonly saved: T;
  /** `undefined` where nothing has to be written. */
  readonly change: TicketChange | undefined;
  readonly solve?: boolean;
  readonly reopenAs?: string;
}

async function writing<T>(on: Saving, prepare: (seen: SeenTicket) => Promise<Step<T>>): Promise<T> {
  const { host, judge } = on;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const seen = await host.read(judge.prefix);
    refuse(seen);
    const { saved, change, solve = false, reopenAs } = await prepare(seen);
    if (change === undefined) return saved;
    if ((await host.save(seen, { change, solve, reopenAs }, judge.prefix)) === 'written') return saved;
  }
  throw new HostError('busy', 'the ticket was changed again and again meanwhile');
}

function refuse({ record, viewer }: SeenTicket): void {
  if (record.isFrozen === true) throw new HostError('closed', 'the ticket is closed');
  if (record.status === 'deleted') throw new HostError('gone', 'the ticket was deleted');
  if (!viewer.mayWrite) throw new HostError('forbidden', 'the viewer may not change the ticket');
}

/** Of a complaint that is over nobody hears any more, and it ended as it did. */
function refuseEnded({ complaint }: Standing): void {
  if (complaint?.isOpen !== true) throw new HostError('ended', 'the complaint is not open any more');
}
