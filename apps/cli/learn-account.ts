import type { WordPolicy } from '#core/complaint/judge-words.ts';
import type { TaughtTicket } from '#core/complaint/model-learn.ts';
import { DAY_MS } from '#core/time.ts';
import { refText, type TicketRef } from '#core/ticket.ts';
import type { Changes, Timekeeper } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { composeDesks } from '#apps/runtime/compose.ts';
import { withVault } from '#apps/runtime/held-credentials.ts';
import { readHelpdesks } from '#apps/runtime/env.ts';
import type { Desk } from '#apps/runtime/shell.ts';
import type { CommandSurroundings } from './doctor.ts';
import {
  learnFrom,
  mostPassedOver,
  mostTickets,
  readSeed,
  requireRoomFor,
  type LearnResult,
  type TaughtRead,
} from './learn.ts';
import { patiently } from './patiently.ts';
import { taughtBy } from './taught-ticket.ts';
import { chosenAccount } from './chosen-account.ts';
import { UseError } from './use-error.ts';
import { loadWordPolicy, type PrefixedWords } from './word-policy.ts';

export interface LearnAccountQuestion {
  /** `zendesk` or `freshdesk`, as the environment connects it; `zendesk/acme` where it connects several. */
  readonly account: string;
  readonly policy: string | undefined;
  /** How far back tickets are read that changed since. */
  readonly days: string;
  readonly out: string;
  readonly seed: string;
  readonly json: boolean;
}

const longestDays = 3_650;
/** Of an account that never says that it is at its end. */
const mostPages = 10_000;
const tellEvery = 500;
const never = new AbortController().signal;

/**
 * `recourse learn --account ACCOUNT`: the same from the tickets of a connected account, as far as its people wrote into our
 * field whether they are complaints. Each ticket that changed since is read whole, within the account's limits; where
 * something asks for it, how many have been read is told.
 *
 * @param say where people are told how far it is
 * @throws {UseError} an account that is not connected, or a span that is none
 * @throws {ConfigError} settings or a policy that cannot be used
 * @throws {IntegrationError} the account cannot be read
 */
export async function runLearnAccount(
  question: LearnAccountQuestion,
  on: Pick<CommandSurroundings, 'time' | 'variables'>,
  say: (text: string) => void,
): Promise<LearnResult> {
  const seed = readSeed(question.seed);
  const days = Number(question.days);
  if (!/^\d{1,4}$/u.test(question.days) || days < 1 || days > longestDays)
    throw new UseError(`--days '${question.days}' is no number from 1 to ${longestDays}`);
  await requireRoomFor(question.out);
  const words = await loadWordPolicy({ policy: question.policy });
  const policy = { ...words, recognition: { ...words.recognition, model: undefined } };
  const helpdesks = readHelpdesks(on.variables);
  const madeAt = on.time.now();
  const { taught, ...read } = await withVault(helpdesks, on.time, async (vault) => {
    const desk = chosenAccount(question.account, composeDesks(helpdesks, policy, { time: on.time, vault }));
    return await readAccount(desk, policy, { sinceAt: madeAt - days * DAY_MS, time: on.time, say });
  });
  return await learnFrom(taught, policy, { out: question.out, json: question.json, seed, madeAt, read });
}

async function readAccount(
  desk: Desk,
  policy: PrefixedWords,
  { sinceAt, time, say }: { readonly sinceAt: number; readonly time: Timekeeper; readonly say: (text: string) => void },
): Promise<TaughtRead & { readonly taught: readonly TaughtTicket[] }> {
  const refs = await refsSince(desk, sinceAt, time);
  const wanted = refs.slice(-mostTickets);
  const taught: TaughtTicket[] = [];
  const passedOver: TaughtRead['passedOver'][number][] = [];
  const counts = { faulty: 0, undecided: 0, older: refs.length - wanted.length, repeated: 0 };
  for (const [at, ref] of wanted.entries()) {
    if (at > 0 && at % tellEvery === 0) say(`${at} of ${wanted.length} tickets read\n`);
    const found = await readTaught(desk.source, ref, { policy, time });
    if (found === undefined) counts.undecided += 1;
    else if ('message' in found) {
      counts.faulty += 1;
      if (passedOver.length < mostPassedOver) passedOver.push({ line: at + 1, ...found });
    } else taught.push(found);
  }
  return { taught, passedOver, ...counts };
}

/** Tickets changed since, each once, in the order of their last change. */
async function refsSince(desk: Desk, sinceAt: number, time: Timekeeper): Promise<readonly TicketRef[]> {
  const refs = new Map<string, TicketRef>();
  let from: string | { readonly sinceAt: number } = { sinceAt };
  for (let page = 0; page < mostPages; page += 1) {
    const since = from;
    const found: Changes = await patiently(() => desk.source.changesSince(since, never), time);
    for (const ref of found.tickets) {
      refs.delete(refText(ref));
      refs.set(refText(ref), ref);
    }
    if (!found.more) break;
    from = found.cursor;
  }
  return [...refs.values()];
}

/**
 * A ticket that cannot be read, or is gone by now, holds up no other.
 *
 * @throws {IntegrationError} the account itself cannot be read, or has not answered for long
 */
export async function readTaught(
  source: Pick<Desk['source'], 'read'>,
  ref: TicketRef,
  { policy, time }: { readonly policy: WordPolicy; readonly time: Timekeeper },
): Promise<TaughtTicket | { readonly path: string; readonly message: string } | undefined> {
  try {
    return taughtBy(await patiently(() => source.read(ref, never), time), policy);
  } catch (cause) {
    if (cause instanceof PayloadError) return { path: refText(ref), message: cause.code };
    if (!(cause instanceof IntegrationError) || cause.retryable || cause.reason === 'auth') throw cause;
    return cause.reason === 'not-found' ? undefined : { path: refText(ref), message: cause.code };
  }
}
