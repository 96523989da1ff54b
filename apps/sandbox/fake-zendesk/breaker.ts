import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';

const openMs = 5 * SECOND_MS;
const breakerWindowMs = 5 * MINUTE_MS;
const breakerShare = 0.7;
const breakerErrors = 1000;
/** Our choice: below so many outcomes a share of failures says nothing. */
const breakerFewest = 20;

/** Opens for five seconds at 70 % failures, or more than 1,000, within five minutes. */
export function createBreaker(time: Timekeeper): { isOpen(): boolean; count(isSuccess: boolean): void } {
  const outcomes: { readonly at: Instant; readonly isSuccess: boolean }[] = [];
  let errors = 0;
  let openUntil = 0;
  const forget = (): void => {
    if (outcomes.shift()?.isSuccess === false) errors -= 1;
  };
  return {
    isOpen: () => time.now() < openUntil,
    count: (isSuccess) => {
      const at = time.now();
      outcomes.push({ at, isSuccess });
      if (!isSuccess) errors += 1;
      while (outcomes.length > 2 * breakerErrors || (outcomes[0]?.at ?? at) <= at - breakerWindowMs) forget();
      const tripped = outcomes.length >= breakerFewest && errors >= breakerShare * outcomes.length;
      if (!tripped && errors <= breakerErrors) return;
      openUntil = at + openMs;
      outcomes.length = 0;
      errors = 0;
    },
  };
}
