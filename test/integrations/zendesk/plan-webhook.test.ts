import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HttpAnswer } from '#integrations/http.ts';
import { planWebhook } from '#integrations/zendesk/plan-webhook.ts';
import type { ZendeskSetupCalls } from '#integrations/zendesk/setup-calls.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
const { signal } = new AbortController();

/** An account of which only webhooks and triggers are there; `turn` decides who is served next. */
function account(turn: () => Promise<void>) {
  const kept: Record<'webhooks' | 'triggers', Row[]> = {
    webhooks: [{ id: 'theirs', endpoint: 'https://else.example/', status: 'active', subscriptions: [] }],
    triggers: [{ id: '1', title: 'Theirs', actions: [] }],
  };
  let made = 1_000;
  const kindOf = (path: string): 'webhooks' | 'triggers' => (path.startsWith('webhooks') ? 'webhooks' : 'triggers');
  const answer = (body: unknown): HttpAnswer => ({ status: 200, body, at: undefined });
  const serve = async (work: () => unknown): Promise<HttpAnswer> => {
    await turn();
    const body = work();
    await turn();
    return answer(body);
  };
  const unused = (): never => {
    throw new Error('not for webhooks');
  };
  const calls: ZendeskSetupCalls = {
    client: unused,
    probe: unused,
    get: (path) => serve(() => ({ [kindOf(path)]: [...kept[kindOf(path)]] })),
    write: ({ method, path, body }) =>
      serve(() => {
        const kind = kindOf(path);
        const id = /\/([\w-]+)/u.exec(path)?.[1];
        if (method === 'DELETE') {
          kept[kind] = kept[kind].filter((row) => row.id !== id);
          return undefined;
        }
        const [name, asked] = Object.entries(body as Record<string, object>)[0] ?? ['', {}];
        if (method !== 'POST') {
          kept[kind] = kept[kind].map((row) => (row.id === id ? { ...row, ...asked } : row));
          return undefined;
        }
        made += 1;
        // All within one second: only their numbers tell which was first.
        const row: Row = { ...asked, id: String(made), created_at: '2026-11-23T09:00:00Z' };
        kept[kind].push(row);
        return { [name]: row };
      }),
  };
  return { calls, kept };
}

test('however many provision at the same instant, one webhook is left and one trigger that calls it', async () => {
  let races = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, people) => {
      const { calls, kept } = account(() => scheduler.schedule(Promise.resolve()));
      const plan = { account: 'acme', ourOrigin: 'https://recourse.example' };
      const provision = async (): Promise<void> => {
        for (const { perform } of await planWebhook(calls, plan, signal)) await perform?.(signal);
      };
      await scheduler.waitFor(Promise.all(Array.from({ length: people }, provision)));
      const [theirs, ...webhooks] = kept.webhooks;
      const [rule, ...triggers] = kept.triggers;
      expect([theirs?.id, rule?.id, webhooks.length, triggers.length]).toEqual(['theirs', '1', 1, 1]);
      expect(JSON.stringify(triggers[0]?.['actions'])).toContain(`"${webhooks[0]?.id}"`);
      if (Number(triggers[0]?.id) > 1_002) races += 1;
    }),
    { numRuns: 300 },
  );
  // Not one after the other: several had made theirs before they saw another's.
  expect(races).toBeGreaterThan(30);
});
