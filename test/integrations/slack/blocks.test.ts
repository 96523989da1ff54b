import type { KnownBlock } from '@slack/types';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlertMessage } from '#core/effect/effect.ts';
import { renderAlert } from '#integrations/slack/blocks.ts';
import {
  blocksPerMessage,
  buttonTextLength,
  elementsPerContext,
  fallbackTextLength,
  fieldTextLength,
  fieldsPerSection,
  headerTextLength,
  messageTextLength,
  sectionTextLength,
} from '#integrations/slack/limits.ts';
import { normalisePress } from '#integrations/slack/normalise.ts';
import { anyAlert, collected, sharedText, tricks } from './naughty.ts';

const mark = 'a'.repeat(64);
const base: AlertMessage = {
  kind: 'card',
  ticket: { platform: 'zendesk', account: 'acme', id: '4812' },
  url: 'https://acme.zendesk.com/agent/tickets/4812',
  tone: 'warning',
  headline: 'Acknowledgement due in 30 minutes',
  subject: 'Engineer never turned up',
  facts: [
    { label: 'Due', value: { kind: 'instant', at: Date.UTC(2026, 10, 21, 15, 12) } },
    { label: 'Complainant', value: { kind: 'ticket', text: 'J. D.' } },
    { label: 'Severity', value: { kind: 'words', text: 'High, vulnerable customer' } },
  ],
  footnote: 'Policy practice@3 · recognised as a complaint',
  actions: ['acknowledge', 'take', 'escalate', 'open'],
};

interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
  readonly emoji?: boolean;
  readonly verbatim?: boolean;
}

/** Every text object of a message, wherever it stands. */
function textObjects(value: unknown): TextObject[] {
  if (Array.isArray(value)) return value.flatMap(textObjects);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as Partial<TextObject>;
  const own = (type === 'plain_text' || type === 'mrkdwn') && typeof text === 'string' ? [value as TextObject] : [];
  return [...own, ...Object.values(value).flatMap(textObjects)];
}

