import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeLedger } from '#core/effect/ledger-text.ts';
import { judge } from '#core/pipeline.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { graceMs, leaseMs, postOnce, type Claimed, type PostEffect } from '#apps/runtime/claim.ts';
import type { AlertLedger, PostResult } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Desk, Shell } from '#apps/runtime/shell.ts';
import { withChannel } from './with-channel.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let ref: TicketRef;
/** A complaint of 25 hours ago that nobody answered: a card and a breach are due. */
beforeEach(async () => {
  world = await createWorld();
  ref = world.complains();
  await world.moveBy(25 * HOUR_MS);
});
afterEach(() => world.close());

class PowerCut extends Error {}

/** A shell whose process dies at a step: everything it would do after that is never done. */
function dying(step: 'before-post' | 'after-post' | 'after-mark'): Shell {
  const { shell } = world.newWorks();
  const cut = (): never => {
    throw new PowerCut(step);
  };
  const desks = shell.desks.map((desk): Desk => ({
    ...desk,
    ledger: {
      ...desk.ledger,
      mark: async (...given) => {
        if (step === 'after-post') cut();
        await desk.ledger.mark(...given);
        return cut();
      },
    },
  }));
  return withChannel({ ...shell, desks }, step === 'before-post' ? { post: async () => cut() } : {});
}

/** Processes that remember nothing look again, as sweeps would make them, until leases are over. */
async function recovers(): Promise<void> {
  const { shell } = world.newWorks();
  for (let looks = 0; looks < 8; looks += 1) {
    await world.runs(ref, shell);
    await world.moveBy((leaseMs + graceMs) / 2);
  }
}

const headlines = (): string[] =>
  [...world.said('complaints'), ...world.said('complaints-leads')].map((text) => text.split('#')[0] ?? text).toSorted();
const marks = (): unknown[] =>
  world.fakes.slack
    .channelsView()
    .flatMap((channel) =>
      channel.messages
        .flatMap((message) => [message, ...message.replies])
        .map((message) => JSON.stringify(message.metadata)),
    );
const ledger = () => decodeLedger(world.fakes.zendesk.ticket(ref.id)?.fields['recourse_ledger']);

/** Each message carries a mark of its own, and the ledger knows each. */
function expectEachOnce(): void {
  expect(marks().length).toBeGreaterThanOrEqual(2);
  expect(new Set(marks()).size).toBe(marks().length);
  expect(ledger().filter((entry) => entry.kind === 'posted')).toHaveLength(marks().length);
  expect(ledger().filter((entry) => entry.kind === 'claimed')).toEqual([]);
}

