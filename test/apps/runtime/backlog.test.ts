import { expect, test } from 'vitest';
import { createArrears } from '#apps/runtime/arrears.ts';
import { createBacklog } from '#apps/runtime/backlog.ts';
import type { Engine } from '#apps/runtime/engine.ts';
import { createSimulatedTime } from '#apps/sandbox/simulated-time.ts';
import type { FoundPage } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { never } from '#test/contract/helpdesk.ts';

/** A list of three pages; `refuses` says which places it does not take. */
function setUp(refuses: (cursor: string) => boolean) {
  const time = createSimulatedTime(0);
  const arrears = createArrears();
  const told: string[] = [];
  let asked = 0;
  const enqueue: Engine['enqueue'] = ({ id }) => {
    told.push(id);
    arrears.end(id, arrears.begin(), true);
  };
  const list = async (cursor = '1'): Promise<FoundPage> => {
    asked += 1;
    if (asked > 100) throw new Error('it never ends');
    if (refuses(cursor)) throw new IntegrationError('zendesk', 'rejected', { message: 'not known' });
    const ref = { platform: 'zendesk', account: 'acme', id: cursor };
    const next = cursor === '3' ? undefined : String(Number(cursor) + 1);
    return { tickets: [ref], cursor: next, more: next !== undefined };
  };
  const engine = { enqueue } as Engine;
  const backlog = createBacklog({ list, time, engine, arrears, from: undefined, elsewhere: () => false });
  return { backlog, told, asked: () => asked };
}

test('a place that is forgotten again and again costs a beginning each time, and no ticket', async () => {
  const forgotten = new Set(['2', '3']);
  const { backlog, told } = setUp((cursor) => forgotten.delete(cursor));
  await backlog.read(never, () => undefined);
  expect([told, backlog.isDone]).toEqual([['1', '2', '3'], true]);
});

test('a place that is refused for ever is told as a failure, and gone on from once it is taken', async () => {
  let refused = true;
  const { backlog, told, asked } = setUp((cursor) => refused && cursor === '3');
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(backlog.read(never, () => undefined)).rejects.toThrow(IntegrationError);
  }
  expect(asked()).toBeLessThan(20);
  refused = false;
  await backlog.read(never, () => undefined);
  expect([told, backlog.isDone]).toEqual([['1', '2', '3'], true]);
});
