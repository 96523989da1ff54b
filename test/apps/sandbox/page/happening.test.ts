import { happenings, plainWords, postedAt, ticketOf } from '#apps/sandbox/page/happening.ts';
import type { SandboxState } from '#apps/sandbox/model.ts';
import { describe, expect, test } from 'vitest';
import { createDemoModel } from '../demo-model.ts';
import type { DemoModel } from '../demo-model.ts';

const hour = 3_600_000;

/** What is told between two moments of the demonstration. */
async function told(model: DemoModel, act: () => Promise<void>): Promise<readonly string[]> {
  const before = model.state();
  await act();
  return happenings(before, model.state()).map(({ words }) => words);
}

describe('what happened', () => {
  test('is told in the order in which it happened, each thing at its own instant', async () => {
    const model = createDemoModel();
    const before = model.state();
    await model.moveBy(hour);
    const news = happenings(before, model.state());
    expect(news.map(({ words }) => words)).toEqual([
      'Ingrid Soler wrote in: “Love the new lamps” (#1002)',
      '#1001 is now pending',
      'Priya Nair replied in public on #1001',
      'Margaret Oyelaran wrote in: “Third missed delivery — bed for my mother” (#1003)',
      'Recourse recognised #1003 as a complaint and started its clocks',
      'Slack told #complaints: New complaint, high severity: #1003',
    ]);
    expect(new Date(news.at(-1)?.at ?? 0).toISOString()).toBe('2026-03-02T08:48:00.000Z');
    expect(news.at(-1)).toMatchObject({ ticket: 'zendesk:fernhill:1003', weight: 3 });
  });

  test('is not told again', async () => {
    const model = createDemoModel();
    await model.moveBy(26 * hour);
    expect(happenings(model.state(), model.state())).toEqual([]);
  });

  test('tells a note from a public reply', async () => {
    const model = createDemoModel();
    const at = { platform: 'zendesk', id: '1001' };
    expect(await told(model, async () => model.reply({ ...at, public: true, text: 'Hello' }))).toEqual([
      'Priya Nair replied in public on #1001',
    ]);
    expect(await told(model, async () => model.reply({ ...at, public: false, text: 'Hm' }))).toEqual([
      'Priya Nair left an internal note on #1001',
    ]);
  });

  test('names who pressed which button', async () => {
    const model = createDemoModel();
    await model.moveBy(hour);
    const ts = model.state().channels[0]?.messages[0]?.ts ?? '';
    expect(await told(model, async () => model.press({ channel: 'complaints', ts, action: 'recourse_take' }))).toEqual([
      'Dana Whitlock took on the alert about #1003; the ticket shows it',
    ]);
  });

  test('includes the plug', async () => {
    const model = createDemoModel();
    expect((await told(model, async () => model.killServer())).join()).toMatch(/The plug is pulled/);
    expect((await told(model, async () => model.startServer())).join()).toMatch(/up again/);
  });

  test('is everything, for a page that has just been opened', async () => {
    const model = createDemoModel();
    await model.moveBy(30 * hour);
    const words = happenings(undefined, model.state()).map((one) => one.words);
    expect(words).toContain('Recourse recognised #1003 as a complaint and started its clocks');
    expect(words).toContain('Margaret Oyelaran wrote again on #1003');
    expect(words.filter((one) => one.startsWith('Slack alerted'))).toHaveLength(2);
  });
});

test('a fallback text loses its markup and its pictures, never its words', () => {
  expect(plainWords('🟠 *Due soon*: <https://x.example/1|#1> Tom &amp; &lt;Sons&gt;')).toBe(
    'Due soon: #1 Tom & <Sons>',
  );
});

test('a message says when it was posted', () => {
  expect(postedAt('1772442000.000100')).toBe(1_772_442_000_000);
});

test('a message that no ledger knows is told by the address in it', async () => {
  const model = createDemoModel();
  await model.moveBy(hour);
  const state: SandboxState = {
    ...model.state(),
    tickets: model.state().tickets.map((ticket) => ({ ...ticket, ledger: [] })),
  };
  const [channel] = state.channels;
  const [message] = channel?.messages ?? [];
  if (channel === undefined || message === undefined) throw new Error('the demonstration posted nothing');
  expect(ticketOf(message, channel, state.tickets)).toBe('zendesk:fernhill:1003');
});
