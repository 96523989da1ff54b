import type { FaultDial } from '../fake-shared/dial.ts';
import { createDial } from '../fake-shared/dial.ts';
import type { FaultKind as DialKind, Strike as DialStrike } from '../fake-shared/fault.ts';

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
  readonly what: '429' | 'latency' | '500' | 'hang' | 'half' | 'reset' | 'error';
  readonly after: boolean;
  /** For `error`: the code. */
  readonly code: string;
  readonly ms: number | undefined;
  readonly retryAfter: boolean;
  /** How late the call arrives before that, ms. */
  readonly lateMs: number;
}

/** What goes wrong with calls, how often. `on.method` is a Web API method. */
export type SlackFaultDial = Omit<FaultDial, 'conflict' | 'webhooks' | 'staleSearchMs'>;

/** Faults set one by one, of which the first that matches strikes, and a dial of chances for all other calls. */
export interface Faults {
  /** @throws {RangeError} for a kind that is none */
  set(fault: Fault): void;
  /** Sets the dial anew; what is not named is off. */
  setDial(dial: SlackFaultDial, seed: number): void;
  clear(): void;
  list(): readonly Fault[];
  take(method: string, isChannel: (idOrName: string) => boolean): Strike | undefined;
}

/** Nothing set. */
export function createFaults(): Faults {
  let set: { readonly fault: Fault; readonly strike: Strike; left: number }[] = [];
  const dial = createDial();
  return {
    setDial: (wanted, seed) => dial.set(wanted, seed),
    set(fault) {
      set.push({ fault, strike: readKind(fault), left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      set = [];
      dial.set({}, 0);
    },
    list: () => set.map((one) => (Number.isFinite(one.left) ? { ...one.fault, times: one.left } : one.fault)),
    take(method, isChannel) {
      const found = set.find(
        ({ fault: { match } }) =>
          (match.method === undefined || match.method === method) &&
          (match.channel === undefined || isChannel(match.channel)),
      );
      if (found === undefined) return fromDial(dial.strike(method, method));
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
  return { what, code: name, after: when === '-after', ms, retryAfter: when !== '-without-retry-after', lateMs: 0 };
}

const whatOf: Partial<Record<DialKind, Strike['what']>> = {
  '429': '429',
  '429-without-retry-after': '429',
  hang: 'hang',
  reset: 'reset',
  'half-answer': 'half',
};

function fromDial({ lateMs, fault }: DialStrike): Strike | undefined {
  if (fault === undefined && lateMs === 0) return undefined;
  const { kind, ms } = fault ?? { kind: 'latency', ms: 0 };
  const what = kind === 'latency' ? 'latency' : (whatOf[kind] ?? '500');
  const after = fault?.after === true || kind === '500-after';
  return { what, code: '', after, ms: what === 'hang' ? undefined : ms, retryAfter: kind === '429', lateMs };
}
