import type { Complaint } from '../complaint/complaint.ts';
import type { Obligation, Predicate } from './obligation.ts';

/** Whether an obligation concerns a complaint: by the dates it is in force, and by what it is restricted to. */
export function applies(obligation: Obligation, complaint: Complaint): boolean {
  const { effectiveFrom = -Infinity, effectiveTo = Infinity, onlyIf } = obligation;
  const inForce = complaint.countedFrom >= effectiveFrom && complaint.countedFrom < effectiveTo;
  return inForce && (onlyIf === undefined || fits(onlyIf, complaint));
}

function fits(wanted: Predicate, complaint: Complaint): boolean {
  const { tags, assessment, issues, channel, brand, stage } = complaint;
  return (
    holds(wanted.severity, assessment.severity) &&
    holds(wanted.category, issues[0]?.category) &&
    holds(wanted.channel, channel) &&
    holds(wanted.brand, brand) &&
    carriesOne(wanted.tag, tags) &&
    (wanted.notTag === undefined || !carriesOne(wanted.notTag, tags)) &&
    holds(wanted.stage === undefined ? undefined : [wanted.stage], stage === 'stage2' ? 2 : 1)
  );
}

function holds<T>(wanted: readonly T[] | undefined, is: T | undefined): boolean {
  return wanted === undefined || (is !== undefined && wanted.includes(is));
}

function carriesOne(wanted: readonly string[] | undefined, tags: readonly string[]): boolean {
  return wanted === undefined || wanted.some((tag) => tags.includes(tag));
}
