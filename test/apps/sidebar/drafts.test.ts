import { draftOf, type DraftKind } from '#apps/sidebar/drafts.ts';
import { referralBodies } from '#apps/sidebar/referral-bodies.ts';
import { readDecided } from '#core/complaint/decided.ts';
import { readReply } from '#core/complaint/reply-kind.ts';
import type { PresetId } from '#core/policy/presets.ts';
import { presetIds, presets } from '#core/policy/presets.ts';
import { describe, expect, test } from 'vitest';
import { instantOf, recordOf } from '../../core/a-record.ts';
import { judgeFor, words } from './a-panel.ts';

const now = instantOf('2026-11-16T12:00:00Z');
const record = recordOf(
  {
    timeline: [
      { at: '2026-11-16T10:00:00Z', who: 'complainant', says: 'I want to make a formal complaint about my bill.' },
    ],
  },
  { fields: { outcome: 'upheld: the bill was wrong', remedy: 'refund, apology' } },
);

async function draft(
  kind: DraftKind,
  preset: PresetId = 'iso10002-practice',
  locale = 'en-GB',
  decided = readDecided(record.fields),
): Promise<string> {
  const judge = judgeFor({ presets: [preset] });
  const { outcome, policy } = await judge.judge(record, now);
  return draftOf(kind, {
    record,
    complaint: outcome.complaint!,
    clocks: outcome.clocks,
    decided,
    policy,
    now,
    words: words(locale),
    by: 'Priya Nair',
  });
}

describe('drafts', () => {
  test('are read as what they are meant to be', async () => {
    expect(readReply(await draft('ack')).kind).toBe('ack');
    expect(readReply(await draft('holding'))).toMatchObject({
      kind: 'holding',
      contains: expect.arrayContaining(['reasons', 'expectedDate']),
    });
    expect(readReply(await draft('decision'))).toMatchObject({
      kind: 'decision',
      contains: expect.arrayContaining(['reasons', 'remedy']),
    });
  });

  test('name the complainant, the reference, the outcome and who writes', async () => {
    const text = await draft('decision');
    expect(await draft('ack')).toContain('by 7 December 2026.');
    for (const part of ['Joan Marsh', '#7', 'upheld', 'the bill was wrong', 'refund', 'Priya Nair'])
      expect(text).toContain(part);
  });

  test('of a complaint that was withdrawn say so', async () => {
    const text = await draft('decision', 'iso10002-practice', 'en-GB', readDecided({ outcome: 'withdrawn' }));
    expect(text).toContain('Our decision is: withdrawn.');
  });

  test('leave what only a person knows of a remedy to them', async () => {
    const decided = readDecided({ outcome: 'upheld', remedy: 'apology, other' });
    const text = await draft('decision', 'iso10002-practice', 'en-GB', decided);
    expect(text).toContain('To put this right: apology, […].');
  });

  test.each(presetIds)('under %s hold what it asks of a final and of a holding reply', async (preset) => {
    const { obligations } = presets[preset];
    for (const { requires = [], holdingKeeps, substitutes } of Object.values(obligations)) {
      expect(readReply(await draft('decision', preset)).contains).toEqual(expect.arrayContaining([...requires]));
      const asked = [...(holdingKeeps?.requires ?? []), ...(substitutes?.requires ?? [])];
      expect(readReply(await draft('holding', preset)).contains).toEqual(expect.arrayContaining(asked));
    }
  });

  test.each(['de', 'fr', 'es', 'pt'])(
    'are written in %s for whoever reads it, and read as what they are meant to be',
    async (language) => {
      for (const kind of ['ack', 'holding', 'decision'] as const) {
        const text = await draft(kind, 'iso10002-practice', language);
        expect(text).not.toMatch(/\{\w+\}|complaint/u);
        expect(readReply(text, language).kind).toBe(kind);
      }
      const required = ['reasons', 'expectedDate'];
      expect(readReply(await draft('holding', 'eu-psd2', language), language).contains).toEqual(
        expect.arrayContaining(required),
      );
    },
  );

  test('know a body for every preset that demands a referral', () => {
    for (const preset of presetIds) {
      const demands = Object.values(presets[preset].obligations).some(({ requires }) =>
        requires?.includes('referralRight'),
      );
      if (demands) expect(referralBodies[preset]?.bodies).not.toEqual([]);
    }
  });
});
