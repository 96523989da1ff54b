import type { Policy } from '#core/policy/policy.ts';
import { judge, type Outcome } from '#core/pipeline.ts';
import type { Clock } from '#core/sla/clock.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { toIso, type Instant } from '#core/time.ts';
import { reasonsInWords } from '#core/effect/reason-words.ts';
import { inWords } from '#core/effect/words.ts';
import type { ExplainedClock, Explanation } from './model.ts';

/** Reads a ticket through the product's own adapter; the same as a source's `read`. */
export type ReadTicket = (ticket: TicketRef, signal: AbortSignal) => Promise<TicketRecord>;

export interface Explainer {
  /** What the core judges of a ticket at `now`. `version` tells whether it must be read again. */
  explain(ref: TicketRef, version: string, now: Instant): Promise<Explanation>;
  /** The next due instant over the tickets that were last kept up with. */
  nextDueAt(now: Instant): Instant | undefined;
  /** Reads what is new of these tickets, so that `nextDueAt` knows them, and no others. */
  keepUp(tickets: readonly { readonly ref: TicketRef; readonly version: string }[]): Promise<void>;
}

/** Reads each ticket again only when it has changed. */
export function createExplainer(readTicket: ReadTicket, policy: Policy): Explainer {
  const read = new Map<string, { readonly version: string; readonly record: TicketRecord }>();
  let kept: readonly TicketRef[] = [];
  const recordOf = async (ref: TicketRef, version: string): Promise<TicketRecord> => {
    const known = read.get(ref.id);
    if (known?.version === version) return known.record;
    const record = await readTicket(ref, AbortSignal.timeout(10_000));
    read.set(ref.id, { version, record });
    return record;
  };
  return {
    async explain(ref, version, now) {
      return explanationOf(judge(await recordOf(ref, version), policy, now), policy);
    },
    async keepUp(tickets) {
      kept = tickets.map(({ ref }) => ref);
      for (const { ref, version } of tickets) await recordOf(ref, version).catch(() => undefined);
    },
    nextDueAt(now) {
      const next = kept.flatMap(({ id }) => {
        const record = read.get(id)?.record;
        if (record === undefined) return [];
        const { complaint, clocks } = judge(record, policy, now);
        return complaint?.isOpen === true
          ? clocks.flatMap(({ satisfiedAt, dueAt }) =>
              satisfiedAt === undefined && dueAt !== undefined && dueAt > now ? [dueAt] : [],
            )
          : [];
      });
      return next.length === 0 ? undefined : Math.min(...next);
    },
  };
}

function explanationOf(outcome: Outcome, policy: Policy): Explanation {
  const { complaint, clocks, wakeAt } = outcome;
  return {
    ...(complaint === undefined
      ? {}
      : {
          complaint: {
            band: complaint.band,
            confirmed: complaint.confirmed,
            severity: complaint.assessment.severity,
            stage: complaint.stage,
            category: complaint.issues[0]?.category,
            receivedAt: toIso(complaint.countedFrom),
            reasons: reasonsInWords(complaint.recognition, policy).map(({ title, quote, weight }) => ({
              cue: title,
              quote,
              weight,
            })),
          },
        }),
    clocks: clocks.map((clock) => explainedClock(clock, policy)),
    ...(wakeAt === undefined ? {} : { nextAt: toIso(wakeAt) }),
  };
}

function explainedClock(clock: Clock, policy: Policy): ExplainedClock {
  const { obligation } = clock;
  return {
    obligation: obligation.id,
    title: obligation.title,
    status: clock.status,
    startedAt: toIso(clock.startedAt),
    ...(clock.dueAt === undefined ? {} : { dueAt: toIso(clock.dueAt) }),
    ...(clock.satisfiedAt === undefined ? {} : { satisfiedAt: toIso(clock.satisfiedAt) }),
    because: becauseOf(clock, policy),
  };
}

function becauseOf(clock: Clock, policy: Policy): string {
  const { obligation } = clock;
  const promise = `Promised within ${obligation.spanText} of ${inWords(clock.startedAt, policy)}`;
  if (clock.dueAt === undefined) return `${promise}; paused while the ticket waits for the complainant.`;
  return `${promise}${clock.extended ? ', extended by a holding reply' : ''}.`;
}
