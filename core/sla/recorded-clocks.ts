import type { EndedClock, Ending } from '../complaint/closing.ts';
import type { Complaint } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from './clock.ts';
import type { Obligation } from './obligation.ts';

/** What the ticket says its clocks were when the run that is over now ended; `undefined` where it does not say. */
export function recordedClocks(complaint: Complaint, policy: Policy): readonly Clock[] | undefined {
  const last = complaint.endings.at(-1);
  if (last === undefined || last.at !== complaint.endedAt) return undefined;
  return last.clocks.map((clock) => recordedClock(clock, last, policy));
}

/**
 * Clocks of a complaint that was reopened: what had been kept when it ended stands as it was written down, the rest is
 * as computed now.
 */
export function withRecorded(computed: readonly Clock[], complaint: Complaint, policy: Policy): readonly Clock[] {
  const last = complaint.endings.at(-1);
  if (last === undefined) return computed;
  const kept = new Map(
    last.clocks
      .filter((clock) => clock.satisfiedAt !== undefined)
      .map((clock) => [nameOf(clock.id, clock.cycle), clock]),
  );
  const clocks = computed.map((clock) => {
    const name = nameOf(clock.obligation.id, clock.cycle);
    const before = kept.get(name);
    kept.delete(name);
    // Where reopening took back the answer that had kept it, the clock goes on.
    return before !== undefined && before.satisfiedAt === clock.satisfiedAt
      ? recordedClock(before, last, policy)
      : clock;
  });
  const known = new Set(computed.map((clock) => clock.obligation.id));
  const gone = [...kept.values()].filter((clock) => !known.has(clock.id));
  return [...gone.map((clock) => recordedClock(clock, last, policy)), ...clocks];
}

function nameOf(id: string, cycle: number): string {
  return `${id}@${cycle}`;
}

function recordedClock(clock: EndedClock, ending: Ending, policy: Policy): Clock {
  const { cycle, status, startedAt, dueAt, extended, satisfiedAt, satisfiedBy, paused, netMs, grossMs } = clock;
  return {
    obligation: obligationOf(clock, policy),
    cycle,
    status,
    startedAt,
    dueAt,
    extended,
    satisfiedAt,
    satisfiedBy,
    paused,
    elapsed: { grossMs, netMs },
    warnings: [],
    climbs: [],
    policyVersion: ending.policy,
    recorded: true,
  };
}

/** The policy's, with the words that were written down; a promise that the policy has dropped keeps its words alone. */
function obligationOf({ id, title, promise }: EndedClock, policy: Policy): Obligation {
  const known = policy.obligations.find((obligation) => obligation.id === id);
  return known === undefined ? { ...forgotten, id, title, spanText: promise } : { ...known, title, spanText: promise };
}

const forgotten: Omit<Obligation, 'id' | 'title' | 'spanText'> = {
  preset: 'closing',
  anchor: 'received',
  span: { kind: 'elapsed', unit: 'hours', count: 1 },
  calendar: '',
  pausable: false,
  satisfiedBy: [],
  substitutes: undefined,
  requires: [],
  recurring: false,
  onlyIf: undefined,
  warnAt: [],
  regulatory: false,
  source: { text: 'the closing summary on the ticket', url: undefined, readOn: '' },
  effectiveFrom: undefined,
  effectiveTo: undefined,
};

/** The clocks of a complaint as they are written down when it ends. */
export function endingOf(at: number, clocks: readonly Clock[], policy: Policy): Ending {
  return {
    at,
    policy: policy.version,
    clocks: clocks.map((clock) => ({
      id: clock.obligation.id,
      title: clock.obligation.title,
      promise: clock.obligation.spanText,
      cycle: clock.cycle,
      startedAt: clock.startedAt,
      dueAt: clock.dueAt,
      satisfiedAt: clock.satisfiedAt,
      satisfiedBy: clock.satisfiedBy,
      extended: clock.extended,
      status: clock.status,
      netMs: clock.elapsed.netMs,
      grossMs: clock.elapsed.grossMs,
      paused: clock.paused,
    })),
  };
}
