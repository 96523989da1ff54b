import type { TimelineEntry, UnmarkedWords } from '../ticket.ts';
import { worse } from './assess.ts';
import { judgeWords, type WordPolicy } from './judge-words.ts';

type Merged = Extract<TimelineEntry, { kind: 'merged' }>;

/**
 * The timeline, in which tickets that were merged into this one unmarked are what their words make them: a complaint that
 * was merged away before anybody had read it lives on all the same. Of a ticket that was marked, or that a person has
 * decided about, the marks tell.
 */
export function judgeTakenIn(timeline: readonly TimelineEntry[], policy: WordPolicy): readonly TimelineEntry[] {
  if (!timeline.some((entry) => entry.kind === 'merged' && entry.unmarked !== undefined)) return timeline;
  return timeline.map((entry) => (entry.kind === 'merged' ? judged(entry, policy) : entry));
}

function judged(entry: Merged, policy: WordPolicy): Merged {
  return (entry.unmarked ?? []).reduce((taken, words) => withWords(taken, words, policy), entry);
}

function withWords(taken: Merged, words: UnmarkedWords, policy: WordPolicy): Merged {
  const { band, severity } = judgeWords(words, policy, { tags: words.tags });
  if (band === 'no') return taken;
  return {
    ...taken,
    complaint: taken.complaint === 'yes' ? 'yes' : band,
    severity: taken.severity === undefined ? severity : worse(taken.severity, severity),
  };
}
