import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Works } from '#apps/runtime/compose.ts';
import type { Waiting } from '#apps/runtime/pending.ts';
import { whatToDo } from '#apps/server/what-to-do.ts';
import { agents } from '#apps/sandbox/company/people.ts';
import type { TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { withChannel } from './with-channel.ts';
import { createWorld, platforms, type World } from './world.ts';

let world: World;
let works: Works;
let ref: TicketRef;
let stopping: AbortController;

const slack = () => world.fakes.slack;
const waiting = (): readonly Waiting[] => works.shell.pending.all();
const codes = (): readonly string[] => [...new Set(waiting().map(({ code }) => code))].toSorted();
const marks = (): unknown[] =>
  slack()
    .recorded()
    .filter(({ method, ok }) => method === 'chat.postMessage' && ok)
    .map(({ args }) => JSON.stringify(args['metadata']));

/** What was posted of a ticket: where it was merged into another, that one is told of for itself. */
const told = ({ id }: TicketRef): unknown[] =>
  slack()
    .recorded()
    .filter(({ method, ok, args }) => method === 'chat.postMessage' && ok && String(args['text']).includes(`#${id} `));

/** The marks of what stands in Slack, whatever was answered when it was posted. */
const standing = (): unknown[] =>
  slack()
    .channelsView()
    .flatMap(({ messages }) => messages.flatMap((message) => [message, ...message.replies]))
    .map(({ metadata }) => JSON.stringify(metadata));

/** A complaint of 25 hours ago that nobody answered: a card and a breach are due. */
async function open(platform: (typeof platforms)[number]): Promise<void> {
  world = await createWorld({ platform });
  ref = world.complains();
  await world.moveBy(25 * HOUR_MS);
  begin();
}

/** A process that remembers nothing begins to work; without sweeps, so that what it retries it retries by itself. */
function begin(): void {
  works = world.newWorks();
  stopping = new AbortController();
  void works.engine.keepTime(stopping.signal);
  works.engine.enqueue(ref);
}

afterEach(async () => {
  stopping.abort();
  await world.lives(() => works.engine.stop(0));
  await world.close();
});

/** The card, the breach, and a level that was climbed meanwhile; nothing is left. */
function expectEachOnce(): void {
  expect(marks().length).toBeGreaterThanOrEqual(2);
  expect(new Set(marks()).size).toBe(marks().length);
  expect(waiting()).toEqual([]);
}

const always = { times: Infinity };

interface Failure {
  readonly name: string;
  readonly breaks: () => void;
  readonly mends: () => void;
  readonly code: string;
  readonly toDo: RegExp;
  readonly lastsMs?: number;
}

const refused = (code: string, toDo: RegExp): Omit<Failure, 'name'> => ({
  breaks: () => slack().faults.set({ match: { method: 'chat.postMessage' }, kind: code, ...always }),
  mends: () => slack().faults.clear(),
  code,
  toDo,
});

const ofSlack: readonly Failure[] = [
  { name: 'the channel is archived', ...refused('is_archived', /Unarchive/u) },
  { name: 'the channel was renamed or deleted', ...refused('channel_not_found', /Name a channel that exists/u) },
  { name: 'the bot is not in the channel', ...refused('not_in_channel', /Invite the app/u) },
  { name: 'the bot was removed from the team', ...refused('user_removed_from_team', /Install the Slack app/u) },
  { name: 'a scope is missing', ...refused('missing_scope', /scopes of its manifest/u) },
  { name: 'the token has expired, rotated elsewhere', ...refused('token_expired', /new bot token/u) },
  { name: 'the workspace uninstalled the app', ...refused('account_inactive', /Install the Slack app/u) },
  { name: 'the message is too long', ...refused('msg_too_long', /report it/u) },
  {
    name: 'the token was revoked',
    breaks: () => slack().revokeToken(),
    mends: () => slack().restoreToken(),
    code: 'token_revoked',
    toDo: /new bot token/u,
  },
  {
    name: 'Slack answers nobody',
    breaks: () => slack().faults.set({ match: {}, kind: '500', ...always }),
    mends: () => slack().faults.clear(),
    code: 'http_500',
    toDo: /Slack does not answer/u,
    lastsMs: HOUR_MS,
  },
];

describe.each(platforms)('an alert of %s is kept, seen, and posted once it can be', (platform) => {
  it.each(ofSlack)('$name', async ({ breaks, mends, code, toDo, lastsMs = 10 * MINUTE_MS }) => {
    await open(platform);
    breaks();
    await world.moveBy(20_000);
    expect(codes(), codes().join()).toContain(code);
    expect(whatToDo(code)).toMatch(toDo);
    await world.moveBy(lastsMs);
    expect(marks()).toEqual([]);
    // The card, and the breach that waits for it.
    expect(waiting()).toHaveLength(2);
    expect(world.time.now() - (waiting()[0]?.since ?? 0)).toBeGreaterThanOrEqual(lastsMs);
    mends();
    // A lasting refusal is tried again within the hour; what may have been posted is looked for first.
    await world.moveBy(90 * MINUTE_MS);
    expectEachOnce();
    expect(works.shell.pending.postedCount).toBe(marks().length);
  });

  it('blocks that Slack refuses are left out, and the text is posted', async () => {
    await open(platform);
    slack().faults.set({ match: { method: 'chat.postMessage' }, kind: 'invalid_blocks', times: 1 });
    await world.moveBy(MINUTE_MS);
    expectEachOnce();
  });

  it('the helpdesk is down for an hour', async () => {
    await open(platform);
    world.helpdesk.faults.set({ match: {}, kind: '500-before', ...always });
    await world.moveBy(HOUR_MS);
    expect(waiting()).toMatchObject([{ key: undefined, code: `${platform.toUpperCase()}_UNAVAILABLE` }]);
    expect(world.time.now() - (waiting()[0]?.since ?? 0)).toBeGreaterThan(50 * MINUTE_MS);
    world.helpdesk.faults.clear();
    await world.moveBy(30 * MINUTE_MS);
    expectEachOnce();
  });
});

const ends: readonly { readonly name: string; readonly end: () => void }[] = [
  { name: 'closed', end: () => world.helpdesk.closeTicket(ref.id) },
  { name: 'deleted', end: () => world.helpdesk.deleteTicket(ref.id) },
  {
    name: 'merged into another',
    end: () => {
      const into = world.complains('Hello, could you tell me whether the wardrobe comes in oak? Thank you!');
      (world.helpdesk as unknown as { merge: (id: string, into: string, by: string) => void }).merge(
        ref.id,
        into.id,
        agents.tom.email,
      );
    },
  },
];

describe.each(platforms)('between the claim and the mark a ticket of %s is', (platform) => {
  beforeEach(async () => {
    await open(platform);
    await world.lives(() => works.engine.stop(0));
    works = world.newWorks();
  });

  /** Ends the ticket when its first alert was taken, and is not marked yet. */
  const afterPost = (end: () => void): Shell =>
    withChannel(works.shell, {
      post: async (...given) => {
        const result = await works.shell.channel.post(...given);
        if (marks().length === 1) end();
        return result;
      },
    });

  /** Ends the ticket when its first claim was written, and nothing is posted yet. */
  const afterClaim = (end: () => void): Shell => {
    let isOver = false;
    const desks = works.shell.desks.map((desk) => ({
      ...desk,
      ledger: {
        ...desk.ledger,
        claim: async (...given: Parameters<typeof desk.ledger.claim>) => {
          const claimed = await desk.ledger.claim(...given);
          if (!isOver) end();
          isOver = true;
          return claimed;
        },
      },
    }));
    return { ...works.shell, desks };
  };

  it.each(ends)('$name after its message was posted: it stands alone, and nothing waits', async ({ end }) => {
    await world.runs(ref, afterPost(end));
    expect(told(ref)).toHaveLength(1);
    begin();
    await world.moveBy(HOUR_MS);
    expect(told(ref)).toHaveLength(1);
    expect(waiting()).toEqual([]);
  });

  it.each(ends)('$name before its message was posted: that is the last of it, and nothing waits', async ({ end }) => {
    await world.runs(ref, afterClaim(end));
    begin();
    await world.moveBy(HOUR_MS);
    expect(told(ref).length).toBeLessThanOrEqual(1);
    expect(waiting()).toEqual([]);
  });

  it.each([
    ['before', afterClaim],
    ['after', afterPost],
  ] as const)('redacted %s its message was posted: its promises stand, and each is told of once', async (_, during) => {
    await world.runs(
      ref,
      during(() => world.helpdesk.redact(ref.id)),
    );
    begin();
    await world.moveBy(HOUR_MS);
    expectEachOnce();
  });
});

describe.each(platforms)('a card of %s', (platform) => {
  it('waits while Slack takes no token, and shows how the complaint ended once a token is taken again', async () => {
    await open(platform);
    await world.moveBy(10 * MINUTE_MS);
    const card = (): string => world.said('complaints')[0] ?? '';
    expect(card()).toMatch(/Promise broken/u);
    slack().faults.set({ match: {}, kind: 'token_revoked' });
    const { name: by } = agents.priya;
    world.helpdesk.agentReplies(ref.id, { by, text: 'A new sofa is on its way.', public: true, status: 'solved' });
    works.engine.enqueue(ref);
    await world.moveBy(5 * HOUR_MS);
    slack().faults.clear();
    await world.moveBy(2 * HOUR_MS);
    expect(card()).not.toMatch(/Promise broken/u);
  });

  it('is tried again ever more rarely while Slack is down', async () => {
    await open(platform);
    await world.moveBy(10 * MINUTE_MS);
    slack().faults.set({ match: {}, kind: '500-before' });
    const { name: by } = agents.priya;
    world.helpdesk.agentReplies(ref.id, { by, text: 'A new sofa is on its way.', public: true, status: 'solved' });
    works.engine.enqueue(ref);
    const tries = (): number =>
      slack()
        .recorded()
        .filter(({ method }) => method === 'chat.update').length;
    const before = tries();
    await world.moveBy(HOUR_MS);
    expect(tries() - before).toBeLessThan(80);
    slack().faults.clear();
    await world.moveBy(10 * MINUTE_MS);
    expect(world.said('complaints')[0]).not.toMatch(/Promise broken/u);
  });

  it('whose message is gone is not tried again for ever', async () => {
    await open(platform);
    await world.moveBy(10 * MINUTE_MS);
    slack().faults.set({ match: { method: 'chat.update' }, kind: 'message_not_found' });
    world.helpdesk.closeTicket(ref.id);
    works.engine.enqueue(ref);
    await world.moveBy(5 * HOUR_MS);
    expect(works.engine.sleeping).toBe(0);
  });
});

describe.each(platforms)('while the credentials of %s are refused', (platform) => {
  it('nobody is told, everybody can see it, and all is told once they are given back', async () => {
    await open(platform);
    world.helpdesk.access.revoke();
    await world.moveBy(HOUR_MS);
    expect(waiting()).toMatchObject([{ key: undefined, code: `${platform.toUpperCase()}_AUTH` }]);
    expect(whatToDo(`${platform.toUpperCase()}_AUTH`)).toMatch(/credentials/u);
    expect(world.time.now() - (waiting()[0]?.since ?? 0)).toBeGreaterThan(50 * MINUTE_MS);
    expect(marks()).toEqual([]);
    world.helpdesk.access.restore();
    await world.moveBy(30 * MINUTE_MS);
    expectEachOnce();
  });
});

describe.each(platforms)('without leave to read the history of its channel a message of %s', (platform) => {
  it('whose fate is unknown stays pending, with its age, and is never posted again', async () => {
    await open(platform);
    slack().configure({ scopes: ['chat:write', 'chat:write.public', 'channels:read', 'groups:read'] });
    slack().faults.set({ match: { method: 'chat.postMessage' }, kind: '500-after', times: 1 });
    await world.moveBy(2 * HOUR_MS);
    expect(standing()).toHaveLength(1);
    expect(codes()).toContain('LOOK_FAILED');
    expect(whatToDo('LOOK_FAILED')).toMatch(/history/u);
    expect(world.time.now() - (waiting()[0]?.since ?? 0)).toBeGreaterThan(HOUR_MS);
    slack().configure({ scopes: undefined });
    await world.moveBy(30 * MINUTE_MS);
    expect(standing().length).toBeGreaterThanOrEqual(2);
    expect(new Set(standing()).size).toBe(standing().length);
    expect(waiting()).toEqual([]);
  });
});
