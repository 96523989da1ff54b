import type { Reviewed } from '../complaint/corrections.ts';
import { judge } from '../pipeline.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import { refText, type TicketRecord } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { asOf } from './as-of.ts';
import { createLastStates } from './last-states.ts';
import { overrideRates, type ComparedOverrides } from './overrides.ts';
import { reviewTicket } from './review.ts';

export const results = [
  'met',
  'metAfterWarning',
  'metLate',
  'breached',
  'warned',
  'running',
  'paused',
  'waived',
  'superseded',
  'none',
] as const;
/**
 * What became of a promise by the end of the simulation. `warned`: a warning had come due and it was still owed; `none`:
 * that policy makes no such promise, or sees no complaint.
 */
export type Result = (typeof results)[number];

/** One promise on one ticket, under the old policy and under the new. */
export interface Compared {
  /** `platform:account:id` */
  readonly ticket: string;
  readonly obligation: string;
  readonly cycle: Instant;
  readonly old: Result;
  readonly new: Result;
}

/** How many promises were warned about, broken and kept in time; a promise can be both warned about and kept. */
export interface Totals {
  readonly warned: number;
  readonly breached: number;
  readonly met: number;
}

export interface Simulation {
  readonly complaints: readonly Compared[];
  readonly totals: {
    readonly old: Totals;
    readonly new: Totals;
    readonly changed: number;
    /** What people corrected of each policy's judgement; left out where nobody spoke on any ticket. */
    readonly overrides?: ComparedOverrides;
  };
}

/** Two policies to compare. */
interface Policies {
  readonly old: Policy;
  readonly new: Policy;
}

/** Takes tickets one by one and holds what became of their promises only. */
export interface SimulationCount {
  add(record: TicketRecord): void;
  result(): Simulation;
}

/**
 * What another policy would have made of past tickets: every promise under both, at the end.
 *
 * Each ticket is judged as it was at `until`, afresh: what we wrote on it, alerts and closing summaries, was made by the
 * policy of its day and says nothing about another one. What people did is left as it was.
 */
export function createSimulation(policies: Policies, until: Instant): SimulationCount {
  const tickets = createLastStates<Simulated>();
  return {
    add(record) {
      if (record.createdAt > until) return;
      tickets.add(refText(record.ref), record.updatedAt, () => {
        const cut = asOf(record, until);
        const reviews = { old: reviewOf(cut, policies.old), new: reviewOf(cut, policies.new) };
        return { compared: compare(cut, policies, until), reviews };
      });
    },
    result() {
      const all = tickets.held();
      const complaints = all.flatMap(({ compared }) => compared);
      const reviewed = { old: reviewsOf(all, 'old'), new: reviewsOf(all, 'new') };
      const isSpokenOn = reviewed.old.length + reviewed.new.length > 0;
      const overrides = { old: overrideRates(reviewed.old), new: overrideRates(reviewed.new) };
      return {
        complaints,
        totals: {
          old: totalsOf(complaints.map((compared) => compared.old)),
          new: totalsOf(complaints.map((compared) => compared.new)),
          changed: complaints.filter((compared) => compared.old !== compared.new).length,
          ...(isSpokenOn ? { overrides } : {}),
        },
      };
    },
  };
}

/** What is held of a ticket. */
interface Simulated {
  readonly compared: readonly Compared[];
  readonly reviews: Readonly<Record<'old' | 'new', Reviewed | undefined>>;
}

/** What people said of a policy's judgement; nothing where they said nothing. */
function reviewOf(cut: TicketRecord, policy: Policy): Reviewed | undefined {
  const review = reviewTicket(cut, policy, { afresh: true });
  if (review === undefined || review.facts.length === 0) return undefined;
  return { facts: review.facts, corrections: review.corrections };
}

function reviewsOf(all: readonly Simulated[], side: 'old' | 'new'): readonly Reviewed[] {
  return all.flatMap(({ reviews }) => reviews[side] ?? []);
}

/** @param cut  the ticket as it was at `until` */
function compare(cut: TicketRecord, policies: Policies, until: Instant): readonly Compared[] {
  const before = resultsOf(cut, policies.old, until);
  const after = resultsOf(cut, policies.new, until);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.map((name) => {
    const found = before.get(name) ?? after.get(name)!;
    return {
      ticket: refText(cut.ref),
      obligation: found.obligation,
      cycle: found.cycle,
      old: before.get(name)?.result ?? 'none',
      new: after.get(name)?.result ?? 'none',
    };
  });
}

interface Found {
  readonly obligation: string;
  readonly cycle: Instant;
  readonly result: Result;
}

function resultsOf(cut: TicketRecord, policy: Policy, until: Instant): ReadonlyMap<string, Found> {
  const fresh = {
    ...cut,
    fields: { ...cut.fields, recognition: undefined, closing: undefined },
    ledger: cut.ledger.filter((entry) => entry.kind === 'pressed' || entry.kind === 'withdrawn'),
  };
  const { clocks } = judge(fresh, policy, until);
  return new Map(
    clocks.map((clock) => {
      const { obligation, cycle } = clock;
      return [`${obligation.id} ${cycle}`, { obligation: obligation.id, cycle, result: resultOf(clock, until) }];
    }),
  );
}

function resultOf(clock: Clock, until: Instant): Result {
  const { status } = clock;
  const endAt = clock.satisfiedAt ?? until;
  if (status === 'met') return clock.warnings.some((mark) => mark.at <= endAt) ? 'metAfterWarning' : 'met';
  if (status === 'dueSoon') return 'warned';
  return status === 'notStarted' ? 'running' : status;
}

function totalsOf(found: readonly Result[]): Totals {
  const count = (...of: readonly Result[]): number => found.filter((result) => of.includes(result)).length;
  return {
    warned: count('warned', 'metAfterWarning'),
    breached: count('breached', 'metLate'),
    met: count('met', 'metAfterWarning'),
  };
}
