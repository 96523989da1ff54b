import { expect, test } from 'vitest';
import { presetIds, presets, type PresetId } from '#core/policy/presets.ts';
import { instantBefore, dueAt } from '#core/sla/span.ts';
import { parseInstant, toIso } from '#core/time.ts';
import { samplePolicy } from './sample-policy.ts';

function figures(id: PresetId): readonly string[] {
  return samplePolicy({ presets: [id] }).obligations.map(
    ({ id, spanText, anchor, substitutes }) =>
      `${id}: ${spanText} from ${anchor}${substitutes === undefined ? '' : `, or ${substitutes.extendsTo.count} by a holding reply`}`,
  );
}

test.each([
  [
    'iso10002-practice',
    [
      'acknowledge: 24 hours from received',
      'respond: 5 business days from received',
      'resolve: 15 business days from received',
      'escalation: 48 hours from escalated',
    ],
  ],
  ['uk-fca-disp', ['disp-summary: 3 business days from received', 'disp-final: 8 weeks from received']],
  ['uk-fca-psd-emd', ['psd-final: 15 business days from received, or 35 by a holding reply']],
  ['uk-ofcom-adr', ['adr-letter-8-weeks: 8 weeks from received', 'adr-letter: 6 weeks from received']],
  ['gb-energy', ['energy-letter: 8 weeks from received']],
  [
    'uk-housing-ombudsman',
    [
      'housing-acknowledge: 5 business days from received',
      'housing-stage-1: 10 business days from acknowledged, or 20 by a holding reply',
      'housing-stage-2-acknowledge: 5 business days from escalated',
      'housing-stage-2: 20 business days from stageAcknowledged',
    ],
  ],
  ['ie-cpc', ['cpc-acknowledge: 5 business days from received', 'cpc-resolve: 40 business days from received']],
  ['eu-psd2', ['psd2-reply: 15 business days from received, or 35 by a holding reply']],
  [
    'au-asic-rg271',
    [
      'rg271-acknowledge: 24 hours from received',
      'rg271-response: 30 days from received',
      'rg271-super: 45 days from received',
      'rg271-hardship: 21 days from received',
    ],
  ],
  [
    'au-telco-2018std',
    [
      'telco-propose: 10 business days from received',
      'telco-urgent: 2 business days from received',
      'telco-affected-person: 2 business days from received',
      'telco-implement: 5 business days from decisionAccepted',
    ],
  ],
  ['us-cfpb-portal', ['cfpb-response: 15 days from portalReceived, or 60 by a holding reply']],
] as const)('the figures of %s are those its sources give, and no others', (id, expected) => {
  expect(figures(id)).toEqual(expected);
});

test('all presets can be in force together: no obligation is called like another', () => {
  const { obligations } = samplePolicy({ presets: [...presetIds] });
  expect(new Set(obligations.map(({ id }) => id)).size).toBe(obligations.length);
  expect(Object.keys(presets)).toEqual([...presetIds]);
  expect(presetIds.map((id) => presets[id].id)).toEqual([...presetIds]);
});

test('every obligation of every preset has a source, a date on which it was read, and a warning in time', () => {
  const { obligations, calendars } = samplePolicy({ presets: [...presetIds] });
  const calendar = calendars.get('office')!;
  const from = parseInstant('2026-06-01T09:00:00Z')!;
  for (const { id, source, warnAt, span } of obligations) {
    expect(source.text, id).not.toBe('');
    expect(source.readOn, id).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(warnAt.length, id).toBeGreaterThan(0);
    const due = dueAt(from, span, calendar);
    for (const warning of warnAt) {
      if (warning.kind !== 'before') throw new Error(`${id} warns by share`);
      const at = instantBefore(due, warning.span, calendar);
      expect(at, `${id} ${warning.text}`).toBeGreaterThan(from);
      expect(at, `${id} ${warning.text}`).toBeLessThan(due);
    }
  }
});

test('a regulator’s clock never pauses, and its source has an address', () => {
  for (const { id, regulatory, pausable, source } of samplePolicy({ presets: [...presetIds] }).obligations) {
    expect(regulatory && pausable, id).toBe(false);
    expect(!regulatory || source.url?.startsWith('https://'), id).toBe(true);
  }
  expect(presetIds.filter((id) => !presets[id].regulatory)).toEqual(['iso10002-practice']);
});

test('where letters are written in many languages, it is said in which holding letters are read', () => {
  expect(presets['eu-psd2'].notes.join()).toMatch(/holding letter.*English, French, German, Italian, Portuguese and/u);
});

test('nothing says that ISO requires a figure', () => {
  expect(JSON.stringify(presets)).not.toMatch(/ISO (10002 )?(requires|certif|demands|mandates)/i);
});

test('Ofcom’s eight weeks end where its six begin, at midnight in London on 8 April 2026', () => {
  const [before, after] = samplePolicy({ presets: ['uk-ofcom-adr'] }).obligations;
  expect(toIso(before!.effectiveTo!)).toBe('2026-04-07T23:00:00.000Z');
  expect(after!.effectiveFrom).toBe(before!.effectiveTo);
  expect([before!.effectiveFrom, after!.effectiveTo]).toEqual([undefined, undefined]);
});

test('what is uncertain has no clock: Ireland’s updates, the second housing extension, Australia’s five days', () => {
  const all = samplePolicy({ presets: [...presetIds] }).obligations;
  expect(all.filter(({ recurring, anchor }) => recurring || anchor === 'lastUpdate')).toEqual([]);
  expect(all.find(({ id }) => id === 'housing-stage-2')!.substitutes).toBeUndefined();
  expect(figures('ie-cpc').join()).not.toContain('20');
  expect(figures('au-asic-rg271').join()).not.toMatch(/\b5 /);
});

test('missing the three days of a summary resolution breaks nothing: the eight weeks go on', () => {
  const offers = samplePolicy({ presets: [...presetIds] }).obligations.filter(({ orElse }) => orElse !== undefined);
  expect(offers.map(({ id, orElse }) => [id, orElse])).toEqual([['disp-summary', 'disp-final']]);
});
