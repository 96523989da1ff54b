import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { ComplaintEvent } from './complaint.ts';
import type { Decided } from './decided.ts';
import type { ComplaintFields } from './fields.ts';
import type { Stage } from './stage.ts';

/** Where a complaint stands, and since when it is over. */
export interface Standing {
  readonly stage: Stage;
  readonly isOpen: boolean;
  /** `undefined` while it is open. */
  readonly endedAt: Instant | undefined;
  readonly stage2At: Instant | undefined;
}

interface Facts {
  readonly timeline: readonly TimelineEntry[];
  readonly events: readonly ComplaintEvent[];
  readonly decided: Decided;
}

/** Reads the stage from what happened: people's words first, then how the ticket ended, then what is being done. */
export function readStanding(record: TicketRecord, facts: Facts): Standing {
  const { events, timeline, decided } = facts;
  const stage2At = stage2In(events);
  const over = (stage: Stage, endedAt: Instant | undefined): Standing => ({
    stage,
    isOpen: false,
    endedAt: endedAt ?? events.at(-1)?.at,
    stage2At,
  });
  if (decided.isComplaint === false) return over('notAComplaint', writtenAt(timeline, 'complaint'));
  const merged = events.find((event) => event.kind === 'mergedAway');
  if (merged !== undefined) return over('duplicate', merged.at);
  const end = endOf(events);
  const ended = end?.kind === 'reopened' ? undefined : end;
  if (decided.outcome === 'withdrawn') {
    return over('withdrawn', earlier(ended?.at, writtenAt(timeline, 'outcome')));
  }
  if (ended !== undefined) return over('closed', ended.at);
  // A ticket read without its history tells its end by its status alone.
  const untold = end === undefined && record.status === 'solved';
  if (untold || record.status === 'closed') return over('closed', undefined);
  return { stage: stageInHand(record, facts, stage2At), isOpen: true, endedAt: undefined, stage2At };
}

/** The event that last turned the complaint: its reopening, or the first of what ended it. */
function endOf(events: readonly ComplaintEvent[]): ComplaintEvent | undefined {
  let last: ComplaintEvent | undefined;
  for (const event of events) {
    if (event.kind === 'reopened') last = event;
    else if ((event.kind === 'solved' || event.kind === 'closed') && (last === undefined || last.kind === 'reopened')) {
      last = event;
    }
  }
  return last;
}

/** To escalate what was decided already is to take it to the second stage. */
function stage2In(events: readonly ComplaintEvent[]): Instant | undefined {
  const decision = events.findIndex(isDecision);
  return decision === -1 ? undefined : events.slice(decision).find((event) => event.kind === 'escalated')?.at;
}

function isDecision({ kind }: ComplaintEvent): boolean {
  return kind === 'decision' || kind === 'summaryResolution';
}

function stageInHand(record: TicketRecord, { events, decided }: Facts, stage2At: Instant | undefined): Stage {
  if (record.status === 'pending') return 'awaitingComplainant';
  if (record.status === 'hold') return 'awaitingThirdParty';
  const reopened = events.findLastIndex((event) => event.kind === 'reopened');
  const decision = events.findLastIndex(isDecision);
  if (decision > reopened && (stage2At === undefined || events[decision]!.at > stage2At)) {
    return events.slice(decision).some((event) => event.kind === 'accepted') ? 'accepted' : 'decisionCommunicated';
  }
  if (stage2At !== undefined) return 'stage2';
  if (events.some((event) => event.kind === 'substantive')) return 'investigating';
  if (reopened !== -1) return 'reopened';
  if (decided.severity !== undefined) return 'assessed';
  return events.some((event) => event.kind === 'reply') ? 'acknowledged' : 'received';
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** When a field of ours was last written. */
function writtenAt(timeline: readonly TimelineEntry[], field: keyof ComplaintFields): Instant | undefined {
  return timeline.findLast((entry) => entry.kind === 'field' && entry.field === field)?.at;
}
