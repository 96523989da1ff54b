import { afterEach, describe, expect, it } from 'vitest';
import { stories as saltmarshStories } from '#apps/sandbox/company/saltmarsh/stories.ts';
import { stories } from '#apps/sandbox/company/stories.ts';
import { createSandbox, type Sandbox } from '#apps/sandbox/sandbox.ts';
import { HOUR_MS } from '#core/time.ts';

const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A day and a half of the company: warnings, breaches, late answers, clicks, a ladder that climbs. */
const aFewStories = stories.filter((story) => story.atMinutes < 12 * 60);

/** The same for the company in Freshdesk: a warning, a breach, a click, a late answer; a bot; a merge. */
const aFewOfSaltmarsh = saltmarshStories.filter(({ id }) =>
  ['no-line-at-the-shop', 'sandy-the-bot', 'mid-contract-rise-chat', 'mid-contract-rise-mail'].includes(id),
);

async function starts(): Promise<Sandbox> {
  const sandbox = await createSandbox({ stories: aFewStories, freshdeskStories: aFewOfSaltmarsh });
  open.push(sandbox);
  return sandbox;
}

/**
 * What a person can observe in the end, without the instants that a restart may delay, and without the day's round-up:
 * it belongs to no ticket and tells what was open when its process had read everything.
 */
function observed(sandbox: Sandbox) {
  const { tickets, channels } = sandbox.state();
  const ofTickets = channels.filter(({ name }) => name !== sandbox.policy.alerts.digest?.channel);
  const messages = ofTickets.flatMap((channel) =>
    channel.messages
      .flatMap((message) => [message, ...message.replies])
      .map((message) => ({
        channel: channel.name,
        // What only the one who pressed sees has no mark.
        mark: message.metadata === null ? `${channel.name} ${message.text}` : JSON.stringify(message.metadata),
        text: message.text,
      })),
  );
  return {
    tickets: tickets.map(({ platform, id, status, tags, comments, ledger }) => ({
      id: `${platform} ${id}`,
      status,
      tags: tags.toSorted(),
      // How many notes a ledger is spread over is its own affair: what they add up to is compared below.
      comments: comments
        .filter(({ own }) => own?.words !== '')
        .map(({ author, public: isPublic, text }) => `${author} ${String(isPublic)} ${text.slice(0, 40)}`)
        .toSorted(),
      ledger: ledger.map(({ kind, key, action, by }) => [kind, key ?? action ?? '', by ?? ''].join(' ')).toSorted(),
    })),
    messages: messages.toSorted((a, b) => (a.mark < b.mark ? -1 : 1)),
  };
}

describe('there is no separate system of record', () => {
  it('killing the server again and again, with nothing carried over, ends in the same state with no alert twice', async () => {
    const undisturbed = await starts();
    await undisturbed.moveBy(32 * HOUR_MS);

    const disturbed = await starts();
    let seen = 0;
    let kills = 0;
    let crashing: Promise<void> = Promise.resolve();
    let busy = false;
    // At every other message that appears: between the post and its mark on the ticket.
    const disturb = (): void => {
      const count = [disturbed.fakes.slack, disturbed.freshdeskFakes.slack]
        .flatMap((slack) => slack.channelsView())
        .flatMap((channel) => channel.messages.flatMap((m) => [m, ...m.replies])).length;
      if (count <= seen || busy) return;
      seen = count;
      kills += 1;
      if (kills % 2 === 0) return;
      busy = true;
      crashing = disturbed.crash().finally(() => {
        busy = false;
      });
    };
    disturbed.fakes.slack.subscribe(disturb);
    disturbed.freshdeskFakes.slack.subscribe(disturb);
    for (let hours = 0; hours < 32; hours += 1) {
      await disturbed.moveBy(HOUR_MS);
      await crashing;
    }
    const end = observed(disturbed);
    expect(disturbed.state().server.kills).toBeGreaterThan(3);
    expect(new Set(end.messages.map((message) => message.mark)).size).toBe(end.messages.length);
    const channels = new Set(end.messages.map(({ channel }) => channel));
    expect([...channels]).toEqual(expect.arrayContaining(['complaints', 'customer-complaints']));
    expect(end).toEqual(observed(undisturbed));
  }, 300_000);

  it('a server that was down for hours tells the strongest thing once, not its replay', async () => {
    const sandbox = await starts();
    await sandbox.moveBy(HOUR_MS / 2);
    await sandbox.killServer();
    // Two warnings and two broken promises pass meanwhile, and nobody has answered.
    await sandbox.moveBy(6 * HOUR_MS);
    expect(observed(sandbox).messages).toEqual([]);
    await sandbox.startServer();
    await sandbox.moveBy(HOUR_MS / 6);
    const { messages } = observed(sandbox);
    expect(messages.filter(({ text }) => text.includes('Due soon'))).toEqual([]);
    const broken = messages.filter(({ text }) => text.includes('Promise broken: acknowledge the complaint was due'));
    expect(broken.map(({ channel }) => channel).toSorted()).toEqual(['complaints', 'customer-complaints']);
    expect(new Set(messages.map((message) => message.mark)).size).toBe(messages.length);
  }, 120_000);

  it('and nothing of what was put right meanwhile', async () => {
    const sandbox = await starts();
    await sandbox.moveBy(HOUR_MS / 2);
    await sandbox.killServer();
    await sandbox.moveBy(30 * HOUR_MS);
    await sandbox.startServer();
    await sandbox.moveBy(HOUR_MS / 2);
    const { messages } = observed(sandbox);
    // What is grave is told however late.
    expect(messages.map(({ text }) => text)).toEqual([expect.stringContaining('Burning smell')]);
  }, 120_000);
});
