import type { Writable } from 'node:stream';
import { judgeWords, type WordPolicy } from '#core/complaint/judge-words.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import { answerLines, parseLine, wrongLine, type Answer } from './answer-lines.ts';
import type { Line } from './json-lines.ts';
import { idFault, readTextLine, textLineCode, type TextLine } from './text-line.ts';
import { inLanguages, loadWordPolicy, whyModelIsIdle } from './word-policy.ts';

export interface RecogniseQuestion {
  /** The policy to judge by; the shipped cues and thresholds where there is none. */
  readonly policy?: string | undefined;
  /** A customer's own model; the policy's where there is none. */
  readonly model?: string | undefined;
}

/**
 * `recourse recognise`: JSON lines of texts in; for each, in order, whether it is a complaint, and why. Offsets count UTF-16
 * units of the text as it was given; a reason that is not of the text quotes nothing. A line that cannot be read is
 * answered by `{"error":{"code","path","message"}}`, which quotes nothing of it.
 *
 * @param say where people are told what they should know, apart from the answers
 * @returns the exit code: 1 where any line was wrong
 * @throws {ConfigError} a policy or model that cannot be used
 */
export async function runRecognise(
  question: RecogniseQuestion,
  input: AsyncIterable<Uint8Array>,
  output: Writable,
  say: (text: string) => void,
): Promise<0 | 1> {
  const policy = await loadWordPolicy(question);
  const idle = whyModelIsIdle(policy);
  if (idle !== undefined) say(`${idle}\n`);
  const policyFor = inLanguages(policy);
  return await answerLines(input, output, (line) => answerTo(line, policyFor));
}

function answerTo(line: Line, policyFor: (language: string | undefined) => WordPolicy): Answer {
  const parsed = parseLine(line);
  if ('message' in parsed) return wrongLine({ code: textLineCode, path: '', message: parsed.message });
  const read = readTextLine(parsed.value);
  if ('fault' in read) return wrongLine({ code: textLineCode, ...read.fault });
  const fault = idFault(read);
  if (fault !== undefined) return wrongLine({ code: textLineCode, ...fault });
  return { text: answerText(read, recogniseLine(read, policyFor)), isWrong: false };
}

/** What a policy makes of one line; offsets are those of the line's text. */
export function recogniseLine(
  { text, language }: TextLine,
  policyFor: (language: string | undefined) => WordPolicy,
): Recognition {
  // The subject is empty, and the line feed behind it is the one unit before the text.
  const found = judgeWords({ subject: '', messages: [text] }, policyFor(language));
  const reasons = found.reasons.map((reason) =>
    reason.end === 0 ? reason : { ...reason, start: reason.start - 1, end: reason.end - 1 },
  );
  return { ...found, reasons };
}

function answerText({ id }: TextLine, { band, score, category, severity, reasons, pack }: Recognition): string {
  return JSON.stringify({ id, band, score, category: category ?? null, severity, reasons, pack });
}
