import type { JsonMap } from './desk.ts';

export const faultKinds = [
  'latency',
  '429',
  '429-without-retry-after',
  '500-before',
  '500-after',
  'hang',
  'conflict',
  'half-answer',
  'reset',
  'stale-search',
] as const;
/**
 * What goes wrong with a request.
 *
 * - `latency`: it is done `ms` later, even if the caller has gone
 * - `500-before`, `500-after`: nothing was done; all was done
 * - `hang`: no answer; after `ms` (ten minutes) the connection is cut. `reset`: cut at once
 * - `half-answer`: done, and the answer breaks off in the middle
 * - `conflict`: a database collision, 409, nothing done
 * - `stale-search`: the search index is `ms` behind (two minutes)
 */
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly match: {
    /** Upper or lower case; any where absent. */
    readonly method?: string | undefined;
    /** Looked for in the path with its query. */
    readonly pathIncludes?: string | undefined;
  };
  readonly kind: FaultKind;
  /** How many requests it strikes; once unless said otherwise, `Infinity` for always. */
  readonly times?: number | undefined;
  readonly ms?: number | undefined;
  /** For `hang` and `reset`: whether the work is done first. Not unless said otherwise. */
  readonly after?: boolean | undefined;
}

export interface Faults {
  set(fault: Fault): void;
  clear(): void;
  /** The fault that strikes this request, if any; counts it. */
  strike(method: string, path: string): Fault | undefined;
  /** What is set and how often each will still strike, as JSON. */
  describe(): JsonMap[];
}

const mostFaults = 1000;

export function createFaults(): Faults {
  let set: { readonly fault: Fault; left: number }[] = [];
  return {
    set: (fault) => {
      set = [...set, { fault, left: fault.times ?? 1 }].slice(-mostFaults);
    },
    clear: () => {
      set = [];
    },
    strike: (method, path) => {
      const found = set.find(({ fault, left }) => left > 0 && matches(fault, method, path));
      if (found === undefined) return undefined;
      found.left -= 1;
      set = set.filter(({ left }) => left > 0);
      return found.fault;
    },
    describe: () =>
      set.map(({ fault, left }) => ({
        match: fault.match,
        kind: fault.kind,
        left: Number.isFinite(left) ? left : 'always',
        ...(fault.ms === undefined ? {} : { ms: fault.ms }),
        ...(fault.after === undefined ? {} : { after: fault.after }),
      })),
  };
}

function matches({ match }: Fault, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method.toUpperCase()) return false;
  return match.pathIncludes === undefined || path.includes(match.pathIncludes);
}
