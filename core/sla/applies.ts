import type { Complaint } from '../complaint/complaint.ts';
import type { Obligation } from './obligation.ts';

/** Whether an obligation concerns a complaint: by the dates it is in force, and by what it is restricted to. */
export function applies(obligation: Obligation, complaint: Complaint): boolean {
  const { effectiveFrom, effectiveTo, onlyIf } = obligation;
  if (effectiveFrom !== undefined && complaint.countedFrom < effectiveFrom) return false;
  if (effectiveTo !== undefined && complaint.countedFrom >= effectiveTo) return false;
  if (onlyIf === undefined) return true;
  return (
    holds(onlyIf.severity, complaint.assessment.severity) &&
    holds(onlyIf.category, complaint.issues[0]?.category) &&
    holds(onlyIf.channel, complaint.channel) &&
    holds(onlyIf.brand, complaint.brand) &&
    (onlyIf.tag === undefined || onlyIf.tag.some((tag) => complaint.tags.includes(tag))) &&
    (onlyIf.stage === undefined || onlyIf.stage === (complaint.stage === 'stage2' ? 2 : 1))
  );
}

function holds<T>(wanted: readonly T[] | undefined, is: T | undefined): boolean {
  return wanted === undefined || (is !== undefined && wanted.includes(is));
}
