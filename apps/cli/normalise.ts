import type { Writable } from 'node:stream';
import { longestPrefix } from '#core/effect/names.ts';
import { policySchema } from '#core/policy/schema.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { freshdeskPayload } from '#integrations/freshdesk/payload.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import { zendeskPayload } from '#integrations/zendesk/payload.ts';
import { answerLines, parseLine, wrongLine, type Answer } from './answer-lines.ts';
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
 * @throws {UseError} a platform that is not known, or a prefix that no policy can have
 */
export async function runNormalise(
  question: NormaliseQuestion,
  input: AsyncIterable<Uint8Array>,
  output: Writable,
): Promise<0 | 1> {
  const normaliser = normaliserOf(question.platform);
  // By a prefix that no policy has, nothing that people wrote into our fields would be found, and nobody told.
  if (!policySchema.shape.prefix.safeParse(question.prefix).success) {
    const right = `small letters, digits and _, a letter first and _ last, ${longestPrefix} at most, such as recourse_`;
    throw new UseError(`--prefix '${question.prefix}' is none that a policy can have: ${right}`);
  }
  return await answerLines(input, output, (line) => answerTo(line, normaliser, question.prefix));
}

function answerTo(line: Line, { code, normalise }: Normaliser, prefix: string): Answer {
  const read = parseLine(line);
  if ('message' in read) return wrongLine({ code, path: '', message: read.message });
  try {
    return { text: JSON.stringify(normalise(read.value, { prefix }), asIso), isWrong: false };
  } catch (cause) {
    if (cause instanceof PayloadError) return wrongLine({ code: cause.code, path: cause.path });
    throw cause;
  }
}
