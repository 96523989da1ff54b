import { readFileSync } from 'node:fs';
import { promiseKey, promiseTitle } from '#apps/sidebar/clock-view.ts';
import type { PanelJudge } from '#apps/sidebar/judging.ts';
import { unwritten } from '#apps/sidebar/unwritten.ts';
import { languages } from '#apps/sidebar/words.ts';
import { circumstanceCues } from '#core/complaint/circumstances.ts';
import { presets } from '#core/policy/presets.ts';
import type { Obligation } from '#core/sla/obligation.ts';
import { parseSpan } from '#core/sla/span.ts';
import { describe, expect, test } from 'vitest';
import { instantOf, recordOf, type Line } from '../../core/a-record.ts';
import { root } from '../../imports.ts';
import { agent, judgeFor, shownOf, words } from './a-panel.ts';

const received: Line = {
  at: '2026-11-16T10:00:00Z',
  who: 'complainant',
  says: 'I want to make a formal complaint. This is the third time nobody has replied.',
};
const ack: Line = {
  at: '2026-11-16T11:00:00Z',
  who: 'agent',
  says: 'We have received your complaint and are looking into it.',
};
const final: Line = {
  at: '2026-11-18T11:00:00Z',
  who: 'agent',
  says: 'This is our final response. We have refunded you.',
};
const show = (timeline: readonly Line[], at: string, on: Parameters<typeof shownOf>[2] = {}, fields = {}) =>
  shownOf(recordOf({ timeline }, { fields }), instantOf(at), on);
const states = (view: Awaited<ReturnType<typeof show>>) => view.process?.steps.map(({ state }) => state).join(' ');
const missing = (view: Awaited<ReturnType<typeof show>>) => view.process?.missing.map(({ text }) => text);

