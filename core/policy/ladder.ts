import { parseSpan, type Span } from '../sla/span.ts';
import { minutesOf, spanHint } from './compile-obligation.ts';
import { pathText, type PolicyIssue } from './issue.ts';
import type { LadderLevel } from './policy.ts';
import type { CheckedPolicy } from './schema.ts';

/** Reads the levels of escalation, from the first to the last; adds to `issues` what keeps people from climbing them. */
export function readLadder(levels: CheckedPolicy['ladder'], issues: PolicyIssue[]): readonly LadderLevel[] {
  const ladder: LadderLevel[] = [];
  let reached = -1;
  for (const [i, { name, after, channel, onCall }] of levels.entries()) {
    const report = (key: string, message: string, suggestion?: string) => {
      issues.push({ path: pathText(['ladder', i, key]), message, suggestion });
    };
    if (ladder.some((level) => level.name === name)) report('name', `two levels are called '${name}'`);
    const span = parseSpan(after);
    if (span === undefined) report('after', `cannot read the span '${after}' of level '${name}'`, spanHint(after));
    else if (!isWallTime(span)) {
      report('after', `level '${name}' counts by the wall clock`, "write hours, days or weeks without 'business'");
    } else {
      if (minutesOf(span) <= reached) report('after', `level '${name}' is reached no later than the one before it`);
      reached = Math.max(reached, minutesOf(span));
      ladder.push({ level: i + 1, name, after: span, channel, ...(onCall === undefined ? {} : { onCall }) });
    }
  }
  return ladder;
}

function isWallTime(span: Span): span is Exclude<Span, { kind: 'business-days' | 'open-time' }> {
  return span.kind === 'elapsed' || span.kind === 'calendar-days';
}
