import { useEffect, useRef, useState } from 'preact/hooks';
import type { Explanation, SandboxClock, SandboxState } from '../model.ts';
import { createPump } from './beat.ts';
import { readExplanation, readState } from './control-client.ts';
import { keyOf } from './happening.ts';

/** How often at most the page reads the state again. */
const gapMs = 220;

export interface Live {
  readonly state: SandboxState | undefined;
  /** Newer than `state` while time runs and nothing happens. */
  readonly clock: SandboxClock | undefined;
  /** The control server cannot be reached. */
  readonly lost: boolean;
}

/** The sandbox as it is now: read whole whenever the stream says that something changed. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ state: undefined, clock: undefined, lost: false });
  useEffect(() => {
    const pump = createPump(async () => {
      try {
        const state = await readState();
        setLive({ state, clock: { ...state.clock, now: state.now }, lost: false });
      } catch {
        setLive((old) => ({ ...old, lost: true }));
      }
    }, gapMs);
    const stream = new EventSource('/sandbox/events');
    stream.addEventListener('changed', pump.ask);
    stream.addEventListener('time', (event: MessageEvent<string>) => {
      const clock = JSON.parse(event.data) as SandboxClock;
      setLive((old) => ({ ...old, clock, lost: false }));
    });
    stream.addEventListener('error', () => {
      setLive((old) => ({ ...old, lost: true }));
    });
    return () => {
      stream.close();
      pump.stop();
    };
  }, []);
  return live;
}

type Chosen = SandboxState['tickets'][number];

/** What the core thinks of the chosen ticket; asked again whenever the state or the simulated minute changes. */
export function useExplanation(
  ticket: Chosen | undefined,
  state: SandboxState | undefined,
  minute: number,
): Explanation | undefined {
  const [told, setTold] = useState<{ readonly key: string; readonly explanation: Explanation } | undefined>();
  const chosen = useRef(ticket);
  chosen.current = ticket;
  const pump = useRef<ReturnType<typeof createPump> | undefined>(undefined);
  useEffect(() => {
    const made = createPump(async () => {
      const asked = chosen.current;
      if (asked === undefined) return;
      try {
        const explanation = await readExplanation(asked);
        setTold({ key: keyOf(asked), explanation });
      } catch {
        // The state's own stream says that the sandbox cannot be reached; the last answer stays.
      }
    }, gapMs);
    pump.current = made;
    return made.stop;
  }, []);
  const key = ticket === undefined ? undefined : keyOf(ticket);
  useEffect(() => {
    pump.current?.ask();
  }, [key, state, minute]);
  return told?.key === key ? told?.explanation : undefined;
}
