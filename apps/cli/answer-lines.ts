import type { Writable } from 'node:stream';
import { linesOf, maxLineBytes, type Line } from './json-lines.ts';

/** One line out for one line in. */
export interface Answer {
  readonly text: string;
  readonly isWrong: boolean;
}

/**
 * Answers lines one by one, in order, each as soon as it has come. One line is held at a time, and no more is read than is
 * taken at the other end; where that is closed, as `head` closes it, nothing more is done. Blank lines are passed over.
 *
 * @returns the exit code: 1 where any line was wrong
 */
export async function answerLines(
  input: AsyncIterable<Uint8Array>,
  output: Writable,
  answerTo: (line: Line) => Answer,
): Promise<0 | 1> {
  let isClosed = false;
  output.on('error', () => (isClosed = true));
  let exitCode: 0 | 1 = 0;
  for await (const line of linesOf(input, maxLineBytes)) {
    if (line !== undefined && isBlank(line)) continue;
    const { text, isWrong } = answerTo(line);
    if (isWrong) exitCode = 1;
    if (!output.write(`${text}\n`)) await room(output);
    if (isClosed || output.destroyed) break;
  }
  return exitCode;
}

/** Waits until the other end takes more, or nobody listens any more. */
function room(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      for (const name of ['drain', 'error', 'close']) output.off(name, go);
      resolve();
    };
    for (const name of ['drain', 'error', 'close']) output.on(name, go);
  });
}

/** What a line says is wrong with it: it quotes nothing of what stands there. */
export function wrongLine(error: { readonly code: string; readonly path: string; readonly message?: string }): Answer {
  return { text: JSON.stringify({ error }), isWrong: true };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a line, or why it has none. Bytes that are no text are not guessed at: a character would be lost. */
export function parseLine(line: Line): { readonly value: unknown } | { readonly message: string } {
  if (line === undefined) return { message: `longer than ${maxLineBytes} bytes` };
  let text: string;
  try {
    text = utf8.decode(line);
  } catch {
    return { message: 'not UTF-8' };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { message: 'not JSON' };
  }
}

/** Blanks of JSON only: space, tab, carriage return. */
export function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
