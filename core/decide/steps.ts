import type { Complaint } from '../complaint/complaint.ts';
import type { AlertKind } from '../effect/effect.ts';
import { isUnmet, type Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';
import type { Because } from './decision.ts';

/** Something about a clock that people are to hear once its instant has come, unless its cause is gone by then. */
export interface Step {
  /** A part of an effect's key. */
  readonly step: string;
  readonly at: Instant;
  readonly alert: Extract<AlertKind, 'warning' | 'breach' | 'level'>;
  readonly because: Because;
}

/** A promise in time is broken only when its due instant has passed: from the next one on. */
export function brokenAt(dueAt: Instant): Instant {
  return dueAt + 1;
}

/**
 * All that time alone makes due on a clock, the weakest first and in order of time; nothing where the promise was kept,
 * waits, or is owed no more.
 *
 * A merely possible complaint is not warned about, only told when its promise is broken: our choice, for the sake of a
 * channel that people keep reading. An offer that runs out breaks nothing.
 */
export function stepsOf(clock: Clock, complaint: Complaint): readonly Step[] {
  if (clock.dueAt === undefined || !complaint.isOpen || !isUnmet(clock)) return [];
  const steps: Step[] = [];
  if (complaint.band === 'yes' && clock.status !== 'breached') {
    for (const { step, at } of clock.warnings) steps.push({ step, at, alert: 'warning', because: 'due-soon' });
  }
  if (clock.obligation.orElse !== undefined) return steps;
  steps.push({ step: 'breach', at: brokenAt(clock.dueAt), alert: 'breach', because: 'deadline-passed' });
  for (const { step, at } of clock.climbs) steps.push({ step, at, alert: 'level', because: 'nobody-acknowledged' });
  return steps;
}
