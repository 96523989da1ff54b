import type { ComponentChildren, VNode } from 'preact';
import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';

import { Blocks, Message, type SlackAction } from '#apps/sandbox/page/slack-blocks.tsx';

/** What the page would hold: elements with their properties, and text. */
interface Drawn {
  readonly tag: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly (Drawn | string)[];
}

/** Draws without a browser: the components keep no state, so calling them is drawing them. */
function draw(node: ComponentChildren): (Drawn | string)[] {
  if (node === null || node === undefined || typeof node === 'boolean') return [];
  if (typeof node === 'string' || typeof node === 'number') return [String(node)];
  if (Array.isArray(node)) return node.flatMap((one: ComponentChildren) => draw(one));
  const { type, props } = node as VNode<Record<string, unknown> & { children?: ComponentChildren }>;
  if (typeof type === 'function') return draw((type as (given: unknown) => ComponentChildren)(props));
  const { children, ...rest } = props;
  return [{ tag: type, props: rest, children: draw(children) }];
}

function all(drawn: readonly (Drawn | string)[]): Drawn[] {
  return drawn.flatMap((one) => (typeof one === 'string' ? [] : [one, ...all(one.children)]));
}

function words(drawn: readonly (Drawn | string)[]): string {
  return drawn.map((one) => (typeof one === 'string' ? one : words(one.children))).join('');
}

const reader = {
  people: (id: string) => (id === 'U1' ? 'Mara Lind' : undefined),
  channels: (id: string) => (id === 'C1' ? 'complaints' : undefined),
  now: Date.parse('2026-03-02T13:00:00Z'),
  timeZone: 'UTC',
};

function drawBlocks(blocks: readonly unknown[] | undefined, onAction: (action: SlackAction) => void = () => undefined) {
  return draw(Blocks({ ...reader, blocks, fallbackText: 'fallback <https://a.example|link>', onAction }));
}

/** What an element does when something happens to it. */
function handler(drawn: Drawn | undefined, name: string): (event?: unknown) => void {
  return drawn?.props[name] as (event?: unknown) => void;
}

const find = (drawn: readonly (Drawn | string)[], tag: string) => all(drawn).filter((one) => one.tag === tag);
const button = (more: object) => [
  {
    type: 'actions',
    block_id: 'b',
    elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Take it' }, ...more }],
  },
];

test('a card is drawn with its heading, fields, mentions, date, quote and small print', () => {
  const drawn = drawBlocks([
    { type: 'header', text: { type: 'plain_text', text: ':warning: Reply due' } },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: '*<https://acme.zendesk.com/agent/tickets/7|#7>* for <@U1> in <#C1>\n&gt; &lt;b&gt; &amp; more',
      },
      fields: [{ type: 'mrkdwn', text: '*Due*\n<!date^1772464320^{date_short_pretty} at {time}|2 March>' }],
    },
    { type: 'divider' },
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'policy `v1`' }] },
  ]);
  expect(words(find(drawn, 'h3'))).toBe('⚠️ Reply due');
  expect(find(drawn, 'a').map((one) => one.props)).toEqual([
    {
      class: 'slack-link',
      href: 'https://acme.zendesk.com/agent/tickets/7',
      target: '_blank',
      rel: 'noopener noreferrer',
    },
  ]);
  expect(
    all(drawn)
      .filter((one) => one.props['class'] === 'slack-mention')
      .map((one) => words([one])),
  ).toEqual(['@Mara Lind', '#complaints']);
  expect(words(find(drawn, 'blockquote'))).toBe('<b> & more');
  expect(words(find(drawn, 'time'))).toBe('today at 3:12 PM');
  expect(words(find(drawn, 'code'))).toBe('v1');
  expect(find(drawn, 'hr')).toHaveLength(1);
});

test('plain text is drawn as it is written', () => {
  const text = '*not bold* <https://evil.example|x> <!channel> &amp;';
  const drawn = drawBlocks([{ type: 'section', text: { type: 'plain_text', text } }]);
  expect(words(drawn)).toBe(text);
  expect(find(drawn, 'a')).toEqual([]);
});

