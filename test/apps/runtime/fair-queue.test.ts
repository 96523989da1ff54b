import { expect, test } from 'vitest';
import { createFairQueue } from '#apps/runtime/fair-queue.ts';
import type { FairQueue } from '#apps/runtime/fair-queue.ts';
import type { TicketRef } from '#core/ticket.ts';

const ticket = (account: string, id: number): TicketRef => ({ platform: 'zendesk', account, id: String(id) });

function filled(counts: Readonly<Record<string, number>>): FairQueue<'due' | 'hint'> {
  const queue = createFairQueue(['due', 'hint']);
  for (const [account, count] of Object.entries(counts)) {
    for (let id = 0; id < count; id += 1) queue.add(ticket(account, id), 'hint');
  }
  return queue;
}

function taken(queue: FairQueue<'due' | 'hint'>, count: number): readonly string[] {
  return Array.from({ length: count }, () => {
    const ref = queue.take(
      () => true,
      () => false,
    );
    return ref === undefined ? 'nothing' : `${ref.account} ${ref.id}`;
  });
}

test('accounts take turns, each in its own order', () => {
  const queue = filled({ storm: 3, calm: 1, other: 2 });
  expect(taken(queue, 7)).toEqual(['storm 0', 'calm 0', 'other 0', 'storm 1', 'other 1', 'storm 2', 'nothing']);
  expect(queue.size).toBe(0);
});

test('accounts of one name on two platforms are two', () => {
  const queue = filled({ acme: 2 });
  queue.add({ platform: 'freshdesk', account: 'acme', id: '9' }, 'hint');
  expect(taken(queue, 3)).toEqual(['acme 0', 'acme 9', 'acme 1']);
});

test('a ticket asked for again keeps its place and counts once', () => {
  const queue = filled({ acme: 2 });
  queue.add(ticket('acme', 0), 'hint');
  expect(queue.size).toBe(2);
  expect(queue.has(ticket('acme', 0))).toBe(true);
  expect(taken(queue, 3)).toEqual(['acme 0', 'acme 1', 'nothing']);
});

test('a busy ticket is passed over, and keeps its account’s turn for the one behind it', () => {
  const queue = filled({ acme: 2 });
  const ref = queue.take(
    () => true,
    (name) => name.endsWith(':0'),
  );
  expect(ref?.id).toBe('1');
  expect(
    queue.take(
      () => false,
      () => false,
    ),
  ).toBe(undefined);
  expect(queue.size).toBe(1);
});

test('whoever has fewer takes a place of whoever has most, and never the other way round', () => {
  const queue = filled({ storm: 3, calm: 1 });
  expect(queue.makeRoom(ticket('calm', 7))?.id).toBe('2');
  expect(queue.makeRoom(ticket('storm', 7))).toBe(undefined);
  expect(queue.size).toBe(3);
});

test('what is due goes before hints, even where it was a hint before, and is never what makes room', () => {
  const queue = filled({ acme: 3, calm: 1 });
  queue.add(ticket('acme', 2), 'due');
  queue.add(ticket('acme', 2), 'hint');
  queue.add(ticket('acme', 7), 'due');
  expect(queue.size).toBe(5);
  expect(queue.makeRoom(ticket('calm', 5))?.id).toBe('1');
  expect(taken(queue, 5)).toEqual(['acme 2', 'calm 0', 'acme 7', 'acme 0', 'nothing']);
  queue.add(ticket('acme', 1), 'due');
  expect(queue.makeRoom(ticket('calm', 5))).toBe(undefined);
});