describe('a complaint at a glance', () => {
  test('says what is due first, in words and in the viewer’s zone', async () => {
    const view = await show([received], '2026-11-16T12:30:00Z', { words: words('en-GB', 'America/New_York') });
    expect(view.title).toBe('Complaint');
    expect(view.next).toMatchObject({ tone: 'calm', title: 'Acknowledge the complaint: due in 21 hrs 30 mins' });
    expect(view.next?.when).toMatch(/Tue,? 17 Nov.*05:00/u);
  });

  test('says so when a promise is broken', async () => {
    const view = await show([received], '2026-11-17T12:00:00Z');
    expect(view.next).toMatchObject({ tone: 'broken', title: 'Acknowledge the complaint: 2 hrs overdue' });
    expect(view.clocks[0]).toMatchObject({ status: 'Overdue', tone: 'broken' });
  });

  test('calls nothing overdue that nobody owes any more', async () => {
    const withdraws: Line = { at: '2026-11-16T11:00:00Z', who: 'agent', fields: { outcome: 'withdrawn' } };
    const view = await show([received, withdraws], '2026-12-16T12:00:00Z', {}, { outcome: 'withdrawn' });
    const waived = view.clocks.filter(({ status }) => status === 'Waived');
    expect(waived.length).toBeGreaterThan(0);
    for (const { lines } of waived) {
      expect(lines[0]).toMatch(/^Was due/u);
      expect(lines.join(' ')).not.toMatch(/overdue|due in/u);
    }
  });

  test('of a broken promise that nobody waits for any more, says that it was broken and not how late it is', async () => {
    const raised: Line = { at: '2026-11-16T11:00:00Z', who: 'agent', fields: { severity: 'critical' } };
    const lowered: Line = { at: '2026-11-18T11:00:00Z', who: 'agent', fields: { severity: 'low' } };
    const solved: Line = { at: '2026-11-20T11:00:00Z', who: 'agent', status: 'solved' };
    const judge = judgeFor({
      obligations: {
        grave: { span: '1 business day', satisfiedBy: ['substantive'], onlyIf: { severity: ['critical'] } },
      },
    });
    const view = async (timeline: readonly Line[]) =>
      await show(timeline, '2026-12-16T12:00:00Z', { judge }, { severity: 'low' });
    const open = await view([received, ack, raised, lowered]);
    const closed = await view([received, ack, raised, lowered, solved]);
    for (const { clocks } of [open, closed]) {
      const broken = clocks.filter(({ status }) => status === 'Broken');
      expect(broken.map(({ title }) => title)).toContain('Grave');
      expect(broken.flatMap(({ lines }) => lines).join(' ')).not.toContain('overdue');
    }
    expect(open.clocks.at(0)).toMatchObject({ status: 'Overdue' });
    expect(closed.clocks.map(({ status }) => status)).not.toContain('Overdue');
  });

  test('says since when and why a promise is paused, and what satisfied the others', async () => {
    const asks: Line = { ...ack, status: 'pending' };
    const view = await show([received, asks], '2026-11-16T12:00:00Z');
    expect(view.next).toMatchObject({ tone: 'quiet', title: 'Give a first substantive response: paused' });
    expect(view.next?.when).toMatch(/waits for the complainant since Mon,? 16 Nov,? 11:00/u);
    const kept = view.clocks.find(({ title }) => title === 'Acknowledge the complaint');
    expect(kept?.lines[0]).toMatch(/^Kept by the reply of Mon,? 16 Nov,? 11:00/u);
    expect(view.timeline?.pauses).toHaveLength(1);
  });

  test('quotes the words for which it was taken for one', async () => {
    const view = await show([received], '2026-11-16T12:00:00Z');
    expect(view.reasons.map(({ quote }) => quote).join(' ')).toContain('formal complaint');
    expect(view.reasons.every(({ title }) => title !== '')).toBe(true);
  });

  test('says of a language without cues that nobody but a person can read it', async () => {
    const view = await show(
      [{ ...received, says: 'このソファは壊れています。三週間も返事がありません。' }],
      '2026-11-16T12:00:00Z',
    );
    expect(view.standing).toBe('possible');
    expect(view.reasons).toEqual([
      { quote: '', title: 'in a language that Recourse cannot read, so that a person must' },
    ]);
  });

  test.each(languages)('names in %s each circumstance that speaks for a complaint', async (language) => {
    const on = await judgeFor().judge(recordOf({ timeline: [received] }), instantOf('2026-11-16T12:00:00Z'));
    const complaint = on.outcome.complaint!;
    const reasons = circumstanceCues.map(({ id, weight }) => ({ cue: id, quote: '', start: 0, end: 0, weight }));
    const recognition = { ...complaint.recognition, reasons };
    const outcome = { ...on.outcome, complaint: { ...complaint, recognition } };
    const judge: PanelJudge = { prefix: 'recourse_', judge: async () => ({ ...on, outcome }) };
    const view = await show([received], '2026-11-16T12:00:00Z', { judge, words: words(language) });
    const titles = view.reasons.map(({ title }) => title);
    expect(new Set(titles).size).toBe(circumstanceCues.length);
    expect(titles).not.toContain(words(language).t('cue_circumstance'));
  });

  test('says of what was learnt that it was, and nothing of the rest of the words', async () => {
    const learnt = { band: 'yes', score: 6, category: undefined, severity: 'low', language: 'en' } as const;
    const reasons = [
      { cue: 'word:sofa', quote: 'sofa', start: 0, end: 4, weight: 3 },
      { cue: 'words:other', quote: '', start: 0, end: 0, weight: 2 },
    ];
    const on = await judgeFor().judge(recordOf({ timeline: [received] }), instantOf('2026-11-16T12:00:00Z'));
    const complaint = {
      ...on.outcome.complaint!,
      recognition: { ...on.outcome.complaint!.recognition, ...learnt, reasons },
    };
    const judge: PanelJudge = {
      prefix: 'recourse_',
      judge: async () => ({ ...on, outcome: { ...on.outcome, complaint } }),
    };
    const view = await show([received], '2026-11-16T12:00:00Z', { judge });
    expect(view.reasons).toEqual([{ quote: 'sofa', title: 'learnt from your own tickets' }]);
  });

  test('calls the words that tell what went wrong so, in every language, and no others', async () => {
    for (const language of languages) {
      const titles = async (says: string): Promise<readonly string[]> => {
        const on = { words: words(language, 'Europe/London') };
        return (await show([{ ...received, says }], '2026-11-16T12:00:00Z', on)).reasons.map(({ title }) => title);
      };
      const called = words(language, 'Europe/London').t('cue_cause', { title: '' });
      const [first, ...others] = await titles('I am livid. The drawer does not close.');
      expect(first).toContain(called);
      expect(others).toHaveLength(1);
      expect(others.join()).not.toContain(called);
      expect((await titles('I am livid, this is awful.')).join()).not.toContain(called);
    }
  });

  test('speaks German of promises, spans and times', async () => {
    const view = await show([received], '2026-11-16T12:30:00Z', { words: words('de-DE', 'Europe/Berlin') });
    expect(view.title).toBe('Beschwerde');
    expect(view.next?.title).toBe('Eingang der Beschwerde bestätigen: fällig in 21 Std. 30 Min.');
    expect(view.clocks.flatMap(({ lines }) => lines).join(' ')).toContain('5 Werktagen');
  });

  test.each(['ja', 'it-IT', 'ar'])(
    'speaks English throughout where it does not speak the language: %s',
    async (locale) => {
      const english = await show([received], '2026-11-16T12:30:00Z', { words: words('en-GB') });
      expect(await show([received], '2026-11-16T12:30:00Z', { words: words(locale) })).toEqual(english);
      expect(words(locale).span(parseSpan('1 business day')!)).toBe('1 business day');
    },
  );

  test('a ticket that is none says that nothing is promised', async () => {
    const question: Line = { ...received, says: 'When are you open on Saturday?' };
    const view = await show([question], '2026-11-16T12:00:00Z');
    expect(view).toMatchObject({ standing: 'none', next: undefined, process: undefined, clocks: [] });
  });

  test('one that a colleague rejected says why', async () => {
    const view = await show([received], '2026-11-16T12:00:00Z', {}, { complaint: 'no: a mere question' });
    expect(view).toMatchObject({ standing: 'rejected', confirmed: 'Reason: a mere question' });
  });
});

