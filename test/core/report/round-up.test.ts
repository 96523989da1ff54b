import { expect, test } from 'vitest';
import { roundUp } from '#core/report/round-up.ts';
import type { OpenComplaint } from '#core/report/open-complaint.ts';

const now = 1_000_000;
const turn = { kind: 'daily', untilAt: now + 500 } as const;
const none = { count: 0, isWhole: true };

function one(id: string, dueIn: number | undefined, isWaiting = false): OpenComplaint {
  const next = dueIn === undefined ? undefined : { title: 'Acknowledge', dueAt: now + dueIn, isBroken: dueIn < 0 };
  return {
    ticket: { platform: 'zendesk', account: 'acme', id },
    url: `https://acme.zendesk.com/agent/tickets/${id}`,
    subject: id,
    severity: 'low',
    isPossible: false,
    receivedAt: 0,
    assignee: undefined,
    next,
    isWaiting,
    subjectForOthers: 'Broken sofa',
    snoozedUntil: undefined,
  };
}

test('each complaint is named once, where it is gravest, and counted wherever it belongs', () => {
  const all = [
    one('later', 900, true),
    one('broken', -5, true),
    one('due', 499),
    one('paused', undefined),
    one('first', -9),
  ];
  const told = roundUp(all, turn, { count: 2, isWhole: false }, now);
  const ids = (list: readonly OpenComplaint[] = []): string[] => list.map(({ ticket }) => ticket.id);
  expect(told).toMatchObject({ kind: 'daily', open: 5, unanswered: 2, closed: { count: 2, isWhole: false } });
  expect(ids(told?.broken)).toEqual(['first', 'broken']);
  expect(ids(told?.due)).toEqual(['due']);
  expect(ids(told?.waiting)).toEqual(['later']);
});

test('what is due at this very instant is due, and what is due when the day is over is not', () => {
  const told = roundUp([one('now', 0), one('tomorrow', 500)], turn, none, now);
  expect(told?.due.map(({ ticket }) => ticket.id)).toEqual(['now']);
  expect(told?.broken).toEqual([]);
});

test('where nothing is open and nothing was closed there is nothing to tell', () => {
  expect(roundUp([], turn, none, now)).toBeUndefined();
  expect(roundUp([], turn, { count: 1, isWhole: true }, now)).toMatchObject({ open: 0 });
});
