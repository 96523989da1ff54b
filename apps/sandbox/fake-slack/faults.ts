/**
 * What goes wrong. `429` and `429-without-retry-after` refuse; `latency` lets the call arrive `ms` late; the others
 * happen before the call did anything or, with `-after`, when it has done it: `500-…` answers that, `hang-…` never
 * answers (or cuts the connection after `ms`), `reset` cuts it, and any error code of Slack is answered with `ok: false`.
 */
export type FaultKind = string;

/** A thing that goes wrong with some calls. */
export interface Fault {
  /** Absent parts match everything; `channel` is an id or a name. */
  readonly match: { readonly method?: string; readonly channel?: string };
  readonly kind: FaultKind;
  /** How many calls it strikes; absent: all until it is cleared. */
  readonly times?: number;
  /** `latency`: how late. `429`: how long to wait. `hang-…`: when the connection is cut. */
  readonly ms?: number;
}

/** A fault that struck, taken apart. */
export interface Strike {
  readonly what: '429' | 'latency' | '500' | 'hang' | 'reset' | 'error';
  readonly after: boolean;
  /** For `error`: the code. */
  readonly code: string;
  readonly ms: number | undefined;
  readonly retryAfter: boolean;
}

/** The dial of faults. The first that matches strikes. */
export interface Faults {
  /** @throws {RangeError} for a kind that is none */
  set(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  take(method: string, isChannel: (idOrName: string) => boolean): Strike | undefined;
}

/** A dial with nothing set. */
export function createFaults(): Faults {
  let set: { readonly fault: Fault; readonly strike: Strike; left: number }[] = [];
  return {
    set(fault) {
      set.push({ fault, strike: readKind(fault), left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      set = [];
    },
    list: () => set.map((one) => (Number.isFinite(one.left) ? { ...one.fault, times: one.left } : one.fault)),
    take(method, isChannel) {
      const found = set.find(
        ({ fault: { match } }) =>
          (match.method === undefined || match.method === method) &&
          (match.channel === undefined || isChannel(match.channel)),
      );
      if (found === undefined) return undefined;
      found.left -= 1;
      set = set.filter((one) => one.left > 0);
      return found.strike;
    },
  };
}

function readKind({ kind, ms }: Fault): Strike {
  const parts = /^(429|latency|500|hang|reset|[a-z][a-z0-9_]*)(-before|-after|-without-retry-after)?$/.exec(kind);
  const name = parts?.[1];
  const when = parts?.[2];
  const plain = name === '429' || name === 'latency';
  const known =
    when === undefined || (plain ? name === '429' && when === '-without-retry-after' : when !== '-without-retry-after');
  if (name === undefined || !known) throw new RangeError(`'${kind}' is no kind of fault`);
  const whats = ['429', 'latency', '500', 'hang', 'reset'] as const;
  const what = whats.find((one) => one === name) ?? 'error';
  return { what, code: name, after: when === '-after', ms, retryAfter: when !== '-without-retry-after' };
}