describe('the process', () => {
  test('goes step by step as facts and replies come in', async () => {
    const at = '2026-11-18T12:00:00Z';
    expect(states(await show([received], at))).toBe('next later later later later later');
    expect(states(await show([received, ack], at))).toBe('done next later later later later');
    const assessed = { severity: 'high' };
    expect(states(await show([received, ack], at, {}, assessed))).toBe('done done next later later later');
    const known = { ...assessed, root_cause: 'process' };
    expect(states(await show([received, ack], at, {}, known))).toBe('done done done next later later');
    const decided = { ...known, outcome: 'upheld', remedy: 'refund' };
    expect(states(await show([received, ack], at, {}, decided))).toBe('done done done done next later');
    expect(states(await show([received, ack, final], at, {}, decided))).toBe('done done done done done next');
    const solved: Line = { at: '2026-11-18T11:30:00Z', who: 'agent', status: 'solved' };
    const over = await show([received, ack, final, solved], at, {}, decided);
    expect([states(over), over.process?.sentence]).toEqual(['done done done done done done', 'All steps are done']);
    const hasty = await show([received, ack, final, solved], at);
    expect(states(hasty)).toBe('done later later later done done');
    expect(hasty.process?.sentence).toBe('Closed with steps left out');
  });

  test('names what is missing before closing, and nothing once it is there', async () => {
    const at = '2026-11-18T12:00:00Z';
    expect(missing(await show([received], at))).toEqual([
      'A person’s reply that acknowledges it',
      ...((await show([received], at)).suggested.category === undefined ? ['Category'] : []),
      'Severity, set by a person',
      'Root cause',
      'Outcome',
      'Remedy given (or none)',
      'The decision told to the complainant',
    ]);
    const action = JSON.stringify({ v: 1, list: [{ id: 'a', kind: 'corrective', what: 'Train', owner: 'Sam' }] });
    const fields = {
      category: 'service',
      severity: 'high',
      root_cause: 'people',
      outcome: 'upheld',
      remedy: 'apology',
    };
    expect(missing(await show([received, ack, final], at, {}, fields))).toEqual([
      'An action, as the complaint is upheld',
    ]);
    expect(missing(await show([received, ack, final], at, {}, { ...fields, action }))).toEqual([
      'Owner and date of each action',
    ]);
    const dated = action.replace('"Sam"', '"Sam","dueAt":"2026-12-01T12:00:00.000Z"');
    expect(missing(await show([received, ack, final], at, {}, { ...fields, action: dated }))).toEqual([]);
  });

  test('under a regulator asks that the complainant was told where else to turn', async () => {
    const judge = judgeFor({ presets: ['uk-fca-disp'] });
    const fields = { category: 'service', severity: 'high', root_cause: 'people', outcome: 'notUpheld' };
    const at = '2026-11-18T12:00:00Z';
    expect(missing(await show([received, ack, final], at, { judge }, fields))).toContain(
      'The complainant told where else to turn',
    );
    const whole = {
      ...final,
      says: `${final.says} You may refer this to the Financial Ombudsman Service within six months.`,
    };
    expect(missing(await show([received, ack, whole], at, { judge }, fields))).toEqual([]);
  });
});

