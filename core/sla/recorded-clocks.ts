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
 * Clocks of a complaint that was reopened: what had been kept or broken for good when it ended stands as it was written
 * down, the rest is as computed now.
 */
export function withRecorded(computed: readonly Clock[], complaint: Complaint, policy: Policy): readonly Clock[] {
  const last = complaint.endings.at(-1);
  if (last === undefined) return computed;
  const settled = new Map(last.clocks.filter(isSettled).map((clock) => [nameOf(clock.id, clock.cycle), clock]));
  const clocks = computed.map((clock) => {
    const name = nameOf(clock.obligation.id, clock.cycle);
    const before = settled.get(name);
    settled.delete(name);
    if (before === undefined || !stillStands(before, clock)) return clock;
    return recordedClock({ ...before, supersededAt: clock.supersededAt }, last, policy);
  });
  const known = new Set(computed.map((clock) => clock.obligation.id));
  const gone = [...settled.values()].filter((clock) => !known.has(clock.id));
  return [...gone.map((clock) => recordedClock(owedNoMore(clock, last), last, policy)), ...clocks];
}

function isSettled({ satisfiedAt, status }: EndedClock): boolean {
  return satisfiedAt !== undefined || status === 'breached';
}

/** Where reopening took back the answer that had kept it, or nothing took the place of what was broken, the clock goes on. */
function stillStands({ satisfiedAt }: EndedClock, now: Clock): boolean {
  return satisfiedAt === now.satisfiedAt && (satisfiedAt !== undefined || now.supersededAt !== undefined);
}

/** What was broken and promised no more stays broken, and nobody waits for it. */
function owedNoMore(clock: EndedClock, { at }: Ending): EndedClock {
  return clock.satisfiedAt === undefined ? { ...clock, supersededAt: clock.supersededAt ?? at } : clock;
}

function nameOf(id: string, cycle: number): string {
  return `${id}@${cycle}`;
}

function recordedClock(clock: EndedClock, ending: Ending, policy: Policy): Clock {
  const { cycle, status, startedAt, dueAt, extended, satisfiedAt, satisfiedBy, supersededAt, paused, netMs, grossMs } =
    clock;
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
    supersededAt,
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
      supersededAt: clock.supersededAt,
      extended: clock.extended,
      status: clock.status,
      netMs: clock.elapsed.netMs,
      grossMs: clock.elapsed.grossMs,
      paused: clock.paused,
    })),
  };
}
