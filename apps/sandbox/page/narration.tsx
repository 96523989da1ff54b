import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { after, sinceOpenedMs } from './beat.ts';
import type { Happening } from './happening.ts';
import { Icon } from './icons.tsx';
import { moment } from './words.ts';

/** Long enough to read one sentence, unless weightier news come. */
const readMs = 2_600;

interface NarrationProps {
  readonly story: readonly Happening[];
  readonly log: readonly Happening[];
  readonly now: number;
  readonly zone: string;
  readonly lost: boolean;
  /** The ticket that is open. */
  readonly open: string | undefined;
  readonly onOpen: (ticket: string) => void;
}

/** The weightiest of the latest news, held long enough to be read. */
function useSentence(story: readonly Happening[]): Happening | undefined {
  const [shown, setShown] = useState<Happening | undefined>();
  const since = useRef(0);
  useEffect(() => {
    const best = story.reduce<Happening | undefined>(
      (top, one) => (top === undefined || one.weight >= top.weight ? one : top),
      undefined,
    );
    if (best === undefined || best === shown) return undefined;
    const show = (): void => {
      since.current = sinceOpenedMs();
      setShown(best);
    };
    const leftMs = since.current + readMs - sinceOpenedMs();
    if (shown === undefined || best.weight > shown.weight || leftMs <= 0) {
      show();
      return undefined;
    }
    return after(leftMs, show);
  }, [story]);
  return shown;
}

/** With its full stop, unless it has an end already. */
function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** One calm sentence on what just happened, and behind it what happened before. */
export function Narration({ story, log, now, zone, lost, open, onOpen }: NarrationProps): JSX.Element {
  const shown = useSentence(story);
  const about = shown?.ticket;
  return (
    <section class="narration" aria-label="What is happening">
      <p role="status" class={`sentence weight-${String(shown?.weight ?? 0)}`}>
        {lost && <strong>The sandbox does not answer; the page goes on as soon as it does.</strong>}
        {!lost && shown === undefined && 'Quiet so far. Let the clock run, or write in as a customer.'}
        {!lost && shown !== undefined && (
          <>
            <time dateTime={new Date(shown.at).toISOString()}>{moment(shown.at, now, zone)}</time>{' '}
            <span>{sentence(shown.words)}</span>
          </>
        )}
      </p>
      {about !== undefined && about !== open && !lost && (
        <button type="button" class="button small" onClick={() => onOpen(about)}>
          Show the ticket
        </button>
      )}
      <details class="log">
        <summary>
          What happened so far <Icon name="down" />
        </summary>
        <ol>
          {[...log].reverse().map((one) => (
            <li key={`${String(one.at)} ${one.words}`} class={`weight-${String(one.weight)}`}>
              <time dateTime={new Date(one.at).toISOString()}>{moment(one.at, now, zone)}</time>
              <span>{one.words}</span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