const ourDate = /<!date\^\d+\^\{date_short_pretty\} at \{time\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>/g;
const ourBold = /^((?:🔵|🟠|🔴|🟢) )?\*([^*\n]+)\*/u;

/** What Slack would read in mrkdwn beside plain words, our own dates and the bold of a label or headline taken out. */
function meaningsIn(mrkdwn: string): string[] {
  const rest = mrkdwn.replace(ourDate, '').replace(ourBold, '$1$2');
  return [
    ...(rest.match(/[<>*_~`]/g) ?? []),
    ...(rest.match(/&(?!(?:amp|lt|gt);)/g) ?? []),
    ...(rest.match(/(?:^|\n)\s*&gt;/g) ?? []),
    ...(rest.match(/(?<![\p{L}\p{N}]):[\p{L}\p{N}_+'-]+:/gu) ?? []),
  ];
}

function expectWithin(block: KnownBlock): void {
  const longest = (value: unknown): number => Math.max(0, ...textObjects(value).map((one) => one.text.length));
  if (block.type === 'header') expect(longest(block)).toBeLessThanOrEqual(headerTextLength);
  if (block.type === 'section') {
    expect(longest(block.text)).toBeLessThanOrEqual(sectionTextLength);
    expect(longest(block.fields)).toBeLessThanOrEqual(fieldTextLength);
    expect(block.fields?.length ?? 1).toBeLessThanOrEqual(fieldsPerSection);
  }
  if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(elementsPerContext);
  if (block.type === 'actions') expect(longest(block)).toBeLessThanOrEqual(buttonTextLength);
}

function expectSafe(message: AlertMessage): void {
  const { text, blocks } = renderAlert(message, { mark });
  expect(blocks.length).toBeLessThanOrEqual(blocksPerMessage);
  for (const block of blocks) expectWithin(block);
  expect(text.length).toBeLessThanOrEqual(fallbackTextLength);
  const objects = textObjects(blocks);
  expect(objects.reduce((sum, one) => sum + one.text.length, text.length)).toBeLessThanOrEqual(messageTextLength);
  for (const one of objects) {
    if (one.type === 'mrkdwn') {
      expect(one.verbatim).toBe(true);
      expect(meaningsIn(one.text)).toEqual([]);
    } else {
      expect(one.text).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
    }
    expect(one.text).not.toMatch(/[\p{Bidi_Control}\u200b-\u200d\u2060\ufeff]/u);
  }
  expect(meaningsIn(text)).toEqual([]);
}

test('a card says what is at stake, about which ticket, the facts in two columns, the buttons and the small print', () => {
  const { text, blocks } = renderAlert(base, { mark });
  expect(text).toBe('🟠 Acknowledgement due in 30 minutes: #4812 Engineer never turned up');
  expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'actions', 'context']);
  expect(blocks[0]).toMatchObject({ text: { text: '🟠 Acknowledgement due in 30 minutes' } });
  expect(blocks[1]).toMatchObject({
    text: { type: 'plain_text', text: '#4812 · Engineer never turned up', emoji: false },
  });
  expect(blocks[2]).toMatchObject({
    fields: [
      { text: '*Due*\n<!date^1795273920^{date_short_pretty} at {time}|2026-11-21 15:12 UTC>' },
      { text: '*Complainant*\nJ. D.' },
      { text: '*Severity*\nHigh, vulnerable customer' },
    ],
  });
});

test('a button brings back the ticket and the mark of its message, and nothing of the ticket’s text', () => {
  const { blocks } = renderAlert(base, { mark });
  const row = blocks.find((block) => block.type === 'actions');
  expect(row?.elements).toMatchObject([
    {
      action_id: 'recourse_acknowledge',
      style: 'primary',
      value: JSON.stringify({ v: 1, t: 'zendesk:acme:4812', c: mark }),
    },
    { action_id: 'recourse_take' },
    { action_id: 'recourse_escalate', style: 'danger' },
    { action_id: 'recourse_open', url: base.url },
  ]);
  const [acknowledge] = row?.elements ?? [];
  const press = normalisePress({
    type: 'block_actions',
    user: { id: 'U1', name: 'sam' },
    channel: { id: 'C1' },
    message: { ts: '1.2' },
    actions: [{ ...acknowledge, action_ts: '3.4' }],
  });
  expect(press).toMatchObject({ ticket: base.ticket, action: 'acknowledge', mark });
});

test('an action named twice is one button: Slack refuses two of one name', () => {
  const { blocks } = renderAlert({ ...base, actions: ['take', 'open', 'take'] });
  const row = blocks.find((block) => block.type === 'actions');
  expect(row?.elements.map((one) => one.action_id)).toEqual(['recourse_take', 'recourse_open']);
});

test('a reply is one line with small print', () => {
  const { blocks } = renderAlert({ ...base, kind: 'breach', tone: 'broken', actions: [] }, { mark });
  expect(blocks.map(({ type }) => type)).toEqual(['section', 'context', 'context']);
  expect(blocks[0]).toMatchObject({ text: { type: 'mrkdwn', text: '🔴 *Acknowledgement due in 30 minutes*' } });
});

test('who is on call is called by the reply, by the id of the policy alone, and named where it gives none', () => {
  const onCall = (member: string | undefined): AlertMessage => ({
    ...base,
    kind: 'level',
    headline: 'Escalated to Team lead, on call Amara',
    facts: [
      { label: 'On call', value: { kind: 'person', name: 'Amara', member } },
      { label: 'Promise', value: { kind: 'words', text: 'within 24 hours' } },
    ],
  });
  const texts = (member: string | undefined): unknown[] => {
    const [line, , context] = renderAlert(onCall(member), { mark }).blocks as unknown as [
      { readonly text: TextObject },
      unknown,
      { readonly elements: readonly TextObject[] },
    ];
    return [line.text.text, context.elements.map(({ text }) => text)];
  };
  expect(texts('U04AMARA0K1')).toEqual([
    '🟠 *Escalated to Team lead, on call Amara*\nOn call: <@U04AMARA0K1>',
    ['Promise: within 24 hours', base.footnote],
  ]);
  const named = [
    '🟠 *Escalated to Team lead, on call Amara*',
    ['On call: Amara', 'Promise: within 24 hours', base.footnote],
  ];
  for (const member of [undefined, '!channel', 'C0123456789', 'U04AMARA0K1> <!here', 'u04amara0k1']) {
    expect(texts(member)).toEqual(named);
  }
});

test('a channel is a link where its id is known, and its name in words otherwise', () => {
  const card = (channel: string): unknown =>
    renderAlert({ ...base, facts: [{ label: 'Alerts now go to', value: { kind: 'channel', channel } }] }, { mark })
      .blocks[2];
  expect(card('C0URGENT00')).toMatchObject({ fields: [{ text: '*Alerts now go to*\n<#C0URGENT00>' }] });
  expect(card('complaints-urgent')).toMatchObject({ fields: [{ text: '*Alerts now go to*\n#complaints-urgent' }] });
  expect(card('!channel>')).toMatchObject({ fields: [{ text: '*Alerts now go to*\n#!channel&gt;' }] });
});

test('a ticket whose address is no web address gets no link', () => {
  const { blocks } = renderAlert({ ...base, url: 'javascript:alert(1)', actions: ['open'] });
  expect(JSON.stringify(blocks)).not.toContain('javascript');
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false);
});

test('a ticket without subject says so, and empty words leave no empty block', () => {
  const { blocks } = renderAlert({ ...base, subject: '\u200b ', headline: '', footnote: ' ', facts: [] });
  expect(blocks[0]).toMatchObject({ text: { text: '🟠 Complaint' } });
  expect(blocks[1]).toMatchObject({ text: { text: '#4812 · no subject' } });
  expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'actions']);
});

test('every trick, in every place, means nothing to Slack', () => {
  for (const trick of [...tricks, ...collected()]) {
    for (const kind of ['card', 'breach'] as const) {
      const facts = [{ label: trick, value: { kind: 'ticket' as const, text: trick } }];
      expectSafe({ ...base, kind, headline: trick, subject: trick, footnote: trick, facts });
    }
  }
});

test('no alert whatever mentions, links, formats or outgrows anything', () => {
  fc.assert(fc.property(anyAlert(), expectSafe), { numRuns: 1_500 });
});

const schema = sharedText('slack/block-kit-schema/slack-block-kit.subset.schema.json');
test.skipIf(schema === undefined)(
  'every message keeps to the Block Kit schema (skipped where the schema is not at hand)',
  () => {
    const ajv = new Ajv2020({ strict: false, formats: { uri: (text: string) => URL.canParse(text) } });
    const validate = ajv.compile(JSON.parse(schema ?? '{}') as object);
    const check = (message: AlertMessage): void => {
      expect(validate(renderAlert(message, { mark }).blocks), JSON.stringify(validate.errors)).toBe(true);
    };
    for (const trick of [...tricks, ...collected()])
      check({ ...base, headline: trick, subject: trick, footnote: trick });
    fc.assert(fc.property(anyAlert(), check), { numRuns: 1_500 });
  },
);
