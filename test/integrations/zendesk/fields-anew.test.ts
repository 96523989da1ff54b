import { afterEach, describe, expect, test } from 'vitest';
import type { TicketRecord } from '#core/ticket.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { ClaimRequest } from '#integrations/contract.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { failureOf, letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { openZendesk } from './fake-desk.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Subject = Awaited<ReturnType<typeof openZendesk>>;

async function opened(): Promise<Subject> {
  const subject = await openZendesk();
  stops.push(() => subject.close());
  return subject;
}

/** What an administrator does to the fields of the account while our process runs. */
async function administer(subject: Subject, record: TicketRecord, asked: `${string} ${string}`, body?: object) {
  const [method, path] = asked.split(' ');
  const answer = await fetch(`${new URL(record.url).origin}/api/v2/${path}`, {
    method: String(method),
    headers: { authorization: `Bearer ${subject.credential}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
}

/** Deletes a field and makes it anew, as `recourse doctor` tells people to where a field is of the wrong type. */
async function makeAnew(subject: Subject, record: TicketRecord, key: string): Promise<void> {
  const before = subject.fake.fieldId(key);
  await administer(subject, record, `DELETE ticket_fields/${before}.json`);
  await administer(subject, record, 'POST ticket_fields.json', {
    ticket_field: { type: 'textarea', title: key, key },
  });
  expect(subject.fake.fieldId(key)).not.toBe(before);
}

const key = 'acknowledge:breach:1795424400000';
const request = (owner: string): ClaimRequest => ({ keys: [key], owner, channel: 'C1' });

describe('a field of ours that is deleted and made anew while we run', () => {
  test('holds no claim that went into the old one, and every claim after that', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const { ledger } = subject.ports;
    const claim = (record: TicketRecord, owner: string) =>
      drivenAlone(subject.time, () => ledger.claim(record, request(owner), never));
    const before = await readSettled(subject, ticket);
    await makeAnew(subject, before, 'recourse_ledger');
    const outcome = await claim(before, 'nonce-1');
    const seen = await readSettled(subject, ticket);
    expect([outcome, seen.ledger]).toEqual(['conflict', []]);
    expect(await claim(seen, 'nonce-2')).toBe('held');
    expect((await readSettled(subject, ticket)).ledger).toMatchObject([{ kind: 'claimed', key, owner: 'nonce-2' }]);
  });

  test('holds no claim where it was only deactivated, and the next one says what to do', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const { ledger } = subject.ports;
    const before = await readSettled(subject, ticket);
    const path = `PUT ticket_fields/${subject.fake.fieldId('recourse_ledger')}.json` as const;
    await administer(subject, before, path, { ticket_field: { active: false } });
    expect(await drivenAlone(subject.time, () => ledger.claim(before, request('nonce-1'), never))).toBe('conflict');
    const seen = await readSettled(subject, ticket);
    const failure = await failureOf(subject, () => ledger.claim(seen, request('nonce-2'), never));
    expect(failure).toMatchObject({ reason: 'rejected', outcome: 'not-done' });
    expect(failure.message).toContain("'recourse_ledger'");
  });

  test('is read under its new number within a minute', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const before = await readSettled(subject, ticket);
    await makeAnew(subject, before, 'recourse_category');
    subject.agentSets(ticket, 'category', 'delivery');
    await subject.time.moveTo(subject.time.now() + 2 * MINUTE_MS);
    expect((await readSettled(subject, ticket)).fields).toEqual({ category: 'delivery' });
  });

  test('is filled on a ticket that is opened before any other was read', async () => {
    const subject = await opened();
    const before = await readSettled(subject, subject.customerWrites(letter()));
    await makeAnew(subject, before, 'recourse_complaint');
    const report = {
      source: 'https://acme.slack.example/archives/C1/p1795424400000100',
      sourceAt: subject.time.now(),
      subject: 'The kettle',
      text: 'She called.',
      complainant: undefined,
      reporter: subject.agent,
      fields: { complaint: 'yes: Ann reported it in Slack' },
    };
    const { ticket } = await drivenAlone(subject.time, () => subject.ports.intake.open(report, never));
    expect((await readSettled(subject, ticket)).fields).toEqual({ complaint: 'yes: Ann reported it in Slack' });
  });

  test('does not take a decision into the void: what is not kept is said', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    const before = await readSettled(subject, ticket);
    await makeAnew(subject, before, 'recourse_category');
    const write = (record: TicketRecord) =>
      drivenAlone(subject.time, () => subject.ports.actions.write(record, { fields: { category: 'x' } }, never));
    expect(await write(before)).toBe('unkept');
    const seen = await readSettled(subject, ticket);
    expect(await write(seen)).toBe('written');
    expect((await readSettled(subject, ticket)).fields).toEqual({ category: 'x' });
  });
});
