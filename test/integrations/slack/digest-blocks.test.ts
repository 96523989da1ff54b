import type { SectionBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { AlertMessage } from '#core/effect/effect.ts';
import type { DigestEntry } from '#integrations/contract.ts';
import { createSlackAlertChannel } from '#integrations/slack/alert-channel.ts';
import { renderDigest } from '#integrations/slack/digest-blocks.ts';
import { digestHeadlineLength } from '#integrations/slack/limits.ts';
import { normalisePress } from '#integrations/slack/normalise.ts';
import { instantOf, recordOf } from '#test/core/a-record.ts';
import { settle } from '#test/core/performer.ts';
import { samplePolicy } from '#test/core/policy/sample-policy.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { botToken, openWorkspace } from './fake-workspace.ts';
import { tricks } from './naughty.ts';

const entry = (id: number, change: Partial<AlertMessage> = {}): DigestEntry => {
  const alert = exampleAlert({
    kind: 'breach',
    tone: 'broken',
    headline: 'Promise broken: answer the complaint was due Mon, 16 Nov 2026, 17:00 GMT',
    subject: 'Broken sofa',
    url: `https://acme.zendesk.com/agent/tickets/${id}`,
    ticket: { platform: 'zendesk', account: 'acme', id: String(id) },
    actions: ['acknowledge', 'take', 'snooze', 'escalate', 'open', 'more'],
    ...change,
  });
  return { alerts: [alert], marks: [String(id).padStart(64, '0'), String(id + 10_000).padStart(64, '0')] };
};
const never = new AbortController().signal;

describe('a digest', () => {
  it('says of each complaint what happened, with a link to its ticket and a menu to act on it', () => {
    const { text, blocks } = renderDigest([entry(1), entry(2, { tone: 'warning', headline: 'Due soon' })]);
    expect(text.split('\n')[0]).toBe('🔴 2 complaints at once: 1 with a promise broken, 1 due soon');
    const [, , first] = blocks;
    expect(first).toMatchObject({
      type: 'section',
      text: { text: expect.stringContaining('<https://acme.zendesk.com/agent/tickets/1|#1>') },
      accessory: { type: 'overflow', options: [{}, {}, {}, {}, {}] },
    });
    expect(JSON.stringify(first)).toContain('was due Mon, 16 Nov 2026, 17:00 GMT');
  });

  it('tells a promise of seventy letters whole, in the longest of the words there are', () => {
    const title = 'give the complainant a full answer in writing, in a language they know';
    expect(title).toHaveLength(70);
    const headline = `Back from snooze: ${title}, which was due Tue, 10 Nov 2026, 10:00 GMT`;
    expect(JSON.stringify(renderDigest([entry(1, { headline })]).blocks[2])).toContain(`*${headline}*`);
  });

  it('shortens the title of a promise and never its date, in whichever words it is told', () => {
    const title =
      'Give the complainant a full answer in writing, in their own language and by 24 hours, wherever they may live';
    const of = samplePolicy({
      obligations: { acknowledge: { title }, respond: { off: true }, resolve: { off: true } },
    });
    const says = 'I am making a formal complaint: the sofa arrived broken and nobody answers me.';
    const asked = { at: '2026-11-09T10:00Z', who: 'complainant', says } as const;
    const answer = 'We have received your complaint and look into it.';
    const answered = { at: '2026-11-10T12:00Z', who: 'agent', says: answer } as const;
    const first = instantOf('2026-11-10T09:50Z');
    const warned = settle(recordOf({ timeline: [asked] }), of, first);
    const snoozedTo = instantOf('2026-11-10T09:58Z');
    const snooze = { kind: 'pressed', action: 'snooze', by: 'Ana', at: first + 1, until: snoozedTo } as const;
    const asleep = { ...warned.record, ledger: [...warned.record.ledger, snooze] };
    const back = settle(asleep, of, snoozedTo);
    const broken = settle(warned.record, of, instantOf('2026-11-10T10:01Z'));
    const late = settle(
      { ...broken.record, timeline: recordOf({ timeline: [asked, answered] }).timeline },
      of,
      instantOf('2026-11-10T12:01Z'),
    );
    const wasDue = `Back from snooze: ${title}, which was due Tue, 10 Nov 2026, 10:00 GMT`;
    const told = [warned, back, broken, late].flatMap(({ said }) => said.map(({ alert }) => alert));
    told.push(exampleAlert({ kind: 'level', tone: 'broken', headline: wasDue }));
    const rows = told
      .filter(({ headline }) => headline.includes(' 2026, '))
      .map((alert) => (renderDigest([{ alerts: [alert], marks: [] }]).blocks[2] as SectionBlock).text?.text ?? '');
    const headlines = rows.map((row) => row.split('\n')[0] ?? '');
    expect(headlines.map((words) => words.replace(/[gG]ive .*…/u, 'it').replace('Tue, 10 Nov 2026, ', ''))).toEqual([
      '🟠 *Due soon: it, by 10:00 GMT*',
      '🟠 *Back from snooze: it, due 10:00 GMT*',
      '🔴 *Promise broken: it was due 10:00 GMT*',
      '🟢 *Done late: it was due 10:00 GMT*',
      '🔴 *Back from snooze: it, which was due 10:00 GMT*',
    ]);
    for (const words of headlines) expect(words.length).toBeLessThanOrEqual('🔴 **'.length + digestHeadlineLength);
  });

  it('calls who is on call for any of them, and nobody else', () => {
    const onCall = (member: string | undefined) =>
      ({ label: 'On call', value: { kind: 'person', name: 'Amara', member } }) as const;
    const [called] = entry(1, { facts: [onCall('U0AMARA1')] }).alerts;
    const both: DigestEntry = { ...entry(1), alerts: [...entry(1).alerts, called] };
    const [, , first, second] = renderDigest([both, entry(2, { facts: [onCall('<!channel>')] })]).blocks;
    expect(JSON.stringify(first)).toContain('On call: <@U0AMARA1>');
    expect(JSON.stringify(second)).not.toMatch(/<@|<!/u);
  });

  it('is taken by Slack at its fullest, and found by the mark of any key in it', async () => {
    const listening = await openWorkspace();
    const { time, slackApiUrl, room, slack } = listening;
    const channel = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
    const long = 'x <!channel> & '.repeat(300);
    const member = 'U0123456789012345678';
    const facts = [{ label: 'On call', value: { kind: 'person', name: long, member } } as const];
    const entries = Array.from({ length: 25 }, (_, id) => entry(id, { headline: long, subject: long, facts }));
    const turn = { channel: room, account: '', latestAt: time.now() + 20_000 };
    const sent = await channel.postDigest({ ...turn, entries }, never);
    const message = slack.channelsView().flatMap((one) => one.messages)[0]?.ts;
    expect(sent).toEqual({ outcome: 'sent', posted: { channel: room, message, shared: true } });
    const where = { channel: room, thread: undefined, sinceAt: time.now() };
    for (const mark of entries[24]?.marks ?? []) {
      expect(await channel.find(where, mark, never)).toEqual({ channel: room, message, shared: true });
    }
    expect(await channel.find(where, 'f'.repeat(64), never)).toBeUndefined();
    await listening.close();
  });

  it('names each of them with a link also where Slack refuses its blocks', async () => {
    const listening = await openWorkspace();
    const { time, slackApiUrl, room, slack } = listening;
    const channel = createSlackAlertChannel({ token: botToken, slackApiUrl, time });
    slack.faults.set({ match: { method: 'chat.postMessage' }, kind: 'invalid_blocks', times: 1 });
    const entries = [entry(1), entry(2, { tone: 'warning', headline: 'Due soon', subject: ' ' })];
    const turn = { channel: room, account: '', latestAt: time.now() + 20_000 };
    expect(await channel.postDigest({ ...turn, entries }, never)).toMatchObject({ outcome: 'sent' });
    const [message] = slack.channelsView().flatMap((one) => one.messages);
    expect(message?.blocks ?? []).toEqual([]);
    expect(message?.text.split('\n')).toEqual([
      '🔴 2 complaints at once: 1 with a promise broken, 1 due soon',
      '🔴 Promise broken: answer the complaint was due Mon, 16 Nov 2026, 17:00 GMT: <https://acme.zendesk.com/agent/tickets/1|#1> · Broken sofa',
      '🟠 Due soon: <https://acme.zendesk.com/agent/tickets/2|#2> · no subject',
    ]);
    await listening.close();
  });

  it.each(tricks)('lets no text from outside mention, link or format anything: %s', (words) => {
    const { text, blocks } = renderDigest([entry(1, { subject: words, headline: words })]);
    for (const said of [text, JSON.stringify(blocks)]) {
      expect(said).not.toMatch(/<!|<@|<#/u);
      expect(said.match(/<https?:/gu) ?? []).toHaveLength(1);
    }
  });

  it('has a menu whose choices come back as presses', () => {
    const [, , row] = renderDigest([entry(7)]).blocks;
    const menu = (row as { accessory?: { action_id: string; options: readonly { value: string }[] } }).accessory;
    const pressed = menu?.options.map((option) =>
      normalisePress({
        type: 'block_actions',
        user: { id: 'U1' },
        channel: { id: 'C1' },
        message: { ts: '1.2' },
        actions: [{ action_id: menu.action_id, action_ts: '3', selected_option: option }],
      }),
    );
    expect(pressed?.map(({ action, choice }) => [action, choice])).toEqual([
      ['acknowledge', undefined],
      ['take', undefined],
      ['snooze', 'fourHours'],
      ['escalate', undefined],
      ['more', 'details'],
    ]);
    expect(new Set(pressed?.map(({ ticket }) => ticket.id))).toEqual(new Set(['7']));
  });
});
