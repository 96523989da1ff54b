import { refused, type Answer } from './answer.ts';
import { blockProblems, blockTextLength, mostBlockText } from './blocks.ts';
import { isObject, structureOf, textOf, type Call } from './call.ts';
import type { SlackBlock } from './message.ts';

/** `text` of a new message is cut here; chat.update refuses more than the second number. */
export const mostText = 40_000;
export const mostUpdatedText = 4_000;

/** What a message is to show. `undefined` is what the call did not give. */
export interface Content {
  readonly text: string | undefined;
  readonly blocks: readonly SlackBlock[] | undefined;
}

/**
 * The text and blocks of a call, or the answer that refuses them: `invalid_blocks_format`, `invalid_blocks` with each
 * problem and its pointer, `tooLong` (the code this method documents for too much text in blocks), `no_text`.
 */
export function readContent(call: Call, tooLong: string): Content | Answer {
  const blocks = readBlocks(structureOf(call, 'blocks'), tooLong);
  if (blocks !== undefined && 'ok' in blocks) return blocks;
  const text = textOf(call, 'text');
  const empty = (text ?? '') === '' && (blocks ?? []).length === 0 && call.args['attachments'] === undefined;
  return empty ? refused('no_text') : { text, blocks };
}

function readBlocks(given: unknown, tooLong: string): readonly SlackBlock[] | Answer | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given) || !given.every(isObject)) return refused('invalid_blocks_format');
  const problems = blockProblems(given);
  if (problems.length > 0) {
    const messages = problems.map((one) => `[ERROR] ${one}`);
    return refused('invalid_blocks', { errors: problems, response_metadata: { messages } });
  }
  return blockTextLength(given) > mostBlockText ? refused(tooLong) : given;
}

/** Tells the answer that refuses from the content that was read. */
export function isRefusal(value: Content | Answer): value is Answer {
  return 'ok' in value;
}
