import type { Policy, Reopening } from '#core/policy/policy.ts';

/** What happens to the clocks of a complaint that a robot answers, that comes back, and that is merged with another. */
export function courseLines({ automaticAcknowledges, reopening, merging }: Policy): readonly string[] {
  return [
    'In its course',
    `  an automatic reply acknowledges ${automaticAcknowledges ? 'it' : 'nothing'}`,
    `  when it is reopened ${reopeningWords[reopening]}`,
    `  when tickets are merged ${merging.receipt === 'earliest' ? 'the earliest receipt' : 'the receipt of the one that stays'} counts`,
  ];
}

const reopeningWords: Readonly<Record<Reopening, string>> = {
  continueClock: 'its clocks go on as if they had never stopped',
  newCycleKeepOriginal: 'what was answered is owed anew, and the old result stays',
  resetClock: 'its clocks start afresh, a regulator’s never',
};