test('a button is a real one and says what was pressed', () => {
  const onAction = vi.fn<(action: SlackAction) => void>();
  const [drawn] = find(
    drawBlocks(button({ value: 'k1', style: 'primary', accessibility_label: 'Take ticket 7' }), onAction),
    'button',
  );
  expect(drawn?.props).toMatchObject({
    type: 'button',
    class: 'slack-button slack-button-primary',
    'aria-label': 'Take ticket 7',
  });
  handler(drawn, 'onClick')();
  expect(onAction).toHaveBeenCalledExactlyOnceWith({ actionId: 'a', blockId: 'b', value: 'k1' });
});

test('a button with a style of no kind looks like any other', () => {
  const [drawn] = find(drawBlocks(button({ style: 'x" onload="y' })), 'button');
  expect(drawn?.props['class']).toBe('slack-button');
});

test('a button that asks for confirmation opens the question and acts only on yes', () => {
  const onAction = vi.fn<(action: SlackAction) => void>();
  const words = (text: string) => ({ type: 'plain_text', text });
  const confirm = {
    title: words('Sure?'),
    text: words('It cannot be undone.'),
    confirm: words('Yes'),
    deny: words('No'),
  };
  const drawn = drawBlocks(button({ confirm }), onAction);
  const [open, no, yes] = find(drawn, 'button');
  expect(find(drawn, 'dialog')[0]?.props['aria-label']).toBe('Sure?');
  const event = { currentTarget: { closest: () => ({ close: () => undefined }) } };
  handler(no, 'onClick')(event);
  expect(open?.props['aria-haspopup']).toBe('dialog');
  expect(onAction).not.toHaveBeenCalled();
  handler(yes, 'onClick')(event);
  expect(onAction).toHaveBeenCalledOnce();
});

test('a menu offers its options and tells the chosen value', () => {
  const onAction = vi.fn<(action: SlackAction) => void>();
  const options = [{ text: { type: 'plain_text', text: 'One hour' }, value: '1h' }];
  const drawn = drawBlocks(
    [
      {
        type: 'actions',
        block_id: 'b',
        elements: [
          { type: 'static_select', action_id: 's', options, placeholder: { type: 'plain_text', text: 'Snooze' } },
        ],
      },
    ],
    onAction,
  );
  const [menu] = find(drawn, 'select');
  expect(menu?.props['aria-label']).toBe('Snooze');
  handler(menu, 'onChange')({ currentTarget: { value: '1h' } });
  expect(onAction).toHaveBeenCalledExactlyOnceWith({ actionId: 's', blockId: 'b', value: '1h' });
});

test('without blocks the fallback text is the message', () => {
  expect(words(drawBlocks(undefined))).toBe('fallback link');
  expect(words(drawBlocks([]))).toBe('fallback link');
});

test('a message shows who wrote it, when, how often it was edited and who alone sees it', () => {
  const message = { ts: '1772464320.000100', text: 'hello', edited: 2, ephemeralFor: 'U1', broadcast: true };
  const drawn = draw(
    Message({ ...reader, message, author: { name: 'Recourse', isApp: true }, onAction: () => undefined }),
  );
  expect(words(drawn)).toBe('ROnly visible to Mara Lindreplied to a threadRecourseAPP3:12 PMhello(edited 2 times)');
});

test('whatever is given for blocks, nothing but a safe address is opened or loaded and nothing throws', () => {
  const keys = [
    'type',
    'text',
    'elements',
    'fields',
    'accessory',
    'url',
    'image_url',
    'alt_text',
    'options',
    'confirm',
    'style',
    'value',
    'dangerouslySetInnerHTML',
    'onClick',
  ];
  const values = fc.constantFrom(
    'header',
    'section',
    'context',
    'actions',
    'image',
    'button',
    'overflow',
    'mrkdwn',
    'plain_text',
    'javascript:alert(1)',
    '<javascript:x|y>',
    '<https://a.example|y>',
    '*x* _y_',
  );
  const { block } = fc.letrec<{ block: unknown }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue(),
      values,
      fc.dictionary(fc.constantFrom(...keys), fc.oneof(values, tie('block'), fc.array(tie('block'), { maxLength: 3 }))),
    ),
  }));
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      for (const { tag, props } of all(drawBlocks(blocks))) {
        const { href, src } = props;
        for (const address of [href, src]) if (address !== undefined) expect(address).toMatch(/^(https?:\/\/|mailto:)/);
        expect(props).not.toHaveProperty('dangerouslySetInnerHTML');
        expect(['script', 'iframe', 'style', 'object', 'form']).not.toContain(tag);
      }
    }),
    { numRuns: 2000 },
  );
});
