import { channel } from 'node:diagnostics_channel';
import type { Instant } from '#core/time.ts';

/** Calls that are remembered; the oldest are forgotten. */
const mostRecorded = 5_000;

/** One call as it came in and what became of it. The token is not kept. */
export interface RecordedCall {
  readonly at: Instant;
  readonly method: string;
  /** Arguments with their JSON read: `blocks` and `metadata` are the things themselves. */
  readonly args: Readonly<Record<string, unknown>>;
  /** HTTP status; `undefined` where no answer was sent. */
  readonly status: number | undefined;
  readonly ok: boolean;
  readonly error: string | undefined;
}

/** How many calls there were. */
export interface Requests {
  readonly total: number;
  readonly byMethod: Readonly<Record<string, number>>;
  /** Answers by error code, with `http_429` and the like for those without one. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Where whoever listens in this process hears of every call to any fake, as `RecordedCall`. */
export const callsChannel = 'recourse.fake-slack.call';
const heard = channel(callsChannel);

/** Counts and remembers calls. */
export interface Recorder {
  add(call: RecordedCall): void;
  requests(): Requests;
  recorded(): readonly RecordedCall[];
}

/** A recorder that has heard nothing yet. */
export function createRecorder(): Recorder {
  const calls: RecordedCall[] = [];
  const byMethod = new Map<string, number>();
  const errors = new Map<string, number>();
  let total = 0;
  return {
    add(call) {
      total += 1;
      byMethod.set(call.method, (byMethod.get(call.method) ?? 0) + 1);
      if (!call.ok) {
        const name = call.error ?? (call.status === undefined ? 'no_answer' : `http_${call.status}`);
        errors.set(name, (errors.get(name) ?? 0) + 1);
      }
      calls.push(call);
      heard.publish(call);
      if (calls.length > mostRecorded) calls.shift();
    },
    requests: () => ({ total, byMethod: Object.fromEntries(byMethod), errors: Object.fromEntries(errors) }),
    recorded: () => [...calls],
  };
}
