import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explanationOf } from '#apps/cli/explain.ts';
import { correctionLines, reasonLines } from '#apps/cli/explain-review.ts';
import { judgeFile } from '#apps/cli/judge.ts';
import { againKey } from '#core/effect/key.ts';
import { instantOf, recordOf } from '../../core/a-record.ts';
import { read } from '../../core/complaint/english.ts';
import { samplePolicy } from '../../core/policy/sample-policy.ts';

const fixture = (name: string): string => new URL(`../../fixtures/${name}`, import.meta.url).pathname;

/** A table leg: answered, waited for, solved, reopened, waited for over a bank holiday, and then too late. */
async function explain(now: string): Promise<string> {
  const policy = fixture('policies/bank-holidays.yaml');
  const ticket = fixture('zendesk/breached-with-pause-and-reopen.json');
  return explanationOf(await judgeFile({ policy, ticket, platform: 'zendesk', now }));
}

describe('recourse explain', () => {
  test('calls the words that tell what went wrong so, and shows them however many weigh more', () => {
    const { reasons } = read('I am livid. The drawer does not close.');
    expect(reasonLines(reasons)).toEqual([
      '  “livid”  dissatisfied.angry, +2',
      '  “does not close”  defect.broken, +1.5: what went wrong',
    ]);
    const many = Array.from({ length: 20 }, (_, at) => ({
      cue: 'word:x',
      quote: 'x',
      start: at,
      end: at + 1,
      weight: 9,
    }));
    expect(reasonLines([...many, ...reasons]).join('\n')).toContain('“does not close”');
    expect(reasonLines(read('I am livid.').reasons)).toEqual(['  “livid”  dissatisfied.angry, +2']);
  });

  test('says of an instant before the ticket that there was none, and not that it is no complaint', async () => {
    expect(await explain('2026-08-01T09:00:00Z')).toContain(
      '\n\nThere was no such ticket yet: it is of Mon, 17 Aug 2026, 09:12 BST.\n',
    );
  });

  test('shows the helpdesk’s own view beside our promises, and none as of an instant before it was read', async () => {
    const policy = fixture('policies/bank-holidays.yaml');
    const raw = JSON.parse(await readFile(fixture('zendesk/breached-with-pause-and-reopen.json'), 'utf8')) as {
      ticket: Record<string, unknown>;
    };
    raw.ticket['slas'] = {
      policy_metrics: [
        { metric: 'next_reply_time', stage: 'active', breach_at: '2026-09-03T09:00:00Z', hours: -98 },
        { metric: 'pausable_update_time', stage: 'paused', breach_at: null, days: 2 },
        { metric: 'heard_of_tomorrow', stage: 'dreaming' },
      ],
    };
    const folder = await mkdtemp(join(tmpdir(), 'recourse-explain-'));
    const ticket = join(folder, 'ticket.json');
    await writeFile(ticket, JSON.stringify(raw));
    const told = async (now: string): Promise<string> =>
      explanationOf(await judgeFile({ policy, ticket, platform: 'zendesk', now }));
    expect(await told('2026-09-07T09:00:00Z')).toMatch(
      /\n\nThe helpdesk's own view, read [^\n]*\n  next reply: running, due Thu, 3 Sept 2026, 10:00 BST\n  update: paused, no instant named\n  a target of another kind: state not known, no instant named\n\nDecided\n/u,
    );
    expect(await told('2026-08-27T09:00:00Z')).not.toContain('own view');
    await rm(folder, { recursive: true });
  });

  test('lists what quiet hours hold back, and until when', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recourse-explain-'));
    const policy = join(folder, 'policy.yaml');
    const ticket = join(folder, 'ticket.json');
    const written = await readFile(fixture('policies/bank-holidays.yaml'), 'utf8');
    await writeFile(policy, written.replace(/^alerts:\n/mu, 'alerts:\n  quietHours: { outside: office }\n'));
    const raw = await readFile(fixture('zendesk/breached-with-pause-and-reopen.json'), 'utf8');
    await writeFile(ticket, raw.replaceAll(/recourse_ledger|posted/gu, 'other'));
    const told = explanationOf(await judgeFile({ policy, ticket, platform: 'zendesk', now: '2026-09-06T12:00:00Z' }));
    expect(told).toMatch(
      /\n\nHeld back in quiet hours, until Mon, 7 Sept 2026, 09:00 BST\n(?: {2}its card, .*\n)? {2}a broken promise: give a first substantive response, due Fri, 4 Sept 2026, 17:30 BST, for complaints\n/u,
    );
    await rm(folder, { recursive: true });
  });

  test('lists what was told again because a snooze had ended', async () => {
    const policy = fixture('policies/bank-holidays.yaml');
    const ticket = fixture('zendesk/breached-with-pause-and-reopen.json');
    const judged = await judgeFile({ policy, ticket, platform: 'zendesk', now: '2026-09-07T09:00:00Z' });
    const complaint = judged.outcome.complaint!;
    const breach = complaint.alerts.find(({ key }) => key.startsWith('respond:breach:'))!;
    const until = instantOf('2026-09-05T09:00Z');
    const again = { ...breach, key: againKey(breach.key, until), postedAt: until };
    const outcome = { ...judged.outcome, complaint: { ...complaint, alerts: [...complaint.alerts, again] } };
    expect(explanationOf({ ...judged, outcome })).toContain(`\
    told: breach, Fri, 4 Sept 2026, 17:30 BST, in complaints
    told: breach again, Sat, 5 Sept 2026, 10:00 BST, in complaints
`);
  });

  test('counts a breached promise day by day, with its reopening, its pause and the bank holiday in it', async () => {
    expect(await explain('2026-09-07T09:00:00Z')).toContain(`\
  Give a first substantive response (run 2 of 2, since it was reopened Wed, 26 Aug 2026, 16:20 BST): breached
    promised within 5 business days of Wed, 26 Aug 2026, 16:20 BST, so by Fri, 4 Sept 2026, 17:30 BST
    paused Fri, 28 Aug 2026, 12:00 BST to Tue, 1 Sept 2026, 11:00 BST
    warning due Fri, 4 Sept 2026, 09:30 BST (warn 8 business hours before)
    told: warn 8 business hours before, Fri, 4 Sept 2026, 09:30 BST, in complaints
    told: breach, Fri, 4 Sept 2026, 17:30 BST, in complaints
    45 h 40 min counted of 281 h 40 min gone by; source: Common practice of well-run complaints programmes; ISO 10002 sets no figures
      counted on the calendar 'office':
      5 business days from Wed 2026-08-26 16:20, Europe/London

      date            open                                     counted  left
      Wed 2026-08-26  09:00-17:30; counted from the next date        0     5
      Thu 2026-08-27  09:00-17:30                                    1     4
      Fri 2026-08-28  09:00-17:30                                    1     3
      Sat 2026-08-29  closed                                         0     3
      Sun 2026-08-30  closed                                         0     3
      Mon 2026-08-31  holiday                                        0     3
      Tue 2026-09-01  09:00-17:30                                    1     2
      Wed 2026-09-02  09:00-17:30                                    1     1
      Thu 2026-09-03  09:00-17:30                                    1     0

      paused Fri 2026-08-28 12:00 to Tue 2026-09-01 11:00, given back 7:30
      due Fri 2026-09-04 17:30, 2026-09-04T16:30:00.000Z
      the pause took Fri 2026-08-28 12:00-17:30 (5:30), Tue 2026-09-01 09:00-11:00 (2:00): 7:30
      without pauses due Thu 2026-09-03 17:30; 7:30 given back after it, its last day completed: Fri 2026-09-04 09:00-17:30 (8:30)
`);
  });

  test('tells of a promise that was kept what its pause gave back, and what is owed next', async () => {
    const text = await explain('2026-09-07T09:00:00Z');
    expect(text).toContain(`\
  Give a first substantive response (run 1 of 2): met
    promised within 5 business days of Mon, 17 Aug 2026, 09:12 BST, so by Wed, 26 Aug 2026, 17:30 BST
    paused Tue, 18 Aug 2026, 11:00 BST to Thu, 20 Aug 2026, 10:00 BST
    kept Fri, 21 Aug 2026, 15:00 BST
    23 h 48 min counted of 101 h 48 min gone by`);
    expect(text).toContain(
      'Tue 2026-08-18 11:00-17:30 (6:30), Wed 2026-08-19 09:00-17:30 (8:30), Thu 2026-08-20 09:00-10:00 (1:00): 16:00',
    );
    expect(text).toContain('  Wed, 26 Aug 2026, 16:20 BST  reopened\n');
    expect(text).toContain('If nobody does anything, the next change is Mon, 7 Sept 2026, 17:30 BST.');
    expect(text).toMatch(/Judged by policy 2026-08-01, cues \S+ \d/);
  });

  test('sees a ticket as it was at the instant asked about', async () => {
    const text = await explain('2026-08-19T09:00:00Z');
    expect(text).toContain('stage: awaiting complainant.');
    expect(text).toContain('  Give a first substantive response: paused\n');
    expect(text).not.toContain('reopened');
  });

  test('says plainly when there is no complaint', async () => {
    const policy = fixture('policies/bank-holidays.yaml');
    const judged = await judgeFile({
      policy,
      ticket: fixture('zendesk/breached-with-pause-and-reopen.json'),
      platform: 'zendesk',
      now: '2026-09-07T09:00:00Z',
    });
    const none = { complaint: undefined, clocks: [], decisions: [], effects: [], wakeAt: undefined };
    expect(explanationOf({ ...judged, outcome: none })).toContain('Not a complaint');
  });

  test('says what people corrected, who, when and why, and that a person’s no wins over every rule', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recourse-explain-'));
    const ticket = join(folder, 'ticket.json');
    const raw = (said: Readonly<Record<string, string>>) => ({
      ticket: {
        id: 9,
        url: 'https://acme.zendesk.com/api/v2/tickets/9.json',
        subject: 'The shelf',
        description: 'I want to make a formal complaint. The shelf fell down.',
        status: 'open',
        created_at: '2026-08-03T09:00:00Z',
        updated_at: '2026-08-04T09:00:00Z',
        requester_id: 5,
        custom_fields: Object.entries(said).map(([key, value]) => ({ id: key === 'complaint' ? 1 : 2, value })),
      },
      ticketFields: [
        { id: 1, title: 'recourse_complaint', key: 'recourse_complaint', type: 'text' },
        { id: 2, title: 'recourse_severity', key: 'recourse_severity', type: 'text' },
      ],
      audits: Object.entries(said).map(([key, value], n) => ({
        id: 70 + n,
        created_at: '2026-08-04T09:00:00Z',
        author_id: 6,
        via: { channel: 'web' },
        events: [
          { id: 80 + n, type: 'Change', field_name: key === 'complaint' ? '1' : '2', value, previous_value: null },
        ],
      })),
      users: [
        { id: 5, name: 'Joan', role: 'end-user' },
        { id: 6, name: 'Priya Nair', role: 'agent' },
      ],
    });
    const policy = fixture('policies/bank-holidays.yaml');
    const told = async (said: Readonly<Record<string, string>>): Promise<string> => {
      await writeFile(ticket, JSON.stringify(raw(said)));
      return explanationOf(await judgeFile({ policy, ticket, platform: 'zendesk', now: '2026-08-05T09:00:00Z' }));
    };
    const graver = await told({ severity: 'high: it fell on a child' });
    expect(graver).toContain('What people said of it');
    expect(graver).toMatch(
      /severity: corrected from \w+ to high by Priya Nair, Tue, 4 Aug 2026, 10:00 BST: “it fell on a child”/u,
    );
    const none = await told({ complaint: 'no: a test of ours' });
    expect(none).toContain('Not a complaint: a person says so, and that wins over every rule.');
    expect(none).toMatch(/whether it is a complaint: corrected from yes to no by Priya Nair, .*: “a test of ours”/u);
    expect(none).toContain('formal complaint');
    await rm(folder, { recursive: true });
  });
});

test('what stands on a ticket in anybody’s words gives a terminal no orders, and no line of its own', () => {
  const policy = samplePolicy();
  const record = recordOf({
    timeline: [
      { at: '2026-11-02T09:00Z', who: 'complainant', says: 'I want to make a formal complaint. Nobody answers.' },
      {
        at: '2026-11-02T10:00Z',
        who: 'agent',
        fields: { category: 'a\u001b[2Jb', severity: 'critical: c\u009b1A\nPromises' },
      },
    ],
  });
  const lines = correctionLines({ ...record, fields: { ...record.fields, complaint: 'no: \u001bc\nDecided' } }, policy);
  const all = [...lines, ...correctionLines(record, policy)];
  expect(all.join('\n')).toContain('“c 1A Promises”');
  expect(all.join('')).not.toMatch(/\p{Cc}/u);
});
