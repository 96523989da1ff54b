import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';
import { judgeWords, type WordPolicy } from '#core/complaint/judge-words.ts';
import { learnModel, type TaughtTicket } from '#core/complaint/model-learn.ts';
import { winsOverCues, type ModelSource } from '#core/complaint/model-source.ts';
import { parseInstant, type Instant } from '#core/time.ts';
import { isBlank, parseLine } from './answer-lines.ts';
import { linesOf, maxLineBytes } from './json-lines.ts';
import { learnText, type LearnReport } from './learn-text.ts';
import { standardInput } from './standard-input.ts';
import { identityOf, readTextLine, textLineCode } from './text-line.ts';
import { UseError } from './use-error.ts';
import { inLanguages, loadWordPolicy, type PrefixedWords } from './word-policy.ts';
import { taughtByTicket } from './taught-ticket.ts';
import { createTaughtTickets, type TaughtLine } from './taught-tickets.ts';

export interface LearnQuestion {
  /** JSON lines `{"id","text","complaint"}`, or raw tickets of `platform`. */
  readonly from: string;
  readonly platform: string | undefined;
  /** Whose cues the model is made beside and has to beat. */
  readonly policy: string | undefined;
  /** Where the model is written. */
  readonly out: string;
  readonly seed: string;
  /** The instant the model carries. */
  readonly now: string;
  readonly json: boolean;
}

/** What is printed, and the exit code: 1 where nothing was learnt that beats the cues, or a line could not be read. */
export interface LearnResult {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/** Newer tickets tell more of what is a complaint today; so many take a minute or two. */
export const mostTickets = 20_000;
/** Lines that are named which could not be read. */
export const mostPassedOver = 20;

/**
 * `recourse learn --from FILE`: a customer's own model of what is a complaint, from tickets of which people said whether
 * they are, oldest first. It is tried on tickets it had not seen, beside the cues, and written with these figures; a model
 * that does not win is written, too, and never used.
 *
 * @throws {UseError} a file, seed or instant that cannot be read
 * @throws {ConfigError} a policy that cannot be used
 */
export async function runLearn(question: LearnQuestion): Promise<LearnResult> {
  const { out, json } = question;
  const seed = readSeed(question.seed);
  const madeAt = readNow(question.now);
  await requireRoomFor(out);
  const { recognition, severity, prefix } = await loadWordPolicy({ policy: question.policy });
  // A model learnt before has no say in what the next one has to beat.
  const policy = { recognition: { ...recognition, model: undefined }, severity, prefix };
  const { taught, ...read } = await readTaught(question, policy);
  return await learnFrom(taught, policy, { out, json, seed, madeAt, read });
}

/** What was read of a source of tickets. */
export interface TaughtRead {
  readonly passedOver: readonly { readonly line: number; readonly path: string; readonly message: string }[];
  readonly faulty: number;
  /** Tickets of which nobody has said what they are. */
  readonly undecided: number;
  /** Tickets that were left out because there are newer ones enough. */
  readonly older: number;
  /** Lines that told a ticket which a later line told again. */
  readonly repeated: number;
}

/** Learns from tickets, writes the model, and tells how well it judges. */
export async function learnFrom(
  taught: readonly TaughtTicket[],
  policy: WordPolicy,
  how: {
    readonly out: string;
    readonly json: boolean;
    readonly seed: number;
    readonly madeAt: Instant;
    readonly read: TaughtRead;
  },
): Promise<LearnResult> {
  const learnt = learnModel(taught, policy.recognition.pack, how);
  const isLearnt = 'terms' in learnt;
  if (isLearnt) await writeModel(how.out, learnt);
  const wins = isLearnt && winsOverCues(learnt.figures);
  const report: LearnReport = isLearnt
    ? { ...summaryOf(learnt), wins, out: how.out, ...how.read }
    : { tickets: learnt, wins: false, ...how.read };
  const text = how.json ? `${JSON.stringify(report, undefined, 2)}\n` : learnText(report);
  return { text, exitCode: wins && how.read.faulty === 0 ? 0 : 1 };
}

function summaryOf(model: ModelSource): Omit<ModelSource, 'terms' | 'groups'> & { readonly terms: number } {
  const { kind, v, madeAt, cues, tickets, seed, figures, base, possible, yes, point, terms } = model;
  return { kind, v, madeAt, cues, tickets, seed, figures, base, possible, yes, point, terms: terms.length };
}

/**
 * That the model can be written, before anything is read: what was read for hours is not kept. It takes the place of what
 * is there, so that has to be a file: who may do all would otherwise lose a device.
 *
 * @throws {UseError}
 */
export async function requireRoomFor(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
    const isFree = await stat(path).then(
      (there) => there.isFile(),
      (cause: NodeJS.ErrnoException) => cause.code === 'ENOENT' && path !== '' && !/[/\\]$/u.test(path),
    );
    if (isFree) return;
  } catch (cause) {
    throw new UseError(`the model cannot be written to ${path}`, cause);
  }
  throw new UseError(`the model cannot be written to '${path}': name a file, with --out`);
}

