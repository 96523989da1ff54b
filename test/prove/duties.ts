import { judge } from '#core/pipeline.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS, type Instant } from '#core/time.ts';
import { markOf } from '#apps/runtime/mark-of.ts';

/** From when and until when a ticket, as it really was, asked for an alert. */
export interface Duty {
  readonly key: string;
  readonly from: Instant;
  /** The same, where it did not for a while and then did again: a complaint was closed and opened anew. */
  again: Instant;
  /** The last instant known at which it still did. */
  until: Instant;
}

/** What tickets asked for at every instant of their lives, whatever anybody had read of them. */
export interface Duties {
  /** Goes on to `now` with the ticket as it was until now, and from then on with what it has become. */
  follow(id: string, records: readonly TicketRecord[], now: Instant): void;
  /**
   * The duty that a message with this mark fulfils: of the ticket as it is, or as it was when somebody read it who tells
   * it now, and was overtaken by a change.
   */
  of(mark: string): Duty | undefined;
  all(): readonly Duty[];
}

interface Followed {
  records: readonly TicketRecord[];
  at: Instant;
}

/** An instant at which the answer of a ticket changes, at most so often between two changes of the ticket. */
const mostTurns = 200;
/** A change that comes so shortly before an alert falls due may be overtaken by who read the ticket before it. */
const overtakenMs = MINUTE_MS;

/** By the policy's own judgement, made anew at every instant at which time alone changes it. */
export function createDuties(policy: Policy): Duties {
  const tickets = new Map<string, Followed>();
  const duties = new Map<string, Duty>();
  const overtaken = new Map<string, Duty>();
  const noteAt = (into: Map<string, Duty>, record: TicketRecord, at: Instant, until: Instant): Instant | undefined => {
    const { effects, wakeAt } = judge(record, policy, at);
    const lasts = wakeAt === undefined ? until : Math.min(wakeAt, until);
    for (const effect of effects) {
      if (effect.kind !== 'post-alert') continue;
      const mark = markOf(effect.key);
      const known = into.get(mark);
      if (known === undefined) {
        into.set(mark, { key: effect.key, from: at, again: at, until: lasts });
        continue;
      }
      if (at > known.until) known.again = at;
      known.until = Math.max(known.until, lasts);
    }
    return wakeAt;
  };
  return {
    follow(id, records, now) {
      const followed = tickets.get(id);
      for (const record of followed?.records ?? []) {
        let at: Instant | undefined = followed?.at;
        for (let turn = 0; at !== undefined && at <= now && turn < mostTurns; turn += 1) {
          at = noteAt(duties, record, at, now);
        }
        const lastAt = now + overtakenMs;
        for (let turn = 0; at !== undefined && at <= lastAt && turn < mostTurns; turn += 1) {
          at = noteAt(overtaken, record, at, lastAt);
        }
      }
      tickets.set(id, { records, at: now });
    },
    of: (mark) => duties.get(mark) ?? overtaken.get(mark),
    all: () => [...duties.values()],
  };
}
