import { describe, expect, it } from 'vitest';
import { ourOrigin } from '#test/integrations/setup-accounts.ts';
import { ills, onlyIll, provisionedAccounts } from './provisioned-accounts.ts';

const { accounts, doctor } = provisionedAccounts();

describe('recourse doctor finds of Zendesk’s webhook', () => {
  type Row = { readonly id: string; readonly actions: readonly unknown[] };
  const webhook = async () => ((await accounts().callZendesk('GET', 'webhooks'))['webhooks'] as Row[])[0]!;
  const trigger = async () => ((await accounts().callZendesk('GET', 'triggers.json'))['triggers'] as Row[])[0]!;

  it('that there is none', async () => {
    await accounts().callZendesk('DELETE', `webhooks/${(await webhook()).id}`);
    expect(onlyIll(await doctor())).toContain('warn zendesk webhook: no webhook tells us of changes');
  });

  it('that it is inactive', async () => {
    await accounts().callZendesk('PATCH', `webhooks/${(await webhook()).id}`, { webhook: { status: 'inactive' } });
    expect(onlyIll(await doctor())).toContain("fail zendesk webhook: the webhook 'Recourse' is inactive");
  });

  it('that it calls another host', async () => {
    const examined = await doctor({}, { url: 'https://new.example' });
    expect(onlyIll(examined)).toContain(
      'calls https://recourse.example/webhooks/zendesk/acme and not https://new.example',
    );
  });

  it('that two call us', async () => {
    const endpoint = `${ourOrigin}/webhooks/zendesk/acme`;
    const subscriptions = ['zen:event-type:ticket.created'];
    await accounts().callZendesk('POST', 'webhooks', {
      webhook: { name: 'Second', endpoint, subscriptions, status: 'active' },
    });
    expect(onlyIll(await doctor())).toMatch(/warn zendesk webhook: 2 webhooks call us: 'Recourse' .* and 'Second'/u);
  });

  it('that no trigger calls it, that it is inactive, or does not say which ticket', async () => {
    const { id, actions } = await trigger();
    const set = (change: unknown) => accounts().callZendesk('PUT', `triggers/${id}.json`, { trigger: change });
    await set({ active: false });
    expect(onlyIll(await doctor())).toContain("the trigger 'Recourse: ticket changed' is inactive");
    const value = [(await webhook()).id, '{"id": "{{ticket.title}}"}'];
    await set({ active: true, actions: [{ field: 'notification_webhook', value }] });
    expect(onlyIll(await doctor())).toContain('does not say which ticket changed');
    await set({ actions: [{ field: 'status', value: 'open' }] });
    expect(onlyIll(await doctor())).toContain('no trigger calls the webhook');
    await set({ actions });
    expect(ills(await doctor())).toEqual([]);
  });

  it('that the server does not know its secret, or another', async () => {
    expect(onlyIll(await doctor({ variables: { ZENDESK_WEBHOOK_SECRET: undefined } }))).toContain(
      'knows no secret of it',
    );
    expect(onlyIll(await doctor({ variables: { ZENDESK_WEBHOOK_SECRET: 'another' } }))).toContain(
      'ZENDESK_WEBHOOK_SECRET is not the secret with which the webhook is signed',
    );
  });

  it('that its calls do not reach us', async () => {
    const id = (await webhook()).id;
    await accounts().callZendesk('PATCH', `webhooks/${id}`, {
      webhook: { endpoint: 'http://127.0.0.1:9/webhooks/zendesk/acme' },
    });
    accounts().zendesk.webhooks.setDials({ loseEvery: 1 });
    const from = { name: 'Ann', email: 'ann@customers.example' };
    accounts().zendesk.customerWrites({ from, subject: 'Hello', text: 'Hello', channel: 'email' });
    const examined = await doctor({}, { url: 'http://127.0.0.1:9' });
    expect(onlyIll(examined)).toMatch(/fail zendesk webhook: 1 of the last 1 calls of the webhook failed: terminated/u);
  });
});
