import type { Complaint } from '../complaint/complaint.ts';
import { isNamedIn } from '../policy/named-in.ts';
import type { Instant } from '../time.ts';
import type { Obligation, Predicate } from './obligation.ts';

/** A time in which an obligation concerns a complaint: `[from, until)`. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** When an obligation concerns a complaint, and which receipt it counts from. */
export interface Force {
  readonly countedFrom: Instant;
  readonly stretches: readonly Stretch[];
}

const always: readonly Stretch[] = [{ from: -Infinity, until: Infinity }];

/**
 * When an obligation concerns a complaint: by the dates it is in force, and by what it is restricted to.
 *
 * Of a merged complaint each of its receipts counts under the rule of its own date, so that the stricter one is seen.
 * What people graded later holds from then on, not before: nobody breaks a promise by learning how grave a thing is.
 */
export function forceOf(obligation: Obligation, complaint: Complaint): Force | undefined {
  const { onlyIf } = obligation;
  let { countedFrom } = complaint;
  if (!isInForce(obligation, countedFrom)) {
    countedFrom = complaint.receivedAt;
    if (!isInForce(obligation, countedFrom)) return undefined;
  }
  if (onlyIf === undefined) return { countedFrom, stretches: always };
  if (!fits(onlyIf, complaint)) return undefined;
  const stretches = whileGraded(onlyIf, complaint).flatMap((stretch) => inStage(onlyIf.stage, stretch, complaint));
  return stretches.length === 0 ? undefined : { countedFrom, stretches };
}

function isInForce({ effectiveFrom = -Infinity, effectiveTo = Infinity }: Obligation, receivedAt: Instant): boolean {
  return receivedAt >= effectiveFrom && receivedAt < effectiveTo;
}

function fits({ channel, brand, tag, notTag }: Predicate, complaint: Complaint): boolean {
  return (
    holds(channel, complaint.channel) &&
    isOneOf(brand, complaint.brand) &&
    (tag === undefined || carriesOne(tag, complaint.tags)) &&
    (notTag === undefined || !carriesOne(notTag, complaint.tags))
  );
}

function whileGraded({ severity, category }: Predicate, { gradings }: Complaint): readonly Stretch[] {
  if (severity === undefined && category === undefined) return always;
  const stretches: Stretch[] = [];
  let from: Instant | undefined;
  for (const [i, grading] of gradings.entries()) {
    const isMeant = holds(severity, grading.severity) && isOneOf(category, grading.category);
    if (isMeant) from ??= i === 0 ? -Infinity : grading.at;
    else if (from !== undefined) {
      stretches.push({ from, until: grading.at });
      from = undefined;
    }
  }
  return from === undefined ? stretches : [...stretches, { from, until: Infinity }];
}

function inStage(stage: 1 | 2 | undefined, { from, until }: Stretch, { stage2At }: Complaint): readonly Stretch[] {
  if (stage === undefined || (stage === 1 && stage2At === undefined)) return [{ from, until }];
  if (stage2At === undefined) return [];
  const cut = stage === 1 ? { from, until: Math.min(until, stage2At) } : { from: Math.max(from, stage2At), until };
  return cut.from < cut.until ? [cut] : [];
}

function holds<T>(wanted: readonly T[] | undefined, is: T | undefined): boolean {
  return wanted === undefined || (is !== undefined && wanted.includes(is));
}

function isOneOf(wanted: readonly string[] | undefined, is: string | undefined): boolean {
  return wanted === undefined || (is !== undefined && isNamedIn(wanted, is));
}

function carriesOne(wanted: readonly string[], tags: readonly string[]): boolean {
  return tags.some((tag) => isNamedIn(wanted, tag));
}
