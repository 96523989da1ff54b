import { expect } from 'vitest';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '#core/time.ts';
import { PayloadError } from '#integrations/errors.ts';
import { drivenAlone } from './driven.ts';
import type { HelpdeskLaw, HelpdeskPorts, HelpdeskSubject } from './helpdesk.ts';
import {
  canary,
  checkSendsNothing,
  checkStatuses,
  failureOf,
  letter,
  listening,
  never,
  readSettled,
} from './helpdesk.ts';

const mostPages = 6;
const elsewhere: TicketRef = { platform: 'other', account: 'elsewhere', id: '1' };
const aborted = AbortSignal.abort(new Error('given up'));

/** What every TicketSource keeps to. */
export const sourceLaws: readonly HelpdeskLaw[] = [
  {
    name: 'a ticket is read whole: who wrote what to whom, and what changed',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await subject.time.moveTo(subject.time.now() + MINUTE_MS);
      subject.agentReplies(ticket, { text: 'We look into it.', public: true, status: 'pending' });
      await subject.time.moveTo(subject.time.now() + MINUTE_MS);
      subject.agentReplies(ticket, { text: 'She is upset.', public: false });
      const record = await readSettled(subject, ticket);
      expect(record).toMatchObject({
        ref: ticket,
        subject: 'Letter 1',
        status: 'pending',
        complainant: { role: 'complainant' },
      });
      expect(record.readAt).toBeGreaterThan(record.updatedAt);
      expect(saidByPeople(record)).toEqual([
        ['complainant', true, `${canary} (1)`],
        ['agent', true, 'We look into it.'],
        ['agent', false, 'She is upset.'],
      ]);
      const pending = record.timeline.find((entry) => entry.kind === 'status' && entry.to === 'pending');
      const reply = record.timeline.find((entry) => entry.kind === 'said' && entry.text === 'We look into it.');
      expect(pending?.by.role).toBe('agent');
      // One save: the reply and the status are seen as one.
      expect(pending?.update).toBe(reply?.update);
    },
  },
  {
    name: 'what the helpdesk’s own form says that a ticket is, is told by its name',
    async check(subject) {
      const formOf = async (form: string): Promise<string | undefined> =>
        (await readSettled(subject, subject.customerWrites({ ...letter(), form }))).form;
      expect(await formOf('Complaint')).toBe('Complaint');
      await subject.time.moveTo(subject.time.now() + 2 * MINUTE_MS);
      expect(await formOf('Question')).toBe('Question');
    },
  },
  {
    name: 'reading again gives the same record, but for when it was read',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      // What the helpdesk itself owes it works out some seconds after a save.
      await subject.time.moveTo(subject.time.now() + MINUTE_MS);
      const first = await readSettled(subject, ticket);
      const again = await readSettled(subject, ticket);
      expect({ ...again, readAt: 0 }).toEqual({ ...first, readAt: 0 });
      expect(again.readAt).toBeGreaterThan(first.readAt);
    },
  },
  {
    name: 'a conversation longer than a page is read to its end, each word once',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      for (let n = 0; n < 230; n += 1) subject.agentReplies(ticket, { text: `word ${n}`, public: n % 2 === 0 });
      const said = saidByPeople(await readSettled(subject, ticket)).map(([, , text]) => text);
      expect(said).toEqual([`${canary} (1)`, ...Array.from({ length: 230 }, (_, n) => `word ${n}`)]);
    },
  },
  {
    name: 'what changed comes page by page until nothing is left, and nothing is lost on the way',
    async check(subject) {
      const sinceAt = subject.time.now() - HOUR_MS;
      const written = Array.from({ length: 1_050 }, (_, n) => subject.customerWrites(letter(n)).id);
      await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
      const { ids, cursor } = await allChanges(subject, { sinceAt });
      expect(new Set(ids)).toEqual(new Set(written));
      const late = subject.customerWrites(letter('late'));
      const first = written[0] ?? '';
      subject.agentReplies({ ...late, id: first }, { text: 'again', public: true });
      await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
      expect(new Set((await allChanges(subject, cursor)).ids)).toEqual(new Set([late.id, first]));
    },
  },
  {
    name: 'a cursor may be used again, and goes on where it was',
    async check(subject) {
      const sinceAt = subject.time.now() - HOUR_MS;
      const { cursor } = await allChanges(subject, { sinceAt });
      const ticket = subject.customerWrites(letter());
      await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
      for (let times = 0; times < 2; times += 1) expect((await allChanges(subject, cursor)).ids).toEqual([ticket.id]);
    },
  },
  {
    name: 'a change of this very moment is not lost for having been asked about too soon',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const { ids, cursor } = await allChanges(subject, { sinceAt: subject.time.now() });
      await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
      expect([...ids, ...(await allChanges(subject, cursor)).ids]).toContain(ticket.id);
    },
  },
  {
    name: 'a deleted ticket is told of and read as deleted; one that never was is not found',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const { cursor } = await allChanges(subject, { sinceAt: subject.time.now() - HOUR_MS });
      subject.deletes(ticket);
      await subject.time.moveTo(subject.time.now() + 5 * MINUTE_MS);
      expect((await allChanges(subject, cursor)).ids).toEqual([ticket.id]);
      expect((await readSettled(subject, ticket)).status).toBe('deleted');
      const failure = await failureOf(subject, () => subject.ports.source.read({ ...ticket, id: '999999' }, never));
      expect(failure.reason).toBe('not-found');
    },
  },
  {
    name: 'tickets with our tag are found, however many, and no others',
    async check(subject) {
      const tagged = Array.from({ length: 620 }, (_, n) => {
        const ticket = subject.customerWrites(letter(n));
        subject.agentTags(ticket, `${subject.prefix}open`);
        return ticket.id;
      });
      subject.agentTags(subject.customerWrites(letter('other')), 'open');
      const found: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < mostPages; pages += 1) {
        const from = cursor;
        const page = await drivenAlone(subject.time, () => subject.ports.source.tagged('open', from, never));
        found.push(...page.tickets.map(({ id }) => id));
        cursor = page.cursor;
        if (!page.more) break;
      }
      expect(found.toSorted()).toEqual(tagged.toSorted());
    },
  },
  {
    name: 'tickets that nobody has solved are found, however many, and no others',
    async check(subject) {
      const waiting = Array.from({ length: 620 }, (_, n) => subject.customerWrites(letter(n)).id);
      const pending = subject.customerWrites(letter('pending'));
      subject.agentReplies(pending, { text: 'We wait for you.', public: true, status: 'pending' });
      const solved = subject.customerWrites(letter('solved'));
      subject.agentReplies(solved, { text: 'Done.', public: true, status: 'solved' });
      subject.closes(subject.customerWrites(letter('closed')));
      const found: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < mostPages; pages += 1) {
        const from = cursor;
        const page = await drivenAlone(subject.time, () => subject.ports.backlog.unsolved(from, never));
        // How long it will take, somebody wants to know who waits for the first of many pages.
        if (pages === 0) expect(page.total).toBe(waiting.length + 1);
        found.push(...page.tickets.map(({ id }) => id));
        cursor = page.cursor;
        if (!page.more) break;
      }
      expect(found.toSorted()).toEqual([...waiting, pending.id].toSorted());
      await checkStatuses(subject, ({ backlog }) => backlog.unsolved(undefined, never), { 404: 'rejected' });
      await checkSendsNothing(subject, ({ backlog }) => backlog.unsolved(undefined, aborted));
    },
  },
  {
    name: 'being told to wait is waited out',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      subject.befall('busy', 'reading', 2);
      expect((await readSettled(subject, ticket)).subject).toBe('Letter 1');
    },
  },
  {
    name: 'a failure while reading is a failure, never half a record',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      for (const misfortune of ['error-before', 'cut-before', 'half-answer', 'silence-before'] as const) {
        // Twice: a connection that was cut while idle may be tried anew.
        subject.befall(misfortune, 'reading', 2);
        const failure = await failureOf(subject, () => subject.ports.source.read(ticket, never));
        expect(failure).toMatchObject({ retryable: true, outcome: 'not-done' });
      }
    },
  },
  {
    name: 'each HTTP status gives its reason',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await checkStatuses(subject, ({ source }) => source.read(ticket, never));
      // A cursor that is not found is one that is no longer taken: the same as one that is refused.
      const { cursor } = await allChanges(subject, { sinceAt: subject.time.now() });
      await checkStatuses(subject, ({ source }) => source.changesSince(cursor, never), { 404: 'rejected' });
      await checkStatuses(subject, ({ source }) => source.tagged('open', undefined, never), { 404: 'rejected' });
    },
  },
  {
    name: 'an answer of another shape is a PayloadError that quotes nothing',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const works: readonly ((ports: HelpdeskPorts) => Promise<unknown>)[] = [
        ({ source }) => source.read(ticket, never),
        ({ source }) => source.changesSince({ sinceAt: 0 }, never),
        ({ source }) => source.tagged('open', undefined, never),
      ];
      for (const body of ['{}', `{"ticket":"${canary}","tickets":"${canary}","results":[7]}`, '[7]', '"x"']) {
        const { baseUrl, stop } = await listening(200, body);
        for (const work of works) {
          const error = await drivenAlone(subject.time, () =>
            work(subject.portsAt(baseUrl)).catch((error: unknown) => error),
          );
          expect(error).toBeInstanceOf(PayloadError);
          expect(String((error as Error).stack)).not.toContain('kettle');
        }
        await stop();
      }
    },
  },
  {
    name: 'nothing is sent for a caller who gave up, nor about another account’s ticket',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await checkSendsNothing(subject, ({ source }) => source.read(ticket, aborted));
      await checkSendsNothing(subject, ({ source }) => source.changesSince({ sinceAt: 0 }, aborted));
      await checkSendsNothing(subject, ({ source }) => source.tagged('open', undefined, aborted));
      await checkSendsNothing(subject, ({ source }) => source.read(elsewhere, never));
      await checkSendsNothing(subject, ({ source }) => source.read({ ...ticket, id: '../users/1' }, never));
    },
  },
];

function saidByPeople(record: TicketRecord): (readonly [string, boolean, string])[] {
  return record.timeline.flatMap((entry) =>
    entry.kind === 'said' && entry.by.role !== 'automatic' ? [[entry.by.role, entry.public, entry.text] as const] : [],
  );
}

async function allChanges(
  subject: HelpdeskSubject,
  from: string | { readonly sinceAt: number },
): Promise<{ readonly ids: readonly string[]; readonly cursor: string }> {
  const ids: string[] = [];
  let next = from;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const place = next;
    const { tickets, cursor, more } = await drivenAlone(subject.time, () =>
      subject.ports.source.changesSince(place, never),
    );
    ids.push(...tickets.map(({ id }) => id));
    if (!more) return { ids, cursor };
    next = cursor;
  }
  throw new Error('the changes never end');
}
