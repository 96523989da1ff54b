import type { TicketRecord } from '../ticket.ts';
import type { Instant } from '../time.ts';
import type { ByKind } from './by-kind.ts';
import type { ComplaintEvent } from './complaint.ts';
import { readIsComplaint, readOutcome, type Decided } from './decided.ts';
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
  readonly fields: ByKind['fields'];
  readonly events: readonly ComplaintEvent[];
  readonly decided: Decided;
}

/** Reads the stage from what happened: people's words first, then how the ticket ended, then what is being done. */
export function readStanding(record: TicketRecord, facts: Facts): Standing {
  const { events, fields, decided } = facts;
  const turns = turnsIn(events);
  const { end, stage2At } = turns;
  const over = (stage: Stage, endedAt: Instant | undefined): Standing => ({
    stage,
    isOpen: false,
    endedAt: endedAt ?? events.at(-1)?.at,
    stage2At,
  });
  if (decided.isComplaint === false) {
    return over(
      'notAComplaint',
      saidSince(fields, 'complaint', (value) => readIsComplaint(value) === false),
    );
  }
  if (turns.merged !== undefined) return over('duplicate', turns.merged.at);
  const ended = end?.kind === 'reopened' ? undefined : end;
  if (decided.outcome === 'withdrawn') {
    const withdrawal = withdrawalIn(fields, events);
    if (withdrawal !== undefined) return over('withdrawn', earlier(ended?.at, withdrawal.at));
  }
  if (ended !== undefined) return over('closed', ended.at);
  // A ticket read without its history tells its end by its status alone.
  const untold = end === undefined && record.status === 'solved';
  if (untold || record.status === 'closed') return over('closed', undefined);
  return { stage: stageInHand(record, turns, decided), isOpen: true, endedAt: undefined, stage2At };
}

/** What of a complaint's events decides where it stands. */
interface Turns {
  merged: ComplaintEvent | undefined;
  /** The event that last turned the complaint: its reopening, or the first of what ended it. */
  end: ComplaintEvent | undefined;
  /** To escalate what was decided already is to take it to the second stage. */
  stage2At: Instant | undefined;
  isReopened: boolean;
  /** The last decision that no reopening undid. */
  decision: ComplaintEvent | undefined;
  isDecided: boolean;
  isAccepted: boolean;
  isSubstantive: boolean;
  isReplied: boolean;
}

function turnsIn(events: readonly ComplaintEvent[]): Turns {
  const turns: Turns = {
    merged: undefined,
    end: undefined,
    stage2At: undefined,
    isReopened: false,
    decision: undefined,
    isDecided: false,
    isAccepted: false,
    isSubstantive: false,
    isReplied: false,
  };
  for (const event of events) {
    answered(turns, event);
    turned(turns, event);
  }
  return turns;
}

function answered(turns: Turns, event: ComplaintEvent): void {
  const { kind } = event;
  if (kind === 'reply') turns.isReplied = true;
  else if (kind === 'substantive') turns.isSubstantive = true;
  else if (kind === 'accepted') turns.isAccepted = true;
  else if (kind === 'decision' || kind === 'summaryResolution') {
    turns.decision = event;
    turns.isDecided = true;
    turns.isAccepted = false;
  }
}

function turned(turns: Turns, event: ComplaintEvent): void {
  const { kind } = event;
  if (kind === 'reopened') {
    turns.end = event;
    turns.isReopened = true;
    turns.decision = undefined;
  } else if (kind === 'solved' || kind === 'closed') {
    if (turns.end === undefined || turns.end.kind === 'reopened') turns.end = event;
  } else if (kind === 'mergedAway') turns.merged ??= event;
  else if (kind === 'escalated' && turns.isDecided) turns.stage2At ??= event.at;
}

function stageInHand(record: TicketRecord, turns: Turns, decided: Decided): Stage {
  if (record.status === 'pending') return 'awaitingComplainant';
  if (record.status === 'hold') return 'awaitingThirdParty';
  const { decision, stage2At } = turns;
  if (decision !== undefined && (stage2At === undefined || decision.at > stage2At)) {
    return turns.isAccepted ? 'accepted' : 'decisionCommunicated';
  }
  if (stage2At !== undefined) return 'stage2';
  if (turns.isSubstantive) return 'investigating';
  if (turns.isReopened) return 'reopened';
  if (decided.severity !== undefined) return 'assessed';
  return turns.isReplied ? 'acknowledged' : 'received';
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** What came back after it was withdrawn is a complaint again, until somebody says anew that it is withdrawn. */
function withdrawalIn(
  fields: ByKind['fields'],
  events: readonly ComplaintEvent[],
): { readonly at: Instant | undefined } | undefined {
  const reopenedAt = events.findLast(({ kind }) => kind === 'reopened')?.at ?? -Infinity;
  const outcomes = fields.filter(({ field }) => field === 'outcome');
  const said = outcomes.filter(({ at }) => at >= reopenedAt);
  if (said.length === 0 && outcomes.length > 0) return undefined;
  return { at: saidSince(said, 'outcome', (value) => readOutcome(value) === 'withdrawn') };
}

/** Since when a field of ours has said what it says: a reason that is written behind it later moves nothing. */
function saidSince(
  fields: ByKind['fields'],
  field: keyof ComplaintFields,
  isSaid: (value: string | undefined) => boolean,
): Instant | undefined {
  let since: Instant | undefined;
  for (const change of fields) {
    if (change.field === field) since = isSaid(change.value) ? (since ?? change.at) : undefined;
  }
  return since;
}
