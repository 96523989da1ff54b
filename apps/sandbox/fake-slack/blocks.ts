import { accessory, actionElement, blockId, contextElement, inputElement, plain, text } from './block-elements.ts';
import { boolean, byType, integer, list, oneOf, shape, string, url, withEither, type Rule } from './block-rule.ts';
import { isObject } from './call.ts';
import type { SlackBlock } from './message.ts';

/** Blocks in one message. */
export const mostBlocks = 50;
/** Characters of all text objects of a message together; measured by others against Slack, not documented. */
export const mostBlockText = 13_200;

const block_id = blockId;

const block = byType({
  header: shape({ type: oneOf('header'), text: plain(150) }, { block_id, level: integer(1, 4) }),
  section: withEither(
    ['text', 'fields'],
    shape(
      { type: oneOf('section') },
      { block_id, text: text(), fields: list(text(2000), 10), accessory, expand: boolean },
    ),
    false,
  ),
  context: shape({ type: oneOf('context'), elements: list(contextElement, 10) }, { block_id }),
  actions: shape({ type: oneOf('actions'), elements: list(actionElement, 25) }, { block_id }),
  divider: shape({ type: oneOf('divider') }, { block_id }),
  image: shape({ type: oneOf('image'), alt_text: string(2000), image_url: url }, { block_id, title: plain(2000) }),
  input: shape(
    { type: oneOf('input'), label: plain(2000), element: inputElement },
    { block_id, hint: plain(2000), optional: boolean, dispatch_action: boolean },
  ),
});

/** The blocks of a view, of which there may be more than in a message. */
export function viewBlocks(most: number): Rule {
  return list(block, most, 0);
}

/** Everything Slack would refuse about these blocks, each with its JSON pointer; empty for good ones. */
export function blockProblems(value: readonly unknown[], most: number = mostBlocks): string[] {
  const problems: string[] = [];
  const complain = (problem: string, pointer: string): void => {
    problems.push(`${problem} [json-pointer:${pointer}]`);
  };
  list(block, most, 0)(value, '/blocks', complain);
  for (const [index, one] of value.entries()) complainAboutActionIds(one, `/blocks/${index}`, complain);
  for (const repeated of repeats(value.map((one) => (isObject(one) ? one['block_id'] : undefined)))) {
    complain(`block_id ${repeated.name} already exists`, `/blocks/${repeated.index}/block_id`);
  }
  return problems;
}

function complainAboutActionIds(
  value: unknown,
  pointer: string,
  complain: (problem: string, pointer: string) => void,
): void {
  const elements = isObject(value) && Array.isArray(value['elements']) ? (value['elements'] as unknown[]) : [];
  for (const repeated of repeats(elements.map((one) => (isObject(one) ? one['action_id'] : undefined)))) {
    complain(
      `action_id ${repeated.name} already exists for another element`,
      `${pointer}/elements/${repeated.index}/action_id`,
    );
  }
}

function repeats(names: readonly unknown[]): { readonly name: string; readonly index: number }[] {
  return names.flatMap((name, index) =>
    typeof name === 'string' && names.indexOf(name) < index ? [{ name, index }] : [],
  );
}

/** Characters of all text objects in the blocks, the number that Slack's total limit is about. */
export function blockTextLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + blockTextLength(one), 0);
  if (!isObject(value)) return 0;
  const own =
    (value['type'] === 'plain_text' || value['type'] === 'mrkdwn') && typeof value['text'] === 'string'
      ? value['text'].length
      : 0;
  return Object.values(value).reduce<number>((sum, one) => sum + blockTextLength(one), own);
}

/** The blocks with an id on each, as Slack hands them back. */
export function withBlockIds(posted: readonly SlackBlock[], seed: string): SlackBlock[] {
  return posted.map((one, index) => ({ ...one, block_id: one['block_id'] ?? `${seed}${index.toString(36)}` }));
}
