import type { Examination, Finding } from './contract.ts';
import { IntegrationError, PayloadError } from './errors.ts';

/** In order. */
export const well = (what: string): Finding => ({ state: 'ok', what, mend: undefined });
/** It works, but less well than it could. */
export const warning = (what: string, mend: string): Finding => ({ state: 'warn', what, mend });
/** Something does not work. */
export const failing = (what: string, mend: string): Finding => ({ state: 'fail', what, mend });
/** It could not be found out. */
export const unclear = (what: string, mend: string): Finding => ({ state: 'unknown', what, mend });

/** What it means, for people, that a question was not answered. Quotes nothing that could hold a secret. */
export function findingOf(error: unknown, platform: string): Finding {
  if (error instanceof PayloadError) {
    return unclear(`${platform} answered in a form that we do not know (at ${error.path})`, 'tell us');
  }
  if (!(error instanceof IntegrationError)) return unclear('the check itself failed', 'tell us');
  switch (error.reason) {
    case 'auth':
      return failing(
        `${platform} does not accept the credentials`,
        'set others, and look for a stray blank; what recourse connect gave is renewed by running it again',
      );
    case 'forbidden':
      return failing(`${platform} forbids this to our credentials`, 'give them the role or scope it takes');
    case 'not-found':
      return failing(
        `${platform} knows no such thing here`,
        'check the name of the account, and what its plan includes',
      );
    case 'rate-limited':
      return unclear(`${platform} told us to ask later: its limit is used up`, 'run this again in a minute');
    case 'timeout':
      return unclear(`${platform} did not answer in time`, 'run this again; check the network from this machine');
    case 'unavailable':
      // Whoever runs this unattended must not be told that nothing is wrong where nobody is there.
      return error.status === undefined
        ? failing(`${platform} cannot be reached`, 'check the name of the account and the network from this machine')
        : unclear(`${platform} could not answer${statusOf(error)}`, 'run this again in a minute');
    case 'closed':
    case 'rejected':
      return unclear(`${platform} did not take the question${statusOf(error)}`, 'tell us');
  }
}

function statusOf({ status }: IntegrationError): string {
  return status === undefined ? '' : ` (HTTP ${status})`;
}

/** The answer of a question that an account's plan or our role may refuse; `refused` where it did. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | 'refused'> {
  try {
    return await asked;
  } catch (error) {
    const isRefusal =
      error instanceof IntegrationError && (error.reason === 'forbidden' || error.reason === 'not-found');
    if (isRefusal) return 'refused';
    throw error;
  }
}

/** Asks once, whoever asks: several checks may need one answer. */
export function askedOnce<T>(ask: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let asked: Promise<T> | undefined;
  return (signal) => (asked ??= ask(signal));
}

/** A check that makes sense only where the credentials are good; where they are not, their own check has said so. */
export function onceConnected(
  connect: (signal: AbortSignal) => Promise<unknown>,
  { check, examine }: Examination,
): Examination {
  return {
    check,
    async examine(signal) {
      const isConnected = await connect(signal).then(
        () => true,
        () => false,
      );
      return isConnected ? examine(signal) : [unclear('not looked at: nobody answered', 'mend the credentials first')];
    },
  };
}

/**
 * What a platform's headers say of its budget.
 *
 * @param least  fewer calls a minute than this make a busy account slow
 */
export function budgetFinding(
  said: { readonly total: string | undefined; readonly remaining: string | undefined },
  least: number,
): Finding {
  const [total, remaining] = [said.total, said.remaining].map((text) =>
    text === undefined ? Number.NaN : Number(text),
  );
  if (total === undefined || !(total > 0))
    return unclear('the account does not say how many calls it allows', 'none needed');
  const text = `${total} calls a minute`;
  if (total < least) return warning(`only ${text}`, 'a busy account will be read late: take a larger plan');
  if (remaining !== undefined && remaining < total * mostEaten) {
    return warning(`${text}, of which ${remaining} were left`, 'find out which other program uses them up');
  }
  return well(text);
}

/** So little of a minute's calls left, though we are doing nothing, tells of another program. */
const mostEaten = 0.2;

/**
 * Whether this machine's clock agrees with the platform's, which dates its answers to the second.
 *
 * @param aheadMs  how far ours is ahead; negative where it is behind
 */
export function clockFinding(aheadMs: number | undefined, platform: string): Finding {
  if (aheadMs === undefined) return unclear(`${platform} does not date its answers`, 'compare the clock yourself');
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  if (seconds <= mostAsideSeconds) return well(`this machine's clock agrees with ${platform}'s`);
  const said = `this machine's clock is ${seconds} seconds ${aheadMs > 0 ? 'ahead of' : 'behind'} ${platform}'s`;
  const mend = 'let the machine set its clock by NTP: promises are timed by it, and signatures are checked by it';
  return seconds > refusedSeconds ? failing(said, mend) : warning(said, mend);
}

/** A date in whole seconds, and the time an answer is under way: our choice. */
const mostAsideSeconds = 10;
/** Signed webhooks older or newer than five minutes are refused; a minute is left for their way. */
const refusedSeconds = 240;