/** Whole or not at all, whoever reads meanwhile. */
async function writeModel(path: string, model: ModelSource): Promise<void> {
  const { terms, ...rest } = model;
  const head = JSON.stringify(rest, undefined, 2).slice(0, -2);
  const rows = terms.map((term) => `    ${JSON.stringify(term)}`).join(',\n');
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, `${head},\n  "terms": [\n${rows}\n  ]\n}\n`, { mode: 0o600 });
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new UseError(`the model cannot be written to ${path}`, cause);
  }
}

async function readTaught(
  { from, platform }: LearnQuestion,
  policy: PrefixedWords,
): Promise<TaughtRead & { readonly taught: readonly TaughtTicket[] }> {
  const read = platform === undefined ? readerOfTexts(policy) : taughtByTicket(platform, policy);
  const tickets = createTaughtTickets(mostTickets);
  const passedOver: TaughtRead['passedOver'][number][] = [];
  let [number, faulty] = [0, 0];
  for await (const line of linesIn(from)) {
    number += 1;
    if (line !== undefined && isBlank(line)) continue;
    const parsed = parseLine(line);
    const found = 'message' in parsed ? { path: '', message: parsed.message } : read(parsed.value);
    if ('message' in found) {
      faulty += 1;
      if (passedOver.length < mostPassedOver) passedOver.push({ line: number, ...found });
    } else tickets.add(found);
  }
  return { ...tickets.result(), passedOver, faulty };
}

async function* linesIn(from: string): AsyncGenerator<Buffer | undefined> {
  try {
    yield* linesOf(from === '-' ? standardInput() : createReadStream(from), maxLineBytes);
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) throw new UseError(`the file ${from} cannot be read`, cause);
    throw cause;
  }
}

/** What a line teaches, or what is wrong with it. */
export type TaughtReader = (value: unknown) => TaughtLine | { readonly path: string; readonly message: string };

function readerOfTexts(policy: WordPolicy): TaughtReader {
  const policyFor = inLanguages(policy);
  return (value) => {
    const line = readTextLine(value);
    if ('fault' in line) return { ...line.fault, message: `${textLineCode}: ${line.fault.message}` };
    const { complaint, language } = line;
    const id = identityOf(line);
    if (complaint === undefined) return { id, taught: undefined };
    const text = { subject: '', messages: [line.text] };
    return { id, taught: { text, isComplaint: complaint, byCues: judgeWords(text, policyFor(language)) } };
  };
}

/** @throws {UseError} */
export function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\d{1,9}$/u.test(text)) return seed;
  throw new UseError(`--seed '${text}' is no whole number from 0 to 999999999`);
}

function readNow(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new UseError(`--now '${text}' is no instant; write it as 2026-11-17T09:30:00Z`);
  return at;
}
