import { plain } from './block-elements.ts';
import { blockProblems, viewBlocks } from './blocks.ts';
import { boolean, oneOf, shape, string, type Complain } from './block-rule.ts';
import { isObject } from './call.ts';

/** Blocks in a modal or a Home. https://docs.slack.dev/reference/views */
export const mostViewBlocks = 100;

const common = {
  blocks: viewBlocks(mostViewBlocks),
  private_metadata: string(3_000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const modal = shape(
  { type: oneOf('modal'), title: plain(24), blocks: common.blocks },
  {
    ...common,
    submit: plain(24),
    close: plain(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const home = shape({ type: oneOf('home'), blocks: common.blocks }, common);

/** Everything Slack would refuse about a view, each with its JSON pointer; empty for a good one. */
export function viewProblems(view: Readonly<Record<string, unknown>>, type: 'modal' | 'home'): readonly string[] {
  const found: string[] = [];
  const complain: Complain = (problem, pointer) => void found.push(`${problem} [json-pointer:${pointer}]`);
  const rule = type === 'modal' ? modal : home;
  rule(view, '/view', complain);
  const blocks = Array.isArray(view['blocks']) ? (view['blocks'] as unknown[]) : [];
  const inputs = blocks.filter((one) => isObject(one) && one['type'] === 'input').length;
  if (type === 'modal' && inputs > 0 && view['submit'] === undefined) {
    complain('missing required field: submit', '/view/submit');
  }
  return found.length > 0
    ? found
    : blockProblems(blocks, mostViewBlocks).map((one) => one.replace('/blocks', '/view/blocks'));
}
