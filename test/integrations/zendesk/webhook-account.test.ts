import { describe, expect, test } from 'vitest';
import { SignatureError } from '#integrations/errors.ts';
import { createWebhookAccount } from '#integrations/zendesk/webhook-account.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const event = (account: string): Uint8Array =>
  bytes(`{\n   "account_id": ${account},\n   "subject": "zen:ticket:7"\n}\n`);
const fromTrigger = bytes('{"ticket_id":"7"}');
const refused = expect.objectContaining({ code: 'WEBHOOK_ACCOUNT_UNKNOWN' }) as SignatureError;

describe('the account a webhook comes from', () => {
  test('is the one the signed body names', () => {
    const account = createWebhookAccount();
    expect(() => account.check('12514403', event('12514403'))).not.toThrow();
    expect(() => createWebhookAccount().check('99', event('12514403'))).toThrow(refused);
    const another = bytes('{"account_id":12,"detail":{"account_id":99}}');
    expect(() => createWebhookAccount().check('99', another)).toThrow(refused);
    expect(() => createWebhookAccount().check('12', another)).not.toThrow();
  });

  test('is known from the first event on, for what a trigger sends, too', () => {
    const account = createWebhookAccount();
    account.check('12', event('12'));
    expect(() => account.check('12', fromTrigger)).not.toThrow();
    expect(() => account.check('13', fromTrigger)).toThrow(refused);
    expect(() => account.check('13', event('13'))).toThrow(refused);
    expect(() => account.check(['12', '13'], fromTrigger)).toThrow(refused);
  });

  test('is not learnt from a header, which nobody signed', () => {
    const account = createWebhookAccount();
    account.check('13', fromTrigger);
    expect(() => account.check('12', event('12'))).not.toThrow();
  });

  test('is not learnt from what is refused', () => {
    const account = createWebhookAccount();
    expect(() => account.check('99', event('13'))).toThrow(refused);
    expect(() => account.check('12', event('12'))).not.toThrow();
  });

  test.each([
    ['names none', '{"subject":"zen:ticket:7"}'],
    ['names two', '{"detail":{"account_id":13},"account_id":12}'],
    ['names an odd one', '{"account_id":{"id":12}}'],
    ['only quotes the name', '{"detail":"\\"account_id\\":13"}'],
    ['is empty', ''],
  ])('is the secret’s where a body %s: what Zendesk leaves out is no error', (_, body) => {
    expect(() => createWebhookAccount().check('99', bytes(body))).not.toThrow();
    expect(() => createWebhookAccount().check(undefined, bytes(body))).not.toThrow();
  });
});
