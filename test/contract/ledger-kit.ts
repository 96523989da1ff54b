import { expect } from 'vitest';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import type { ClaimRequest } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { driven, drivenAlone } from './driven.ts';
import type { HelpdeskLaw, HelpdeskSubject } from './helpdesk.ts';
import { checkSendsNothing, checkStatuses, failureOf, letter, never, readSettled } from './helpdesk.ts';

const key = 'acknowledge:breach:1795424400000';
const other = 'acknowledge:75%:1795424400000';
const posted = { channel: 'C1', message: '1795424400.000100' };
const request = (owner: string): ClaimRequest => ({ keys: [key], owner, channel: 'C1' });

/** What every AlertLedger keeps to. */
export const ledgerLaws: readonly HelpdeskLaw[] = [
  {
    name: 'a claim that is held stands in the ledger, dated by the helpdesk',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      expect(await claim(subject, record, 'nonce-1')).toBe('held');
      const [entry] = await ledgerOf(subject, ticket);
      expect(entry).toMatchObject({ kind: 'claimed', key, owner: 'nonce-1', channel: 'C1' });
      expect(entry?.at).toBeGreaterThanOrEqual(record.readAt);
      expect(entry?.at).toBeLessThanOrEqual(subject.time.now());
    },
  },
  {
    name: 'a claim that the helpdesk had wait is dated by when it was sent, as is its lease',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      const sentAt: number[] = [];
      const sending = (): number => {
        sentAt.push(subject.time.now());
        return subject.time.now();
      };
      subject.befall('busy', 'writing', 3);
      const { ledger } = subject.ports;
      const asked = { ...request('nonce-1'), sending };
      expect(await drivenAlone(subject.time, () => ledger.claim(record, asked, never))).toBe('held');
      const lastAt = sentAt.at(-1) ?? 0;
      expect(lastAt).toBeGreaterThanOrEqual(record.readAt + 3 * SECOND_MS);
      const [entry] = await ledgerOf(subject, ticket);
      expect(entry?.at).toBeGreaterThan(lastAt - SECOND_MS);
    },
  },
  {
    name: 'several keys are claimed in one, and each is marked without losing the others',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      const both = { ...request('nonce-1'), keys: [key, other] };
      const { ledger } = subject.ports;
      expect(await drivenAlone(subject.time, () => ledger.claim(record, both, never))).toBe('held');
      await drivenAlone(subject.time, () =>
        ledger.mark(ticket, { keys: [key], posted: { ...posted, shared: true }, covers: [] }, never),
      );
      expect(await ledgerOf(subject, ticket)).toMatchObject([
        { kind: 'posted', key, ...posted, shared: true },
        { kind: 'claimed', key: other, owner: 'nonce-1' },
      ]);
      await drivenAlone(subject.time, () => ledger.giveBack(ticket, { keys: [other], owner: 'nonce-1' }, never));
      expect((await ledgerOf(subject, ticket))[0]).toMatchObject({ kind: 'posted', key, ...posted });
    },
  },
  {
    name: 'of two claimers who saw the same, one holds it',
    async check(subject) {
      const record = await readSettled(subject, subject.customerWrites(letter()));
      const { ports, otherPorts } = subject;
      const answers = await driven(
        subject.time,
        () => ports.ledger.claim(record, request('one'), never),
        () => otherPorts.ledger.claim(record, request('two'), never),
      );
      expect(answers.toSorted()).toEqual(['conflict', 'held']);
    },
  },
  {
    name: 'of many claimers in the very second of a change, at most one holds it, and the ledger shows which',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await drivenAlone(subject.time, () => subject.ports.source.read(ticket, never));
      const answers = await driven(
        subject.time,
        ...Array.from({ length: 6 }, (_, n) => async () => {
          const { ledger } = n % 2 === 0 ? subject.ports : subject.otherPorts;
          return [`owner-${n}`, await ledger.claim(record, request(`owner-${n}`), never)] as const;
        }),
      );
      const holders = answers.flatMap(([owner, answer]) => (answer === 'held' ? [owner] : []));
      expect(holders.length).toBe(1);
      expect(await ledgerOf(subject, ticket)).toMatchObject([{ kind: 'claimed', owner: holders[0] }]);
    },
  },
  {
    name: 'a claim by somebody who read within the second of another’s claim does not overwrite it',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      const stale = await drivenAlone(subject.time, () => subject.otherPorts.source.read(ticket, never));
      expect(await claim(subject, record, 'first')).toBe('held');
      expect(
        await drivenAlone(subject.time, () => subject.otherPorts.ledger.claim(stale, request('second'), never)),
      ).toBe('conflict');
      const young = await drivenAlone(subject.time, () => subject.otherPorts.source.read(ticket, never));
      const taken = await drivenAlone(subject.time, () =>
        subject.otherPorts.ledger.claim(young, { ...request('third'), keys: [other] }, never),
      );
      expect(taken).toBe('held');
      expect((await ledgerOf(subject, ticket)).length).toBe(2);
    },
  },
  {
    name: 'a ticket that moved on is not claimed',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      subject.customerReplies(ticket, 'Hello?');
      await subject.time.moveTo(subject.time.now() + 2_000);
      expect(await claim(subject, record, 'late')).toBe('conflict');
      expect(await ledgerOf(subject, ticket)).toEqual([]);
    },
  },
  {
    name: 'a claim whose answer was lost is held only where the ledger shows it',
    async check(subject) {
      const cases = [
        ['error-after', 'held'],
        ['cut-after', 'held'],
        ['half-answer', 'held'],
        ['error-before', 'unknown'],
        ['cut-before', 'unknown'],
        ['silence-after', 'held'],
        ['silence-before', 'unknown'],
      ] as const;
      for (const [misfortune, answer] of cases) {
        const ticket = subject.customerWrites(letter());
        const record = await readSettled(subject, ticket);
        subject.befall(misfortune, 'writing');
        expect([misfortune, await claim(subject, record, 'mine')]).toEqual([misfortune, answer]);
        expect((await ledgerOf(subject, ticket)).length).toBe(answer === 'held' ? 1 : 0);
      }
    },
  },
  {
    name: 'a claim that arrives late, when its claimer has given up, keeps the next one out until it is seen',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const record = await readSettled(subject, ticket);
      subject.befall('late', 'writing');
      expect(await claim(subject, record, 'slow')).toBe('unknown');
      await subject.time.moveTo(subject.time.now() + MINUTE_MS);
      expect(
        await drivenAlone(subject.time, () => subject.otherPorts.ledger.claim(record, request('next'), never)),
      ).toBe('conflict');
      expect(await ledgerOf(subject, ticket)).toMatchObject([{ kind: 'claimed', owner: 'slow' }]);
    },
  },
  {
    name: 'a collision in the helpdesk is a conflict',
    async check(subject) {
      const record = await readSettled(subject, subject.customerWrites(letter()));
      subject.befall('collision', 'writing');
      expect(await claim(subject, record, 'mine')).toBe('conflict');
    },
  },
  {
    name: 'a claim taken over remembers when the first was made',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await claim(subject, await readSettled(subject, ticket), 'first');
      const [first] = await ledgerOf(subject, ticket);
      await subject.time.moveTo(subject.time.now() + 3 * MINUTE_MS);
      expect(await claim(subject, await readSettled(subject, ticket), 'second')).toBe('held');
      const [entry, ...more] = await ledgerOf(subject, ticket);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ kind: 'claimed', owner: 'second', since: first?.at });
      expect(entry?.at).toBeGreaterThan(first?.at ?? Infinity);
    },
  },
  {
    name: 'a mark takes the claim’s place and names what it spoke for; a second mark changes nothing',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await claim(subject, await readSettled(subject, ticket), 'mine');
      expect(await mark(subject, ticket)).toBe('marked');
      const ledger = await ledgerOf(subject, ticket);
      expect(ledger).toMatchObject([
        { kind: 'posted', key, ...posted },
        { kind: 'covered', key: other, by: key },
      ]);
      const before = subject.asked().writes;
      expect(await mark(subject, ticket)).toBe('marked');
      expect(subject.asked().writes).toBe(before);
      expect(await ledgerOf(subject, ticket)).toEqual(ledger);
    },
  },
  {
    name: 'what was posted is never claimed again',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      await mark(subject, ticket);
      expect(await claim(subject, await readSettled(subject, ticket), 'again')).toBe('conflict');
      expect(await ledgerOf(subject, ticket)).toMatchObject([{ kind: 'posted' }, { kind: 'covered' }]);
    },
  },
  {
    name: 'a mark is made although others write at the same time and answers are lost',
    async check(subject) {
      for (const misfortune of [
        'collision',
        'error-before',
        'error-after',
        'cut-after',
        'half-answer',
        'busy',
      ] as const) {
        const ticket = subject.customerWrites(letter());
        await claim(subject, await readSettled(subject, ticket), 'mine');
        subject.agentTags(ticket, 'vip');
        subject.befall(misfortune, 'writing', 2);
        expect([misfortune, await mark(subject, ticket)]).toEqual([misfortune, 'marked']);
        expect(await ledgerOf(subject, ticket)).toMatchObject([{ kind: 'posted' }, { kind: 'covered' }]);
      }
    },
  },
  {
    name: 'tags that go with a claim or a mark are our own, change no other, and go with none that is refused',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      subject.agentTags(ticket, 'vip');
      const record = await readSettled(subject, ticket);
      const tags = { addTags: ['breached'], removeTags: ['warned', 'vip'] };
      const { ledger } = subject.ports;
      const asked = { ...request('mine'), tags };
      expect(await drivenAlone(subject.time, () => ledger.claim(record, asked, never))).toBe('held');
      const claimed = await readSettled(subject, ticket);
      const breached = `${subject.prefix}breached`;
      expect([['vip'], [breached, 'vip']]).toContainEqual(claimed.tags.toSorted());
      const late = { ...request('late'), keys: [other], tags: { addTags: ['late'] } };
      subject.customerReplies(ticket, 'Hello?');
      await subject.time.moveTo(subject.time.now() + 2_000);
      expect(await drivenAlone(subject.time, () => ledger.claim(claimed, late, never))).toBe('conflict');
      const stale = { keys: [key], posted, covers: [], tags: { addTags: ['stale'], judgedOn: claimed.version } };
      expect(await drivenAlone(subject.time, () => ledger.mark(ticket, stale, never))).toBe('marked');
      const marked = await readSettled(subject, ticket);
      expect(marked.tags.toSorted()).toEqual(claimed.tags.toSorted());
      const fresh = { ...stale, keys: [other], tags: { addTags: ['fresh'], judgedOn: marked.version } };
      expect(await drivenAlone(subject.time, () => ledger.mark(ticket, fresh, never))).toBe('marked');
      const after = (await readSettled(subject, ticket)).tags;
      expect(after.filter((tag) => tag !== `${subject.prefix}fresh`).toSorted()).toEqual(claimed.tags.toSorted());
    },
  },
  {
    name: 'two who mark different alerts at once lose neither',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const { ports, otherPorts } = subject;
      await driven(
        subject.time,
        () => ports.ledger.mark(ticket, { keys: [key], posted, covers: [] }, never),
        () => otherPorts.ledger.mark(ticket, { keys: [other], posted: { ...posted, message: '2' }, covers: [] }, never),
      );
      const marked = (await ledgerOf(subject, ticket)).map((entry) => ('key' in entry ? entry.key : ''));
      expect(marked.toSorted()).toEqual([key, other].toSorted());
    },
  },
  {
    name: 'neither claim nor mark touches anything else on the ticket',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      subject.agentTags(ticket, 'vip');
      subject.agentSets(ticket, 'outcome', 'upheld');
      const before = subject.seen(ticket);
      await claim(subject, await readSettled(subject, ticket), 'mine');
      await mark(subject, ticket);
      const { fields = {}, ...standing } = subject.seen(ticket) ?? {};
      const { [`${subject.prefix}ledger`]: _, ...others } = fields;
      expect({ ...standing, fields: others }).toEqual(before);
    },
  },
  {
    name: 'a ticket that was frozen or deleted meanwhile is accepted as it is',
    async check(subject) {
      const frozen = subject.customerWrites(letter('frozen'));
      subject.freezes(frozen);
      expect(await mark(subject, frozen)).toBe('closed');
      const deleted = subject.customerWrites(letter('deleted'));
      subject.deletes(deleted);
      expect(await mark(subject, deleted)).toBe('closed');
      const record = await readSettled(subject, frozen);
      expect((await failureOf(subject, () => subject.ports.ledger.claim(record, request('mine'), never))).reason).toBe(
        'closed',
      );
    },
  },
  {
    name: 'each HTTP status gives its reason where nothing can have been claimed',
    async check(subject) {
      const ticket = subject.customerWrites(letter());
      const { status: _, ...rest } = await readSettled(subject, ticket);
      const record: TicketRecord = { ...rest, status: 'open' };
      // A 5xx may have claimed: it is looked at again, and where that fails too, unknown.
      const definite = async (work: () => Promise<unknown>) => {
        const answer = await work();
        if (answer !== 'unknown') return answer;
        return failsAs5xx();
      };
      await checkStatuses(subject, ({ ledger }) => definite(() => ledger.claim(record, request('mine'), never)));
      await checkStatuses(subject, ({ ledger }) =>
        ledger.mark(ticket, { keys: [key], posted, covers: [] }, never).then(notFoundIfClosed),
      );
    },
  },
  {
    name: 'nothing is sent for a caller who gave up, nor to another account’s ticket',
    async check(subject) {
      const record = await readSettled(subject, subject.customerWrites(letter()));
      const given = AbortSignal.abort(new Error('given up'));
      await checkSendsNothing(subject, ({ ledger }) => ledger.claim(record, request('mine'), given));
      await checkSendsNothing(subject, ({ ledger }) =>
        ledger.mark(record.ref, { keys: [key], posted, covers: [] }, given),
      );
      const elsewhere = { ...record.ref, account: 'elsewhere' };
      await checkSendsNothing(subject, ({ ledger }) =>
        ledger.claim({ ...record, ref: elsewhere }, request('x'), never),
      );
      await checkSendsNothing(subject, ({ ledger }) =>
        ledger.mark(elsewhere, { keys: [key], posted, covers: [] }, never),
      );
    },
  },
];

function claim(subject: HelpdeskSubject, record: TicketRecord, owner: string) {
  return drivenAlone(subject.time, () => subject.ports.ledger.claim(record, request(owner), never));
}

function mark(subject: HelpdeskSubject, ticket: TicketRef) {
  return drivenAlone(subject.time, () =>
    subject.ports.ledger.mark(ticket, { keys: [key], posted, covers: [other] }, never),
  );
}

async function ledgerOf(subject: HelpdeskSubject, ticket: TicketRef): Promise<readonly LedgerEntry[]> {
  return (await readSettled(subject, ticket)).ledger;
}

/** `unknown` is the ledger's answer to what elsewhere is a failure to answer. */
function failsAs5xx(): never {
  throw new IntegrationError('kit', 'unavailable', { message: 'unknown', outcome: 'unknown' });
}

/** A ticket that is gone is as good as closed to a mark; in the table of statuses it is a 404. */
function notFoundIfClosed(answer: 'marked' | 'closed'): 'marked' {
  if (answer === 'marked') return answer;
  throw new IntegrationError('kit', 'not-found', { message: 'closed' });
}
