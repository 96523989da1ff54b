import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '#core/time.ts';
import { drivenAlone } from '#test/contract/driven.ts';
import { letter, never, readSettled } from '#test/contract/helpdesk.ts';
import { later, opened } from './opened-desk.ts';

type Subject = Awaited<ReturnType<typeof opened>>;

/** What an administrator does to the account's form while our process runs. */
async function administer({ baseUrl, credential }: Subject, asked: `${string} ${string}`, body?: object) {
  const [method, path] = asked.split(' ');
  const answer = await fetch(`${baseUrl}/api/v2/admin/${path}`, {
    method: String(method),
    headers: {
      authorization: `Basic ${Buffer.from(`${credential}:X`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  return answer.status === 204 ? undefined : ((await answer.json()) as unknown);
}

/** Deletes a field of ours and makes it anew; the account gives the new one another name. */
async function makeAnew(subject: Subject, label: string): Promise<void> {
  const fields = (await administer(subject, 'GET ticket_fields')) as readonly { id: number; label: string }[];
  const before = fields.find((field) => field.label === label);
  await administer(subject, `DELETE ticket_fields/${before?.id}`);
  subject.fake.setSwitches({ fieldNames: 'suffixed' });
  const made = { label, label_for_customers: label, type: 'custom_text' };
  await administer(subject, 'POST ticket_fields', made);
}

describe('an account whose form changes while we run', () => {
  test('a status that was just made is known by its label at once, and asked for once', async () => {
    const subject = await opened();
    const tickets = [1, 2, 3].map((n) => subject.customerWrites(letter(n)));
    for (const ticket of tickets) await readSettled(subject, ticket);
    const status = subject.fake.addStatus('Waiting for the customer');
    for (const ticket of tickets) {
      subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status });
      expect((await readSettled(subject, ticket)).status).toBe('pending');
    }
    expect(subject.fake.requests()['GET /ticket_fields']).toBe(2);
  });

  test('a status that the form does not name is asked for once a minute, and no oftener', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    subject.fake.changeStatus(ticket.id, { by: 'Ann Field', status: 99 });
    for (let n = 0; n < 5; n += 1) expect((await readSettled(subject, ticket)).status).toBe('open');
    expect(subject.fake.requests()['GET /ticket_fields']).toBe(1);
    await later(subject, MINUTE_MS);
    await readSettled(subject, ticket);
    expect(subject.fake.requests()['GET /ticket_fields']).toBe(2);
  });

  test('a field of ours that was made anew is read and written under its new name', async () => {
    const subject = await opened();
    const ticket = subject.customerWrites(letter());
    await readSettled(subject, ticket);
    await makeAnew(subject, 'recourse_category');
    subject.agentSets(ticket, 'category', 'delivery');
    await later(subject, 2 * MINUTE_MS);
    const record = await readSettled(subject, ticket);
    expect(record.fields).toEqual({ category: 'delivery' });
    const write = () => subject.ports.actions.write(record, { fields: { category: 'billing' } }, never);
    expect(await drivenAlone(subject.time, write)).toBe('written');
  });
});