describe('one alert, once', () => {
  it('in the ordinary case', async () => {
    await recovers();
    expectEachOnce();
  });

  it.each(['before-post', 'after-post', 'after-mark'] as const)('though the process is killed %s', async (step) => {
    await expect(world.runs(ref, dying(step))).rejects.toThrow(PowerCut);
    await recovers();
    expectEachOnce();
  });

  it('and a killed process is waited for until its message could no longer arrive', async () => {
    await expect(world.runs(ref, dying('before-post'))).rejects.toThrow(PowerCut);
    const { shell } = world.newWorks();
    await world.runs(ref, shell);
    // A run ends where it can only wait, and says until when.
    expect(world.said('complaints')).toEqual([]);
    expect(await world.runs(ref, shell)).toBeGreaterThan(world.time.now());
    await world.moveBy(leaseMs);
    await world.runs(ref, shell);
    expect(world.said('complaints')).toEqual([]);
  });

  it.each([
    ['500-before', 'was not posted, though Slack failed'],
    ['500-after', 'was posted, though Slack failed'],
    ['fatal_error', 'may have been posted, by Slack’s own word'],
    ['reset', 'was cut off'],
    ['reset-after', 'was posted and then cut off'],
    ['hang-after', 'was posted, and never answered'],
  ])('a post of unknown fate is looked for, never repeated: %s, %s', async (kind) => {
    world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind, times: 2 });
    await recovers();
    await recovers();
    expectEachOnce();
  });

  it('a refused post is tried again within its lease', async () => {
    world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind: '429', ms: 3 * SECOND_MS, times: 1 });
    const { shell } = world.newWorks();
    for (let looks = 0; looks < 12; looks += 1) {
      const at = await world.runs(ref, shell);
      if (at !== undefined && at < world.time.now() + MINUTE_MS) await world.time.moveTo(at);
    }
    expectEachOnce();
  });

  it.each([
    { platform: 'zendesk', method: 'PUT' },
    { platform: 'freshdesk', method: 'POST' },
  ] as const)(
    'a claim that waited for $platform as long as a lease has all of it still',
    async ({ platform, method }) => {
      const world = await createWorld({ platform });
      try {
        const ref = world.complains();
        const { shell } = world.newWorks();
        await world.runs(ref, shell);
        await world.moveBy(25 * HOUR_MS);
        const before = world.said('complaints').length;
        world.helpdesk.faults.set({ match: { method }, kind: '429', ms: leaseMs, times: 1 });
        await world.runs(ref, shell);
        expect(world.said('complaints').length).toBeGreaterThan(before);
      } finally {
        await world.close();
      }
    },
  );

  it('though a post was refused at first, and marking the second one failed', async () => {
    const { shell } = world.newWorks();
    let posts = 0;
    let marks = 0;
    const refusing = withChannel(shell, {
      post: async (...given) => {
        posts += 1;
        return posts === 1
          ? { outcome: 'refused', code: 'ratelimited', retryAfterMs: SECOND_MS, permanent: false }
          : await shell.channel.post(...given);
      },
    });
    const refusingFirst: Shell = {
      ...refusing,
      desks: shell.desks.map((desk) => ({
        ...desk,
        ledger: {
          ...desk.ledger,
          mark: async (...given) => {
            marks += 1;
            if (marks === 1) throw new IntegrationError('zendesk', 'unavailable', { message: 'down' });
            return await desk.ledger.mark(...given);
          },
        },
      })),
    };
    for (let looks = 0; looks < 12; looks += 1) {
      await world.runs(ref, refusingFirst).catch(() => undefined);
      await world.moveBy(15 * SECOND_MS);
    }
    await recovers();
    expect(marks).toBeGreaterThan(1);
    expectEachOnce();
  });

  it('with two processes that both think they are alone', async () => {
    const shells = [world.newWorks().shell, world.newWorks().shell];
    await Promise.allSettled(shells.map((shell) => world.runs(ref, shell)));
    await recovers();
    expectEachOnce();
  });

  it('where the channel is archived it waits, and is posted when it is back', async () => {
    world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind: 'is_archived', times: 3 });
    await recovers();
    await recovers();
    expectEachOnce();
  });

  it('a lasting refusal is tried ever more rarely: it is no storm of writes on the ticket', async () => {
    world.fakes.slack.faults.set({ match: { method: 'chat.postMessage' }, kind: 'channel_not_found' });
    const { shell } = world.newWorks();
    const writes = (): number => world.fakes.zendesk.requests()['PUT /tickets/:id'] ?? 0;
    let runs = 0;
    const before = writes();
    for (const until = world.time.now() + 6 * HOUR_MS; world.time.now() < until; runs += 1) {
      const at = await world.runs(ref, shell);
      await world.time.moveTo(Math.max(at ?? until, world.time.now() + SECOND_MS));
    }
    expect(runs).toBeLessThan(40);
    expect(writes() - before).toBeLessThan(20);
    world.fakes.slack.faults.clear();
    await world.moveBy(HOUR_MS);
    await recovers();
    expectEachOnce();
  });

  it('where messages cannot be looked for, nobody posts again', async () => {
    await expect(world.runs(ref, dying('after-post'))).rejects.toThrow(PowerCut);
    world.fakes.slack.faults.set({ match: { method: 'conversations.history' }, kind: 'missing_scope' });
    await recovers();
    expect(world.said('complaints')).toHaveLength(1);
    world.fakes.slack.faults.clear();
    await recovers();
    expectEachOnce();
  });

  it('a lease that ran out while what goes with it was claimed is not posted under', async () => {
    const { shell } = world.newWorks();
    const [desk] = shell.desks;
    const { ledger } = desk!;
    let claims = 0;
    let posts = 0;
    const refused = { outcome: 'refused', code: 'ratelimited', retryAfterMs: SECOND_MS, permanent: false } as const;
    const post = (): Promise<PostResult> => {
      posts += 1;
      return Promise.resolve(refused);
    };
    const slow: AlertLedger = {
      ...ledger,
      claim: async (...given) => {
        claims += 1;
        // It waits for the helpdesk's limits.
        if (claims > 1) await shell.time.sleepUntil(shell.time.now() + leaseMs / 2);
        return await ledger.claim(...given);
      },
    };
    const at: Desk = { ...desk!, ledger: slow };
    const hurried = withChannel({ ...shell, desks: [at] }, { post, postDigest: post });
    const tell = async (chosen: (alerts: readonly PostEffect[]) => readonly PostEffect[]): Promise<Claimed> => {
      const signal = new AbortController().signal;
      const record = await at.source.read(ref, signal);
      const { effects } = judge(record, shell.policy, shell.time.now());
      const [first, ...others] = chosen(effects.filter((effect) => effect.kind === 'post-alert'));
      hurried.refused.clear();
      return await postOnce([first!, ...others], {
        record,
        desk: at,
        shell: hurried,
        signal,
        together: true,
        dueInMs: 0,
        judgedUntil: Infinity,
      });
    };
    await world.lives(async () => {
      await tell(([card]) => [card!]);
      await shell.time.sleepUntil(shell.time.now() + leaseMs * 0.75);
      expect(await tell(([card, breach]) => [breach!, card!])).toMatchObject({ done: false, code: 'LEASE_OVER' });
    });
    expect(posts).toBe(1);
    await recovers();
    expectEachOnce();
  });

  it('what something stronger speaks for by the time it is claimed is not said any more', async () => {
    const other = world.complains();
    // It is warned of from the twentieth hour on, and broken after the twenty-fourth; nobody has looked until now.
    await world.moveBy(24 * HOUR_MS - 20 * SECOND_MS);
    const { shell } = world.newWorks();
    const desks = shell.desks.map((desk): Desk => ({
      ...desk,
      ledger: {
        ...desk.ledger,
        claim: async (...given) => {
          const claimed = await desk.ledger.claim(...given);
          if (given[1].keys.some((key) => key.includes(':warn-'))) {
            await shell.time.sleepUntil(shell.time.now() + leaseMs / 2);
          }
          return claimed;
        },
      },
    }));
    await world.runs(other, { ...shell, desks });
    const keys = (kind: string): readonly string[] =>
      decodeLedger(world.fakes.zendesk.ticket(other.id)?.fields['recourse_ledger']).flatMap((entry) =>
        entry.kind === kind && 'key' in entry ? [entry.key.split(':').slice(0, 2).join(':')] : [],
      );
    expect(keys('posted')).toEqual(['complaint:card', 'acknowledge:breach']);
    expect(keys('covered')).toEqual(['acknowledge:warn-4-hours-before']);
    expect(keys('claimed')).toEqual([]);
  });

  it('says the strongest thing once, and the weaker ones are covered by it', async () => {
    await world.moveBy(30 * HOUR_MS);
    await recovers();
    expect(headlines().filter((text) => /acknowledge the complaint was due/u.test(text))).toHaveLength(1);
    expect(headlines().filter((text) => /acknowledge the complaint, by/u.test(text))).toEqual([]);
    const covered = ledger()
      .filter((entry) => entry.kind === 'covered')
      .map((entry) => entry.key.split(':')[1]);
    expect(covered).toEqual(['warn-4-hours-before']);
  });
});
