import { expect } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { drivenAlone } from './driven.ts';
import type { HelpdeskLaw, HelpdeskSubject } from './helpdesk.ts';
import { checkSendsNothing, checkStatuses, failureOf, letter, never, readSettled } from './helpdesk.ts';

const noted: LedgerEntry = { kind: 'noted', key: 'acknowledge:breach:1', at: 5 };
const note = 'Recognised as a complaint.';

/** What every TicketActions keeps to. */
export const actionsLaws: readonly HelpdeskLaw[] = [
  {
    name: 'a change is done in as few writes as the platform allows: tags, fields, note, ledger and assignee',
    async check(subject) {
      const { ports, agent, prefix } = subject;
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      const before = subject.asked().writes;
      const change = {
        addTags: ['complaint', 'open'],
        fields: { category: 'billing', severity: 'high' },
        note,
        ledger: [noted],
        assignee: agent.id,
      };
      expect(await drivenAlone(subject.time, () => ports.actions.write(record, change, never))).toBe('written');
      expect(subject.asked().writes - before).toBe(subject.writesOfAChange);
      const standing = subject.seen(ticket);
      expect(standing?.tags).toEqual(expect.arrayContaining([`${prefix}complaint`, `${prefix}open`]));
      expect(standing?.fields).toMatchObject({ [`${prefix}category`]: 'billing', [`${prefix}severity`]: 'high' });
      expect(standing?.comments.at(-1)).toMatchObject({ text: note, public: false });
      expect(standing?.assignee).toBe(agent.id);
      const after = await readSettled(subject, ticket);
      expect(after.ledger).toEqual([noted]);
      expect(after.fields).toEqual({ category: 'billing', severity: 'high' });
    },
  },
  {
    name: 'what is not ours stays, and of ours what is not named',
    async check(subject) {
      const { ports, prefix } = subject;
      const ticket = subject.customerWrites(letter());
      for (const tag of ['vip', 'complaint', `${prefix}warned`, `${prefix}open`]) subject.agentTags(ticket, tag);
      subject.agentSets(ticket, 'outcome', 'upheld');
      const record = await readSettled(subject, ticket);
      const change = { addTags: ['breached'], removeTags: ['warned', 'vip', 'complaint'], fields: { category: 'x' } };
      await drivenAlone(subject.time, () => ports.actions.write(record, change, never));
      const standing = subject.seen(ticket);
      expect([...(standing?.tags ?? [])].toSorted()).toEqual(
        ['complaint', `${prefix}breached`, `${prefix}open`, 'vip'].toSorted(),
      );
      expect(standing?.fields).toEqual({ [`${prefix}outcome`]: 'upheld', [`${prefix}category`]: 'x' });
      expect(standing).toMatchObject({ status: record.status, assignee: undefined });
    },
  },
  {
    name: 'a field is emptied by an empty text',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      subject.agentSets(ticket, 'outcome', 'upheld');
      const record = await readSettled(subject, ticket);
      await drivenAlone(subject.time, () => subject.ports.actions.write(record, { fields: { outcome: '' } }, never));
      expect(subject.seen(ticket)?.fields).toEqual({});
    },
  },
  {
    name: 'a ledger keeps what it held when more is written into it',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const more: LedgerEntry = { kind: 'pressed', action: 'take', by: 'Ann', at: 7 };
      for (const entry of [noted, more]) {
        const record = await readSettled(subject, ticket);
        await drivenAlone(subject.time, () => subject.ports.actions.write(record, { ledger: [entry] }, never));
      }
      expect((await readSettled(subject, ticket)).ledger).toEqual([noted, more]);
    },
  },
  {
    name: 'a ticket that moved on since it was read is left as it is',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      subject.agentReplies(ticket, { text: 'Meanwhile', public: true });
      const standing = subject.seen(ticket);
      await subject.time.moveTo(subject.time.now() + 2_000);
      expect(await writeNote(subject, record)).toBe('conflict');
      expect(subject.seen(ticket)).toEqual(standing);
    },
  },
  {
    name: 'the same save twice is done once',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      expect(await writeNote(subject, record)).toBe('written');
      await subject.time.moveTo(subject.time.now() + 2_000);
      expect(await writeNote(subject, record)).toBe('conflict');
      expect(subject.seen(ticket)?.comments.filter(({ text }) => text === note).length).toBe(1);
    },
  },
  {
    name: 'a change by somebody else within the very second of the reading is not undone',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await drivenAlone(subject.time, () => subject.ports.source.read(ticket, never));
      subject.agentTags(ticket, 'vip');
      const change = { addTags: ['open'] };
      const outcome = await drivenAlone(subject.time, () => subject.ports.actions.write(record, change, never));
      expect(subject.seen(ticket)?.tags).toContain('vip');
      expect(subject.seen(ticket)?.tags.includes(`${subject.prefix}open`)).toBe(outcome === 'written');
    },
  },
  {
    name: 'our own note is nobody’s words',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await writeNote(subject, await readSettled(subject, ticket));
      const { timeline } = await readSettled(subject, ticket);
      expect(timeline.find((entry) => entry.kind === 'said' && entry.text === note)).toMatchObject({
        public: false,
        by: { role: 'automatic' },
      });
    },
  },
  {
    name: 'a ticket that the helpdesk has frozen takes no save, and says so',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      subject.freezes(ticket);
      const record = await readSettled(subject, ticket);
      expect(record.isFrozen).toBe(true);
      const failure = await failureOf(subject, () => subject.ports.actions.write(record, { note }, never));
      expect(failure).toMatchObject({ reason: 'closed', retryable: false, outcome: 'not-done' });
    },
  },
  {
    name: 'a save whose answer was lost is unknown, whether or not it was done',
    async check(subject) {
      const cases = [
        ['error-before', 0],
        ['cut-before', 0],
        ['error-after', 1],
        ['cut-after', 1],
        ['half-answer', 1],
        ['silence-before', 0],
        ['silence-after', 1],
        ['late', 0],
      ] as const;
      for (const [misfortune, done] of cases) {
        const ticket = subject.customerWrites(letter());
        const record = await readSettled(subject, ticket);
        const before = subject.asked().writes;
        subject.befall(misfortune, 'writing');
        const failure = await failureOf(subject, () => subject.ports.actions.write(record, { note }, never));
        expect([misfortune, failure.outcome, failure.retryable]).toEqual([misfortune, 'unknown', true]);
        expect(subject.asked().writes - before).toBe(1);
        expect(subject.seen(ticket)?.comments.filter(({ text }) => text === note).length).toBe(done);
      }
    },
  },
  {
    name: 'being told to wait is waited out, and the save done once',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      subject.befall('busy', 'writing');
      expect(await writeNote(subject, record)).toBe('written');
      expect(subject.seen(ticket)?.comments.filter(({ text }) => text === note).length).toBe(1);
    },
  },
  {
    name: 'each HTTP status gives its reason',
    async check(subject) {
      const record = await readSettled(subject, subject.customerWrites(letter()));
      await checkStatuses(subject, ({ actions }) => actions.write(record, { note }, never));
    },
  },
  {
    name: 'nothing is sent for a caller who gave up, nor to another account’s ticket',
    async check(subject) {
      const record = await readSettled(subject, subject.customerWrites(letter()));
      const given = AbortSignal.abort(new Error('given up'));
      await checkSendsNothing(subject, ({ actions }) => actions.write(record, { note }, given));
      const other = { ...record, ref: { ...record.ref, account: 'elsewhere' } };
      await checkSendsNothing(subject, ({ actions }) => actions.write(other, { note }, never));
    },
  },
  {
    name: 'an agent is known by the whole of their address, in any case, and a customer never',
    async check(subject) {
      const { agent, ports } = subject;
      subject.customerWrites(letter());
      const idOf = (email: string) => drivenAlone(subject.time, () => ports.agents.byEmail(email, never));
      expect(await idOf(agent.email)).toBe(agent.id);
      expect(await idOf(agent.email.toUpperCase())).toBe(agent.id);
      for (const other of [
        agent.email.slice(1),
        'maria@customers.example',
        '',
        '*',
        'a b@c',
        `"${agent.email}" OR a@b`,
      ]) {
        expect([other, await idOf(other)]).toEqual([other, undefined]);
      }
    },
  },
];

function writeNote(subject: HelpdeskSubject, record: Parameters<HelpdeskSubject['ports']['actions']['write']>[0]) {
  return drivenAlone(subject.time, () => subject.ports.actions.write(record, { note }, never));
}
