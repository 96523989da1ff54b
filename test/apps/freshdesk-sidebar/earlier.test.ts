import { DAY_MS } from '#core/time.ts';
import type { FreshClient } from '#apps/freshdesk-sidebar/fresh-client.ts';
import { freshdeskHost } from '#apps/freshdesk-sidebar/host.ts';
import { addressOf, type TemplateName } from '#apps/freshdesk-sidebar/templates.ts';
import { expect, test } from 'vitest';
import { late, openAccount, type TestAccount } from '../sandbox/fake-freshdesk/account-for-tests.ts';

/** The app client beside one ticket; what it asks for is answered by the account. */
function clientBeside({ get }: TestAccount, ticket: number): FreshClient {
  return {
    data: { get: async (name) => (name === 'ticket' ? { ticket: { id: ticket } } : {}) },
    events: { on: () => undefined },
    iparams: { get: async () => ({ account: 'acme' }) },
    instance: { resize: async () => true },
    interface: { trigger: async () => true },
    request: {
      async invokeTemplate(name, { context }) {
        const path = addressOf(name as TemplateName, context as Readonly<Record<string, string>>);
        const { status, body } = await get(path.replace('/api/v2', ''));
        return { status, headers: {}, response: JSON.stringify(body) };
      },
    },
  };
}

test('of what the same person complained of, all is found: of long ago, too, and however the account writes our tag', async () => {
  const account = await openAccount();
  const { desk, time, ask, pass } = account;
  const write = (subject: string): number => Number(desk.customerWrites({ ...late, subject }));
  const [first, second] = [write('The first parcel'), write('The second parcel')];
  await ask('PUT', `/tickets/${first}`, { tags: ['recourse_complaint'], status: 5 });
  await ask('PUT', `/tickets/${second}`, { tags: ['Recourse_Complaint'] });
  await pass(100 * DAY_MS);
  write('A mere question');
  const host = await freshdeskHost(clientBeside(account, write('The third parcel')), () => time.now());
  const found = await host.earlier(await host.read('recourse_'));
  expect(found.map(({ subject, isOpen }) => [subject, isOpen])).toEqual([
    ['The second parcel', true],
    ['The first parcel', false],
  ]);
});
