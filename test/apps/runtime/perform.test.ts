import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perform } from '#apps/runtime/perform.ts';
import { deskOf } from '#apps/runtime/run.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import type { Effect, TicketChange } from '#core/effect/effect.ts';
import { judge } from '#core/pipeline.ts';
import { HOUR_MS } from '#core/time.ts';
import type { ClaimRequest } from '#integrations/contract.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;

/** With what tags an alert is claimed while the ticket lacks a change too. */
async function tagsClaimed(change: TicketChange): Promise<ClaimRequest['tags']> {
  const ref = world.complains();
  const { shell } = world.newWorks();
  await world.runs(ref, shell);
  await world.moveBy(25 * HOUR_MS);
  const asked: ClaimRequest[] = [];
  const desks = shell.desks.map((desk) => ({
    ...desk,
    ledger: {
      ...desk.ledger,
      claim: async (...given: Parameters<typeof desk.ledger.claim>) => {
        asked.push(given[1]);
        return await desk.ledger.claim(...given);
      },
    },
  }));
  const watched: Shell = { ...shell, desks };
  const signal = new AbortController().signal;
  await world.lives(async () => {
    const desk = deskOf(ref, watched);
    const record = await desk.source.read(ref, signal);
    const alerts = judge(record, shell.policy, world.time.now()).effects.filter(({ kind }) => kind === 'post-alert');
    const lacking: Effect = { kind: 'change-ticket', key: 'lacking', ticket: ref, change };
    await perform(alerts[0]!, [...alerts, lacking], {
      record,
      desk,
      shell: watched,
      signal,
      judgedUntil: Infinity,
    });
  });
  expect(asked).toHaveLength(1);
  return asked[0]?.tags;
}

describe.each(platforms)('with an alert in %s', (platform) => {
  beforeEach(async () => {
    world = await createWorld({ platform });
  });
  afterEach(() => world.close());

  it('go tags that only show how the complaint stands', async () => {
    expect(await tagsClaimed({ addTags: ['breached'], removeTags: ['warned'] })).toEqual({
      addTags: ['breached'],
      removeTags: ['warned'],
    });
  });

  it('never goes the loss of the tag by which the ticket is found again', async () => {
    expect(await tagsClaimed({ removeTags: ['open'] })).toBeUndefined();
  });

  it('goes no part of a change that says more', async () => {
    expect(await tagsClaimed({ addTags: ['complaint'], fields: { category: 'delivery' } })).toBeUndefined();
    expect(await tagsClaimed({ addTags: ['complaint'], note: 'why' })).toBeUndefined();
  });
});
