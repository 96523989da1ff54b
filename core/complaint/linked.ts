import { categoryTag } from '../effect/names.ts';
import type { OtherComplaint, TicketRecord, TicketRef, TicketStatus } from '../ticket.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { foldWord, kindOfUnit, letterKinds } from './letters.ts';

export const linkKinds = ['duplicate', 'repeat', 'related'] as const;
/**
 * How another complaint of the same person bears on this one. `duplicate`: it seems to be the same matter, told twice while
 * neither is over; `repeat`: they complained of the same category before; `related`: of another one, or one not known.
 */
export type LinkKind = (typeof linkKinds)[number];

/** Another complaint, and how it bears on this one. A suggestion: nothing is merged or linked but by a person. */
export interface Link {
  readonly kind: LinkKind;
  readonly ref: TicketRef;
  readonly url: string;
  readonly subject: string;
  readonly receivedAt: Instant;
  readonly isOpen: boolean;
  /** How much of their words they share, from 0 to 1. */
  readonly likeness: number;
}

/** So long after one complaint another one repeats it: K9's window, our choice. */
export const repeatWindowMs = 90 * DAY_MS;
/** What is written further apart is told anew, not twice. Our choice. */
export const duplicateWindowMs = 14 * DAY_MS;
/** From this share of words in common on, two tickets seem to tell the same. Our choice. */
export const duplicateLikeness = 0.5;
/** More than a person looks through: where there are so many, there may be others. */
export const mostLinks = 10;

/**
 * Other complaints of the same person, the likeliest duplicates first, then the latest. Of what came later only duplicates
 * are named: it is for the later ticket to name the earlier one.
 *
 * @param of.category what this complaint is about, as far as anybody knows
 * @param of.prefix with which our tags begin: others' categories were read from those
 * @see ISO 10002:2018, 8.2 (recurring and single incidents)
 */
export function linksOf(
  record: Pick<TicketRecord, 'ref' | 'subject' | 'createdAt' | 'status' | 'others' | 'timeline'>,
  of: {
    readonly receivedAt: Instant;
    readonly category: string | undefined;
    readonly opening: string;
    readonly prefix: string;
  },
): readonly Link[] {
  const others = othersOf(record);
  if (others.length === 0) return [];
  const words = wordsOf(`${record.subject} ${of.opening}`);
  const links: Link[] = [];
  for (const other of others) {
    const likeness = likenessOf(words, wordsOf(`${other.subject} ${other.opening}`));
    const kind = kindOf(other, { ...of, likeness, isOver: isOver(record.status) });
    if (kind === undefined) continue;
    const { ref, url, subject, receivedAt } = other;
    links.push({ kind, ref, url, subject, receivedAt, isOpen: !isOver(other.status), likeness });
  }
  return links.sort(byTelling).slice(0, mostLinks);
}

function kindOf(
  other: OtherComplaint,
  of: {
    readonly receivedAt: Instant;
    readonly category: string | undefined;
    readonly prefix: string;
    readonly likeness: number;
    readonly isOver: boolean;
  },
): LinkKind | undefined {
  const apartMs = of.receivedAt - other.receivedAt;
  const isBoth = !of.isOver && !isOver(other.status);
  if (isBoth && Math.abs(apartMs) <= duplicateWindowMs && of.likeness >= duplicateLikeness) return 'duplicate';
  if (apartMs < 0 || apartMs > repeatWindowMs) return undefined;
  return isSame(other.category, of) ? 'repeat' : 'related';
}

/** Compared as a tag bears them, where a search may have read one; of a long one that is only its beginning. */
function isSame(
  other: string | undefined,
  of: { readonly category: string | undefined; readonly prefix: string },
): boolean {
  if (of.category === undefined || other === undefined) return false;
  const tag = categoryTag(of.category, of.prefix);
  return tag !== undefined && tag === categoryTag(other, of.prefix);
}

function byTelling(a: Link, b: Link): number {
  return linkKinds.indexOf(a.kind) - linkKinds.indexOf(b.kind) || b.receivedAt - a.receivedAt;
}

function isOver(status: TicketStatus): boolean {
  return status === 'solved' || status === 'closed' || status === 'deleted';
}

/** How many complaints the same person had made in the time before: what counts as one more sign of a complaint. */
export function earlierComplaints(record: Pick<TicketRecord, 'others' | 'createdAt' | 'ref' | 'timeline'>): number {
  const { createdAt } = record;
  return othersOf(record).filter(({ receivedAt }) => receivedAt < createdAt && createdAt - receivedAt <= repeatWindowMs)
    .length;
}

/** The ids of a ticket and of those that were merged into it: what was told there is told here. */
export function ownTickets({ ref, timeline }: Pick<TicketRecord, 'ref' | 'timeline'>): ReadonlySet<string> {
  return new Set([ref.id, ...timeline.flatMap((entry) => (entry.kind === 'merged' ? (entry.from ?? []) : []))]);
}

/** Without those that are gone, and without those that are this one. */
function othersOf({ others = [], ref, timeline }: Pick<TicketRecord, 'others' | 'ref' | 'timeline'>) {
  if (others.length === 0) return others;
  const own = ownTickets({ ref, timeline });
  return others.filter((other) => !own.has(other.ref.id) && other.status !== 'deleted');
}

/** Of both texts together the share of words that stand in both. Two texts of hardly a word are alike in nothing. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  const all = a.size + b.size - both;
  return Math.min(a.size, b.size) < fewestWords ? 0 : Math.round((100 * both) / all) / 100;
}

const fewestWords = 4;
const shortestWord = 3;
const longestCompared = 2_000;

function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  const limit = Math.min(text.length, longestCompared);
  let start = -1;
  for (let at = 0; at <= limit; at += 1) {
    const kind = at < limit ? kindOfUnit[text.charCodeAt(at)] : letterKinds.space;
    const isWord = kind === letterKinds.word || kind === letterKinds.silent;
    if (isWord && start < 0) start = at;
    if (isWord || start < 0) continue;
    if (at - start >= shortestWord) words.add(String.fromCharCode(...foldWord(text.slice(start, at))));
    start = -1;
  }
  return words;
}
