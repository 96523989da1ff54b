import { readRecorded, writeRecorded } from '#core/complaint/recorded.ts';
import { judge } from '#core/pipeline.ts';
import { toIso } from '#core/time.ts';
import { describe, expect, test } from 'vitest';
import { instantOf, recordOf, type Line } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy({ presets: ['eu-psd2', 'iso10002-practice'] });
const complains: Line = {
  at: '2026-11-02T09:00:00Z',
  who: 'complainant',
  says: 'Ich möchte mich förmlich beschweren: Sie haben mir zweimal dieselbe Summe abgebucht, und niemand antwortet mir.',
};
const now = instantOf('2026-11-27T09:00:00Z');

function seen(lines: readonly Line[], until = now) {
  return judge(recordOf({ timeline: [complains, ...lines] }), policy, until);
}

const statusOf = (lines: readonly Line[], name: string) =>
  seen(lines).clocks.find(({ obligation }) => obligation.id === name)?.status;

describe('a complaint in German', () => {
  test('that was only acknowledged has not been answered', () => {
    const received = { at: '2026-11-02T10:00:00Z', who: 'agent', says: 'Wir haben Ihre Beschwerde erhalten.' } as const;
    const paid = { at: '2026-11-03T10:00:00Z', who: 'agent', says: 'Wir haben Ihnen 40 Euro erstattet.' } as const;
    expect(statusOf([received], 'acknowledge')).toBe('met');
    expect(statusOf([received], 'respond')).toBe('breached');
    expect(statusOf([received, paid], 'respond')).toBe('met');
  });

  test('has more time once a holding letter gives the reasons and a date', () => {
    const says =
      'Wir prüfen Ihren Fall noch, weil die Bank nicht antwortet. Wir rechnen damit, bis 14. Dezember zu antworten.';
    const letter = { at: '2026-11-09T10:00:00Z', who: 'agent', says } as const;
    expect(statusOf([], 'psd2-reply')).toBe('breached');
    expect(statusOf([letter], 'psd2-reply')).toBe('running');
  });

  test('that was decided is not reopened by thanks', () => {
    const decided: Line = {
      at: '2026-11-04T10:00:00Z',
      who: 'agent',
      says: 'Dies ist unsere abschließende Antwort: wir haben Ihnen 40 Euro erstattet.',
      status: 'solved',
    };
    const back = (says: string): Line => ({ at: '2026-11-05T10:00:00Z', who: 'complainant', says, status: 'open' });
    expect(seen([decided, back('Vielen Dank, das Geld ist da!')]).complaint?.isOpen).toBe(false);
    expect(seen([decided, back('Danke, aber es fehlen noch 10 Euro.')]).complaint?.isOpen).toBe(true);
  });

  test('stays one in German once that is written down', () => {
    const received = { at: '2026-11-02T10:00:00Z', who: 'agent', says: 'Wir haben Ihre Beschwerde erhalten.' } as const;
    const record = recordOf({ timeline: [complains, received] });
    const first = judge(record, policy, now);
    const change = first.effects.find(({ kind }) => kind === 'change-ticket');
    const recognition = change?.kind === 'change-ticket' ? change.change.fields?.recognition : undefined;
    expect(readRecorded(recognition)?.language).toBe('de');
    const again = judge({ ...record, fields: { recognition } }, policy, now);
    expect(again.clocks).toEqual(first.clocks);
  });
});

test('English is not written down as a language', () => {
  const words = { at: '2026-11-02T09:00:00Z', who: 'complainant', says: 'I want to make a formal complaint.' } as const;
  const [effect] = judge(recordOf({ timeline: [words] }), policy, instantOf('2026-11-02T09:30:00Z')).effects;
  const recognition = effect?.kind === 'change-ticket' ? effect.change.fields?.recognition : undefined;
  expect(recognition).not.toContain('language');
  const recorded = readRecorded(recognition);
  expect(recorded).toBeDefined();
  expect(toIso(recorded!.at)).toBe('2026-11-02T09:00:00.000Z');
  expect(readRecorded(writeRecorded({ ...recorded!, language: 'unknown' }))?.language).toBe('unknown');
});

test('a complainant whose helpdesk knows their language is answered in it, whatever they wrote in', () => {
  const line = { at: '2026-11-02T09:00:00Z', who: 'complainant', says: 'I want to make a formal complaint.' } as const;
  const reply = { at: '2026-11-02T10:00:00Z', who: 'agent', says: 'Nous avons bien reçu votre réclamation.' } as const;
  const answered = (language: string) =>
    judge(recordOf({ timeline: [line, reply], language }), policy, now).clocks.find(
      ({ obligation }) => obligation.id === 'respond',
    )?.status;
  expect(answered('fr-CA')).toBe('breached');
  expect(answered('en-GB')).toBe('met');
});

test('a language that somebody wrote into the field is none that we know', () => {
  const reply: Line = { at: '2026-11-02T10:00:00Z', who: 'agent', says: 'Wir haben Ihre Beschwerde erhalten.' };
  const record = recordOf({ timeline: [complains, reply] });
  const recorded = judge(record, policy, now).complaint!.recognition;
  for (const language of ['constructor', '__proto__', '', 'x'.repeat(80)]) {
    const fields = { recognition: writeRecorded({ ...recorded, language }) };
    expect(judge({ ...record, fields }, policy, now).complaint?.recognition.language).toBe(language);
  }
});
