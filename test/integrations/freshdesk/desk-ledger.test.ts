import { describe, expect, test } from 'vitest';
import type { TagChange } from '#core/effect/effect.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { toIso } from '#core/time.ts';
import { driven, drivenAlone } from '#test/contract/driven.ts';
import type { HelpdeskSubject } from '#test/contract/helpdesk.ts';
import { letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { opened, write } from './opened-desk.ts';

describe('the ledger in notes', () => {
  const key = 'acknowledge:breach:1795424400000';
  const request = (owner: string) => ({ keys: [key], owner, channel: 'C1' });
  const claimed = (subject: HelpdeskSubject, record: TicketRecord, owner: string, tags?: TagChange) =>
    drivenAlone(subject.time, () => subject.ports.ledger.claim(record, { ...request(owner), tags }, never));

  /** Two keys claimed at once, and the ledger of who then marks them. */
  const bothClaimed = async (who: string) => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const record = await readSettled(subject, ticket);
    const { ports, otherPorts, time } = subject;
    const keys = [key, 'card'];
    expect(await drivenAlone(time, () => ports.ledger.claim(record, { ...request('a'), keys }, never))).toBe('held');
    const { ledger } = who === 'who claimed' ? ports : otherPorts;
    return { subject, ticket, record, time, keys, ledger };
  };

  test('gives no claim that the list does not show yet', async () => {
    const subject = await opened();
    const record = await readSettled(subject, subject.customerWrites(letter()));
    subject.fake.setSwitches({ staleConversationsMs: 20_000 });
    expect(await claimed(subject, record, 'a')).toBe('unknown');
  });

  test('gives a claim where the list lags less than we wait, and to one only', async () => {
    const subject = await opened({ switches: { staleConversationsMs: 4_000 } });
    const record = await readSettled(subject, subject.customerWrites(letter()));
    expect(await claimed(subject, record, 'a')).toBe('held');
  });

  test('saves tags on its way to a claim, among those that stand there', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    subject.agentTags(ticket, 'vip');
    const record = await readSettled(subject, ticket);
    expect(await claimed(subject, record, 'a', { addTags: ['breached'] })).toBe('held');
    expect(subject.fake.ticket(ticket.id)?.tags).toEqual(['vip', 'recourse_breached']);
    expect(subject.fake.requests()['PUT /tickets/:id']).toBe(1);
  });

  test('gives a claim where the tags could not be saved', async () => {
    const subject = await opened();
    const record = await readSettled(subject, subject.customerWrites(letter()));
    subject.fake.faults.set({ match: { method: 'PUT' }, kind: '500-before', times: 1 });
    expect(await claimed(subject, record, 'a', { addTags: ['breached'] })).toBe('held');
    expect(subject.fake.requests()['PUT /tickets/:id']).toBe(1);
  });

  test('leaves no note of a claim that was lost', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const record = await readSettled(subject, ticket);
    const { ports, otherPorts } = subject;
    // Both have looked before either writes.
    subject.fake.faults.set({ match: { method: 'POST' }, kind: 'latency', ms: 2_000, times: 2 });
    const answers = await driven(
      subject.time,
      () => ports.ledger.claim(record, request('a'), never),
      () => otherPorts.ledger.claim(record, request('b'), never),
    );
    expect(answers.toSorted()).toEqual(['conflict', 'held']);
    expect(subject.fake.requests()['POST /tickets/:id/notes']).toBe(2);
    expect(subject.fake.ticket(ticket.id)?.comments.length).toBe(2);
  });

  test('leaves one note an alert, which says in the end that it was posted', async () => {
    const subject = await opened({ switches: { noteEditMovesUpdatedAt: false } });
    const ticket = subject.customerWrites(letter());
    await claimed(subject, await readSettled(subject, ticket), 'a');
    const posted = { channel: 'C1', message: '7' };
    expect(
      await drivenAlone(subject.time, () =>
        subject.ports.ledger.mark(ticket, { keys: [key], posted, covers: [] }, never),
      ),
    ).toBe('marked');
    expect(subject.fake.ticket(ticket.id)?.comments.length).toBe(2);
    expect((await readSettled(subject, ticket)).ledger).toMatchObject([{ kind: 'posted', ...posted }]);
    expect(subject.fake.ticket(ticket.id)?.comments[1]).toMatchObject({ public: false });
  });

  test.each(['who claimed', 'somebody who remembers nothing'])(
    'marks one key of a claim after the other: %s',
    async (who) => {
      const { subject, ticket, record, time, keys, ledger } = await bothClaimed(who);
      for (const [index, one] of keys.entries()) {
        const asked = subject.asked().all;
        const marks = { keys: [one], posted: { channel: 'C1', message: `${index}` }, covers: [] };
        expect(await drivenAlone(time, () => ledger.mark(ticket, marks, never))).toBe('marked');
        expect(subject.asked().all - asked === 1).toBe(who === 'who claimed');
        expect((await readSettled(subject, ticket)).ledger).toMatchObject(
          keys.map((key, n) => ({ kind: n <= index ? 'posted' : 'claimed', key })),
        );
      }
      expect(subject.fake.ticket(ticket.id)?.comments.length).toBe(2);
      const [entry] = (await readSettled(subject, ticket)).ledger;
      expect(entry?.at).toBeLessThanOrEqual(time.now());
      expect(entry?.at).toBeGreaterThan(record.readAt);
    },
  );

  test('marks once, though its edit of the claim’s note got no answer', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    expect(await claimed(subject, await readSettled(subject, ticket), 'a')).toBe('held');
    subject.befall('error-after', 'writing', 1);
    const writes = subject.asked().writes;
    const marks = { keys: [key], posted: { channel: 'C1', message: '7' }, covers: [] };
    expect(await drivenAlone(subject.time, () => subject.ports.ledger.mark(ticket, marks, never))).toBe('marked');
    expect(subject.asked().writes - writes).toBe(1);
    expect((await readSettled(subject, ticket)).ledger).toMatchObject([{ kind: 'posted', key, message: '7' }]);
  });

  test.each(['who claimed', 'somebody who remembers nothing'])(
    'keeps each mark though the edit that bore the first one arrives after all of them: %s',
    async (who) => {
      const { subject, ticket, time, keys, ledger } = await bothClaimed(who);
      // Longer than we wait for an answer.
      subject.fake.faults.set({ match: { method: 'PUT' }, kind: 'latency', ms: 40_000, times: 1 });
      for (const one of keys) {
        const marks = { keys: [one], posted: { channel: 'C1', message: one }, covers: [] };
        expect(await drivenAlone(time, () => ledger.mark(ticket, marks, never))).toBe('marked');
      }
      const endsAt = time.now() + 60_000;
      await driven(time, () => time.sleepUntil(endsAt, never));
      expect((await readSettled(subject, ticket)).ledger).toMatchObject(
        keys.map((key) => ({ kind: 'posted', key, message: key })),
      );
    },
  );

  test('is marked anew where somebody deletes the claim’s note meanwhile', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await claimed(subject, await readSettled(subject, ticket), 'a');
    const note = subject.fake.ticket(ticket.id)?.comments[1]?.id ?? '';
    const headers = { authorization: `Basic ${Buffer.from(`${subject.credential}:X`).toString('base64')}` };
    await fetch(`${subject.baseUrl}/api/v2/conversations/${note}`, { method: 'DELETE', headers });
    const posted = { channel: 'C1', message: '7' };
    expect(
      await drivenAlone(subject.time, () =>
        subject.ports.ledger.mark(ticket, { keys: [key], posted, covers: [] }, never),
      ),
    ).toBe('marked');
    expect((await readSettled(subject, ticket)).ledger).toMatchObject([{ kind: 'posted', ...posted }]);
  });

  test('is known though all notes are deleted, where the account has a field to keep an index in', async () => {
    const subject = await opened();
    subject.fake.addField({ label: 'recourse_ledger', type: 'custom_paragraph' });
    const ticket = subject.customerWrites(letter());
    const posted = { channel: 'C1', message: '7' };
    await drivenAlone(subject.time, () =>
      subject.ports.ledger.mark(ticket, { keys: [key], posted, covers: [] }, never),
    );
    await write(subject, await readSettled(subject, ticket), { addTags: ['open'] });
    const note = subject.fake.ticket(ticket.id)?.comments[1]?.id ?? '';
    const headers = { authorization: `Basic ${Buffer.from(`${subject.credential}:X`).toString('base64')}` };
    await fetch(`${subject.baseUrl}/api/v2/conversations/${note}`, { method: 'DELETE', headers });
    const record = await readSettled(subject, ticket);
    expect(record.ledger).toMatchObject([{ kind: 'posted', ...posted }]);
    expect(await claimed(subject, record, 'b')).toBe('conflict');
  });

  test('is dated by the account and not by whoever writes it', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await claimed(subject, await readSettled(subject, ticket), 'a');
    const [entry] = (await readSettled(subject, ticket)).ledger;
    const [, note] = subject.fake.ticket(ticket.id)?.comments ?? [];
    expect(toIso(Math.floor((entry?.at ?? 0) / 1000) * 1000)).toBe(
      toIso(Math.floor(Date.parse(note?.at ?? '') / 1000) * 1000),
    );
  });
});
