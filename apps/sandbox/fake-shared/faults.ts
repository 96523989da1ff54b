import type { FaultDial } from './dial.ts';
import { createDial } from './dial.ts';
import type { Fault, Strike } from './fault.ts';
import { matches } from './fault.ts';

export interface Faults {
  set(fault: Fault): void;
  /** Sets the dial anew; what is not named is off. */
  setDial(dial: FaultDial, seed: number): void;
  /** Nothing goes wrong any more. */
  clear(): void;
  /** What strikes this request, if anything; counts it. A fault that was set goes before the dial. */
  strike(method: string, path: string): Strike;
  /** The dial as it stands. */
  dial(): FaultDial;
  /** What is set and how often each will still strike, as JSON. */
  describe(): Record<string, unknown>[];
}

const mostFaults = 1000;
const usualLatencyMs = 2_000;

export function createFaults(): Faults {
  let set: { readonly fault: Fault; left: number }[] = [];
  const dial = createDial();
  const struck = (method: string, path: string): Fault | undefined => {
    if (set.length === 0) return undefined;
    const found = set.find(({ fault, left }) => left > 0 && matches(fault.match, method, path));
    if (found === undefined) return undefined;
    found.left -= 1;
    set = set.filter(({ left }) => left > 0);
    return found.fault;
  };
  return {
    set: (fault) => {
      set = [...set, { fault, left: fault.times ?? 1 }].slice(-mostFaults);
    },
    setDial: (wanted, seed) => dial.set(wanted, seed),
    clear: () => {
      set = [];
      dial.set({}, 0);
    },
    strike: (method, path) => {
      const fault = struck(method, path);
      if (fault?.kind === 'latency') return { lateMs: fault.ms ?? usualLatencyMs, fault: undefined };
      return fault === undefined ? dial.strike(method, path) : { lateMs: 0, fault };
    },
    dial: () => dial.current(),
    describe: () =>
      set.map(({ fault: { match, kind, ms, after, chunked }, left }) => ({
        match,
        kind,
        left: Number.isFinite(left) ? left : 'always',
        ...(ms === undefined ? {} : { ms }),
        ...(after === undefined ? {} : { after }),
        ...(chunked === undefined ? {} : { chunked }),
      })),
  };
}
