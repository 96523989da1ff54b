import type { CueGroupSource } from '../cue-pack.ts';

/** What cues of every language are grouped by: the same in all, so that weights and caps mean the same. */
export const groups: readonly CueGroupSource[] = [
  {
    id: 'formal',
    title: 'Complains in so many words, or names who will',
    role: 'decides',
    cap: 8,
    signals: ['formal'],
  },
  { id: 'safety', title: 'Danger or injury', role: 'adds', cap: 4, signals: [] },
  { id: 'dissatisfied', title: 'Dissatisfied', role: 'adds', cap: 4, signals: [] },
  { id: 'unpraise', title: 'Praise denied', role: 'adds', cap: 2, signals: [] },
  { id: 'waiting', title: 'Waiting or unanswered', role: 'adds', cap: 3, signals: ['waiting'] },
  { id: 'repeat', title: 'Not for the first time', role: 'adds', cap: 2, signals: ['repeat'] },
  { id: 'unmet', title: 'Promise or expectation not met', role: 'adds', cap: 3, signals: [] },
  { id: 'defect', title: 'Broken or wrong', role: 'adds', cap: 2, signals: [] },
  { id: 'service', title: 'Badly treated', role: 'adds', cap: 2, signals: [] },
  { id: 'money', title: 'Money lost or disputed', role: 'adds', cap: 2.5, signals: ['money'] },
  { id: 'remedy', title: 'Wants it put right', role: 'adds', cap: 2, signals: [] },
  { id: 'explain', title: 'Wants an explanation', role: 'adds', cap: 1, signals: [] },
  { id: 'intense', title: 'Said with force', role: 'amplifies', cap: 1, signals: ['intense'] },
  { id: 'praise', title: 'Praise', role: 'damps', cap: 4, signals: [] },
  { id: 'thanks', title: 'Thanks', role: 'damps', cap: 1.5, signals: [] },
  { id: 'howto', title: 'Asks how, what or when', role: 'damps', cap: 1, signals: [] },
  { id: 'selling', title: 'Sells something', role: 'damps', cap: 2, signals: [] },
  { id: 'away', title: 'Away from the desk', role: 'damps', cap: 4, signals: [] },
  { id: 'neutral', title: 'Courtesies that say nothing', role: 'marks', cap: 0, signals: [] },
  { id: 'age', title: 'It has gone on for long', role: 'marks', cap: 0, signals: ['age'] },
  { id: 'vulnerable', title: 'May be in vulnerable circumstances', role: 'marks', cap: 0, signals: ['vulnerability'] },
];
