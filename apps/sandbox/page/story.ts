import { useMemo, useRef } from 'preact/hooks';
import type { SandboxState } from '../model.ts';
import { sinceOpenedMs } from './beat.ts';
import { follow } from './follow.ts';
import type { Followed } from './follow.ts';
import { happenings } from './happening.ts';
import type { Happening } from './happening.ts';

/** As much of the past as a visitor would read. */
const longestLog = 40;

/** What the page tells of what happens. */
export interface Story {
  readonly log: readonly Happening[];
  readonly latest: readonly Happening[];
  readonly followed: Followed | undefined;
}

/** Reads each state against the one before: what happened, and which ticket is worth showing. */
export function useStory(state: SandboxState | undefined): Story {
  const before = useRef<SandboxState | undefined>(undefined);
  const story = useRef<Story>({ log: [], latest: [], followed: undefined });
  return useMemo(() => {
    if (state === undefined) return story.current;
    const latest = happenings(before.current, state);
    const { log, followed } = story.current;
    before.current = state;
    story.current = {
      latest: latest.length === 0 ? story.current.latest : latest,
      log: [...log, ...latest].slice(-longestLog),
      followed: follow(followed, latest, state, sinceOpenedMs()),
    };
    return story.current;
  }, [state]);
}