describe('what stands in the way', () => {
  const at = '2026-11-16T12:00:00Z';

  test.each([
    ['offline', { online: false }, 'You are offline'],
    ['readonly', { viewer: { ...agent, mayWrite: false } }, 'You may read this ticket but not change it'],
  ] as const)('is said plainly: %s', async (kind, on, text) => {
    const view = await show([received], at, on);
    expect(view.notices).toMatchObject([{ kind, text: expect.stringContaining(text) }]);
    expect(view.mayWrite).toBe(false);
  });

  test('is a ticket that the helpdesk has frozen, and no closed one that still takes changes', async () => {
    const closed = recordOf({ timeline: [received, { ...final, status: 'closed' }] });
    const frozen = await shownOf({ ...closed, isFrozen: true }, instantOf(at));
    expect(frozen.notices.map(({ kind }) => kind)).toEqual(['closed']);
    expect([frozen.mayWrite, frozen.isOver]).toEqual([false, true]);
    const open = await shownOf(closed, instantOf(at));
    expect(open.notices).toEqual([]);
    expect([open.mayWrite, open.isOver]).toEqual([true, false]);
  });

  test('is an account without our fields, which one may still write to', async () => {
    const view = await show([received], at, { lacking: ['recourse_action', 'recourse_remedy'] });
    expect(view.notices[0]?.text).toContain(
      '2 fields of Recourse are missing in this account: recourse_action, recourse_remedy',
    );
    expect(view.mayWrite).toBe(true);
  });

  test('vulnerability is shown to those whom the policy names, and to nobody else', async () => {
    expect((await show([received], at)).showsVulnerability).toBe(false);
    const supervisor = { ...agent, groups: ['Supervisor'] };
    expect((await show([received], at, { viewer: supervisor })).showsVulnerability).toBe(true);
  });
});

describe('what Slack has been told', () => {
  test('is shown with a link to the message, and without one where its channel is a mere name', async () => {
    const postedAt = instantOf('2026-11-17T10:00:00Z');
    const ledger = [
      {
        kind: 'posted' as const,
        key: 'complaint:card:1',
        channel: 'C024BE91L',
        message: '1763373600.000100',
        at: postedAt - 1,
      },
      {
        kind: 'posted' as const,
        key: 'acknowledge:breach:1',
        channel: 'complaints',
        message: '1763373600.000200',
        at: postedAt,
      },
    ];
    const view = await shownOf(recordOf({ timeline: [received], ledger }), instantOf('2026-11-17T12:00:00Z'));
    expect(view.told).toMatchObject([
      { text: 'Promise broken: Acknowledge the complaint', href: undefined },
      { text: 'Card', href: 'https://acme.slack.com/archives/C024BE91L/p1763373600000100' },
    ]);
  });

  test('is no promise where a card has a sign in another channel, or a person escalated', async () => {
    const at = instantOf('2026-11-17T10:00:00Z');
    const posted = { kind: 'posted' as const, channel: 'complaints', message: '1763373600.000100' };
    const ledger = ['complaint:moved:2026-11-17T09:00:00.000Z', 'escalated:level-2:2026-11-17T09:30:00.000Z'].map(
      (key, i) => ({ ...posted, key, at: at - i }),
    );
    const view = await shownOf(recordOf({ timeline: [received], ledger }), instantOf('2026-11-17T12:00:00Z'));
    expect(view.told.map(({ text }) => text)).toEqual(['Card', 'Escalated to level 2']);
  });

  test('is linked by way of Slack itself where no setting names the workspace', async () => {
    const at = instantOf('2026-11-17T10:00:00Z');
    const posted = {
      kind: 'posted' as const,
      key: 'complaint:card:1',
      channel: 'C024BE91L',
      message: '1763373600.000100',
    };
    const record = recordOf({ timeline: [received], ledger: [{ ...posted, at }] });
    const view = await shownOf(record, instantOf('2026-11-17T12:00:00Z'), { slackUrl: undefined });
    expect(view.told[0]?.href).toBe('https://slack.com/app_redirect?channel=C024BE91L&message_ts=1763373600.000100');
  });
});

