import type { Writable } from 'node:stream';
import type { TicketRecord } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { freshdeskPayload } from '#integrations/freshdesk/payload.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import { zendeskPayload } from '#integrations/zendesk/payload.ts';
import { linesOf, maxLineBytes } from './json-lines.ts';
import type { Line } from './json-lines.ts';
import { asIso } from './outcome-json.ts';
import { UseError } from './use-error.ts';

export interface NormaliseQuestion {
  /** Whose tickets they are. */
  readonly platform: string;
  /** With which our fields and tags begin. */
  readonly prefix: string;
}

/** How raw tickets of one platform become records. */
export interface Normaliser {
  /** The code of a payload that cannot be read. */
  readonly code: string;
  /** @throws {PayloadError} */
  readonly normalise: (raw: unknown, options: { readonly prefix: string }) => TicketRecord;
}

const normalisers: ReadonlyMap<string, Normaliser> = new Map([
  ['zendesk', { code: zendeskPayload.code, normalise: normaliseZendesk }],
  ['freshdesk', { code: freshdeskPayload.code, normalise: normaliseFreshdesk }],
]);

/** @throws {UseError} a platform that is not known */
export function normaliserOf(platform: string): Normaliser {
  const found = normalisers.get(platform);
  if (found !== undefined) return found;
  throw new UseError(`--platform '${platform}' is not known; ${[...normalisers.keys()].join(' and ')} are`);
}

/**
 * `recourse normalise`: JSON lines of raw tickets in; a line each of records, or of what is wrong, out, in the same order.
 * One line is held at a time, and no more is read than is taken at the other end. Blank lines are passed over.
 *
 * What is wrong is `{"error":{"code","path"}}`; where the line itself cannot be read the path is empty and a `message`
 * says why. Neither quotes the ticket.
 *
 * @returns the exit code: 1 where any line was wrong
 * @throws {UseError} a platform that is not known
 */
export async function runNormalise(
  question: NormaliseQuestion,
  input: AsyncIterable<Uint8Array>,
  output: Writable,
): Promise<0 | 1> {
  const normaliser = normaliserOf(question.platform);
  // Somebody who has seen enough closes the other end, as `head` does.
  let isClosed = false;
  output.on('error', () => (isClosed = true));
  let exitCode: 0 | 1 = 0;
  for await (const line of linesOf(input, maxLineBytes)) {
    if (line !== undefined && isBlank(line)) continue;
    const { text, isWrong } = answerTo(line, normaliser, question.prefix);
    if (isWrong) exitCode = 1;
    if (
      !output.write(`${text}
`)
    )
      await room(output);
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

interface Answer {
  readonly text: string;
  readonly isWrong: boolean;
}

function answerTo(line: Line, { code, normalise }: Normaliser, prefix: string): Answer {
  if (line === undefined) return wrong({ code, path: '', message: `longer than ${maxLineBytes} bytes` });
  const read = parsed(line);
  if ('message' in read) return wrong({ code, path: '', message: read.message });
  try {
    return { text: JSON.stringify(normalise(read.value, { prefix }), asIso), isWrong: false };
  } catch (cause) {
    if (cause instanceof PayloadError) return wrong({ code: cause.code, path: cause.path });
    throw cause;
  }
}

function wrong(error: { readonly code: string; readonly path: string; readonly message?: string }): Answer {
  return { text: JSON.stringify({ error }), isWrong: true };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that are no text are not guessed at: a character would be lost. */
function parsed(line: Buffer): { readonly value: unknown } | { readonly message: string } {
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
function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
