import { parts } from '#apps/sandbox/page/comment-card.tsx';
import { foremost } from '#apps/sandbox/page/complaint-panel.tsx';
import { place } from '#apps/sandbox/page/time-line.tsx';
import type { ExplainedClock } from '#apps/sandbox/model.ts';
import { describe, expect, test } from 'vitest';

describe('quotes in a text', () => {
  test('are marked where they stand, and nothing of the text is lost', () => {
    const text = 'Third time. I want my money back, third time.';
    const marked = parts(text, ['money back', 'Third time', 'not in it', '']);
    expect(marked.filter(({ quoted }) => quoted).map((part) => part.text)).toEqual(['Third time', 'money back']);
    expect(marked.map((part) => part.text).join('')).toBe(text);
  });

  test('that overlap are marked once', () => {
    const marked = parts('a formal complaint', ['a formal', 'formal complaint']);
    expect(marked).toEqual([
      { text: 'a formal', quoted: true },
      { text: ' complaint', quoted: false },
    ]);
  });
});

describe('the line of promises', () => {
  const stops = [0, 24, 120, 360];

  test('gives each promise the same room, however far off', () => {
    expect(stops.map((at) => Math.round(place(at, stops)))).toEqual([8, 85, 163, 240]);
    expect(place(12, stops)).toBeCloseTo(8 + 232 / 6);
  });

  test('ends at its ends', () => {
    expect([place(-5, stops), place(900, stops), place(3, [3])]).toEqual([8, 240, 8]);
  });
});

describe('the clock to look at first', () => {
  const clock = (obligation: string, status: ExplainedClock['status'], dueAt?: string): ExplainedClock => ({
    obligation,
    title: obligation,
    status,
    startedAt: '2026-03-01T00:00:00.000Z',
    dueAt,
    because: '',
  });

  test('is one that is broken, else the one due next', () => {
    const late = clock('resolve', 'breached', '2026-03-09T00:00:00.000Z');
    const soon = clock('respond', 'running', '2026-03-03T00:00:00.000Z');
    const later = clock('resolve', 'running', '2026-03-05T00:00:00.000Z');
    expect(foremost([soon, late])).toBe(late);
    expect(foremost([later, soon])).toBe(soon);
  });

  test('is none where all are kept, waived or not started', () => {
    expect(
      foremost([
        { ...clock('a', 'met'), satisfiedAt: '2026-03-02T00:00:00.000Z' },
        clock('b', 'waived'),
        clock('c', 'notStarted'),
      ]),
    ).toBeUndefined();
  });
});
