import { describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { normalise } from '#integrations/freshdesk/normalise.ts';
import { entries } from '#test/integrations/of-records.ts';
import { agent, conversation, inCopy, rawTicket, requester, users } from './raw-tickets.ts';

const read = (raw: unknown): TicketRecord => normalise(raw, { prefix: 'recourse_' });

describe('what was said on a Freshdesk ticket', () => {
  const said = (...conversations: object[]) =>
    entries(read({ ticket: rawTicket(), users, conversations }), 'said').slice(1);

  test('belongs to a person in the capacity they have on this ticket', () => {
    const words = said(conversation(1, requester), conversation(2, agent), conversation(3, inCopy));
    expect(words.map(({ by }) => by.role)).toEqual(['complainant', 'agent', 'other']);
    expect(words[1]?.by.name).toBe('Ann Field');
  });

  test('belongs to nobody where a rule, a mail program or a merge wrote it', () => {
    const words = said(
      conversation(1, null),
      conversation(2, agent, { automation_id: 9 }),
      conversation(3, requester, { auto_response: true }),
      conversation(4, agent, {
        source: 2,
        private: true,
        body_text: 'This ticket is closed and merged into ticket 9.',
      }),
    );
    expect(words.map(({ by }) => by.role)).toEqual(words.map(() => 'automatic'));
    expect(said(conversation(1, null, { incoming: true }))[0]?.by.role).toBe('complainant');
  });

  test('is private where it is a note, or was sent on to somebody else', () => {
    const words = said(
      conversation(1, agent),
      conversation(2, agent, { private: true, source: 2 }),
      conversation(3, agent, { source: 8 }),
      conversation(4, agent, { source: 2 }),
    );
    expect(words.map((entry) => entry.public)).toEqual([true, false, false, true]);
  });

  test('comes in the order of its numbers within a second', () => {
    expect(
      said(conversation(12, agent), conversation(9, requester), conversation(110, agent)).map(({ id }) => id),
    ).toEqual(['9', '12', '110']);
  });

  test('is taken from the ten that a ticket may bring with it where no list was read', () => {
    const record = read({ ticket: rawTicket({ conversations: [conversation(1, agent)] }) });
    expect(entries(record, 'said').map(({ id }) => id)).toEqual(['description', '1']);
  });
});
