import { afterEach, beforeEach, expect, test } from 'vitest';

import { blockProblems, blockTextLength } from '#apps/sandbox/fake-slack/blocks.ts';
import { card, startSlack, type Running } from './workspace-for-tests.ts';

let run: Running;
beforeEach(async () => {
  run = await startSlack();
});
afterEach(() => run.close());

const section = (text: string, more: object = {}) => ({ type: 'section', text: { type: 'mrkdwn', text }, ...more });
const button = (action_id: string) => ({ type: 'button', action_id, text: { type: 'plain_text', text: 'Go' } });
const post = async (blocks: unknown) =>
  (await run.call('chat.postMessage', { channel: run.channel, text: 'x', blocks })).body;

test('refused blocks are told with a sentence and a pointer for each fault, in both of the places', async () => {
  const fields = [{ type: 'mrkdwn', text: 'x'.repeat(2001) }];
  const said = [
    'must be less than 2001 characters [json-pointer:/blocks/1/fields/0/text]',
    'unsupported type: marquee [json-pointer:/blocks/2/type]',
  ];
  expect(await post([section('x'), { type: 'section', fields }, { type: 'marquee' }])).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: said,
    response_metadata: { messages: said.map((one) => `[ERROR] ${one}`) },
  });
  expect(run.slack.channelsView()[0]?.messages).toEqual([]);
});

test('a message takes 50 blocks and not one more', async () => {
  const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }));
  expect(await post(blocks.slice(1))).toMatchObject({ ok: true });
  expect(await post(blocks)).toMatchObject({
    error: 'invalid_blocks',
    errors: ['no more than 50 items allowed [json-pointer:/blocks]'],
  });
});

test('all text of a message together has a limit, under the name that each method has for it', async () => {
  const most = [...Array.from({ length: 4 }, () => section('x'.repeat(3000))), section('x'.repeat(1200))];
  expect(blockTextLength(most)).toBe(13_200);
  const { ts } = await post(most);
  expect(typeof ts).toBe('string');
  const more = [...most, { type: 'context', elements: [{ type: 'plain_text', text: 'x' }] }];
  expect(await post(more)).toEqual({ ok: false, error: 'msg_blocks_too_long' });
  expect((await run.call('chat.update', { channel: run.channel, ts, blocks: more })).body['error']).toBe(
    'msg_too_long',
  );
});

test('names are used once: an action within its block, a block within its message', () => {
  expect(blockProblems([{ type: 'actions', elements: [button('a'), button('b'), button('a')] }])).toEqual([
    'action_id a already exists for another element [json-pointer:/blocks/0/elements/2/action_id]',
  ]);
  expect(
    blockProblems([
      { type: 'actions', elements: [button('a')] },
      { type: 'actions', elements: [button('a')] },
    ]),
  ).toEqual([]);
  expect(blockProblems([section('x', { block_id: 'b' }), section('y', { block_id: 'b' })])).toEqual([
    'block_id b already exists [json-pointer:/blocks/1/block_id]',
  ]);
});

test('blocks without an id are given one when they are handed back, and a press names it', async () => {
  const { message } = await post(card);
  const ids = (message as { blocks: { block_id: string }[] }).blocks.map((one) => one.block_id);
  expect(ids[2]).toBe('actions');
  expect(new Set(ids).size).toBe(4);
  expect(ids.every((one) => one !== '')).toBe(true);
});
