import { expect, test } from 'vitest';
import { createArrears } from '#apps/runtime/arrears.ts';
import { createEmbeddedEngine } from '#apps/runtime/engine-embedded.ts';
import { createLog } from '#apps/runtime/log.ts';
import { createPlaceKeeper, forgetful } from '#apps/runtime/place-keeper.ts';
import { createProgress } from '#apps/runtime/progress.ts';
import type { Desk } from '#apps/runtime/shell.ts';
import { createSweep } from '#apps/runtime/sweep.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { TicketRef } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';

const refs = (account: string, count: number): readonly TicketRef[] =>
  Array.from({ length: count }, (_, n) => ({ platform: 'zendesk', account, id: String(n + 1) }));

test('what a full queue dropped is run, however busy other accounts keep the engine', async () => {
  const time = createSimulatedTime(0);
  const log = createLog('silent');
  const arrears = createArrears();
  const seen = new Set<string>();
  const engine = createEmbeddedEngine({
    time,
    log,
    atOnce: 2,
    mostWaiting: 20,
    run: async ({ account, id }) => {
      const begun = arrears.begin();
      await time.sleepUntil(time.now() + SECOND_MS);
      if (account === 'swept') {
        arrears.end(id, begun, true);
        seen.add(id);
      }
      return undefined;
    },
  });
  const tickets = refs('swept', 40);
  // It tells of each change once.
  const changesSince = async (from: unknown) => ({
    tickets: typeof from === 'string' ? [] : tickets,
    cursor: 'told',
    more: false,
  });
  const none = async () => ({ tickets: [], cursor: undefined, more: false });
  const desk = {
    platform: 'zendesk',
    account: 'swept',
    source: { changesSince, tagged: none },
    backlog: { unsolved: none },
  } as unknown as Desk;
  const on = { time, log, judgedBy: 'test' };
  const keeper = createPlaceKeeper(desk, { ...on, store: forgetful });
  const progress = createProgress({ time, log, terminal: undefined });
  const sweep = createSweep(desk, { ...on, engine, arrears, keeper, progress, everyMs: MINUTE_MS, lookBackMs: 0 });
  const over = new AbortController();
  const sweeping = sweep.keepSweeping(over.signal);
  // More hints of another account than can be run.
  for (let second = 0; second < 10 * 60; second += 1) {
    for (const ref of refs('busy', 5)) engine.enqueue({ ...ref, id: `${second}${ref.id}` });
    await time.moveTo(time.now() + SECOND_MS);
  }
  expect(engine.waiting).toBeGreaterThan(0);
  expect(seen.size).toBe(tickets.length);
  over.abort(new Error('over'));
  await sweeping;
});