describe('circumstances that the words tell of', () => {
  const ill: Line = {
    ...received,
    says: `${received.says} My husband uses a wheelchair, and my mother died in March.`,
  };
  const at = '2026-11-16T12:00:00Z';
  const supervisor = { ...agent, groups: ['Supervisor'] };

  test('are put before those whom the policy names, with the words, for them to confirm', async () => {
    const { suspected, facts } = await show([ill], at, { viewer: supervisor });
    expect(suspected.drivers).toEqual(['health', 'lifeEvent']);
    expect(suspected.quotes.join(' ')).toContain('wheelchair');
    expect(facts).toMatchObject({ vulnerability: '', drivers: '' });
  });

  test('are nowhere in what anybody else is shown, nor that there are any', async () => {
    const view = await show([ill], at);
    expect(view.suspected).toEqual({ drivers: [], quotes: [] });
    expect(JSON.stringify(view)).not.toMatch(/wheelchair|mother|vulnerable circumstances/iu);
  });

  test('are told from what was recorded, with no cues at hand', async () => {
    const record = recordOf({ timeline: [ill] });
    const judged = await judgeFor().judge(record, instantOf(at));
    const recognition = unwritten(record, judged, instantOf(at))?.fields?.recognition;
    const fields = recognition === undefined ? {} : { recognition };
    const view = await show([ill], at, { viewer: supervisor }, fields);
    expect(view.suspected.drivers).toEqual(['health', 'lifeEvent']);
  });
});

describe('the end of a complaint', () => {
  const solved: Line = { at: '2026-11-18T11:30:00Z', who: 'agent', status: 'solved' };
  const at = '2026-11-18T12:00:00Z';

  test('that nobody has written down is said to be so, unless it cannot be written', async () => {
    const lacks = async (timeline: readonly Line[], on = {}) => (await show(timeline, at, on)).lacksSummary;
    expect(await lacks([received, final])).toBe(false);
    expect(await lacks([received, final, solved])).toBe(true);
    const closed = recordOf({ timeline: [received, final, { ...solved, status: 'closed' }] });
    expect((await shownOf(closed, instantOf(at))).lacksSummary).toBe(true);
    expect((await shownOf({ ...closed, isFrozen: true }, instantOf(at))).lacksSummary).toBe(false);
    expect(await lacks([received, final, solved], { lacking: ['recourse_closing'] })).toBe(false);
  });
});

describe('what a promise is called', () => {
  const all = Object.values(presets).flatMap(({ id, obligations }) =>
    Object.values(obligations).map(({ title }) => [id, title ?? ''] as const),
  );

  test.each(languages)('is told in %s for each promise of each preset we ship', (language) => {
    const strings = words(language);
    for (const [preset, title] of all) {
      const told = promiseTitle({ obligation: { preset, title } as Obligation }, strings);
      if (language === 'en') expect(told).toBe(title);
      else expect(told, `${preset}: ${title}`).not.toBe(title);
    }
  });

  test('is for no promise but those', () => {
    const known = new Set(all.map(([, title]) => promiseKey(title)));
    const file = JSON.parse(readFileSync(`${root}apps/sidebar/translations/en.json`, 'utf8')) as object;
    expect(Object.keys(file).filter((key) => key.startsWith('promise_') && !known.has(key))).toEqual([]);
  });

  test('is the company’s own word where it has one, in whatever language', async () => {
    const span = '2 business days';
    const judge = judgeFor({
      obligations: {
        acknowledge: { title: 'Say hello back' },
        'first-call': {
          title: 'Decide the complaint',
          anchor: 'received',
          span,
          calendar: 'office',
          satisfiedBy: ['reply'],
        },
      },
    });
    const view = await show([received], '2026-11-16T12:00:00Z', { judge, words: words('de-DE') });
    const titles = view.clocks.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['Say hello back', 'Decide the complaint']));
    expect(titles).toContain('Erste inhaltliche Antwort geben');
  });
});
