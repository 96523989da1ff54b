import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SignatureError } from '#integrations/errors.ts';
import { freshdeskTicketId, verifyFreshdeskWebhook } from '#integrations/freshdesk/signature.ts';
import { webhookLawsFor } from '#test/contract/webhook-kit.ts';
import { freshdeskWebhooks } from './webhook-subject.ts';

const told = (text: string): string | undefined => freshdeskTicketId(new TextEncoder().encode(text));
const codeOf = (secret: string | undefined, secrets: readonly string[]): string => {
  try {
    verifyFreshdeskWebhook({ secret, secrets });
    return 'proven';
  } catch (error) {
    expect(error).toBeInstanceOf(SignatureError);
    return (error as SignatureError).code;
  }
};

describe('a Freshdesk webhook', () => {
  for (const { name, check } of webhookLawsFor(freshdeskWebhooks)) test(name, () => check(freshdeskWebhooks));

  test('is held to every law but those on what is signed', () => {
    expect(webhookLawsFor({ signs: true }).length - webhookLawsFor({ signs: false }).length).toBe(2);
  });

  test('proves nothing by a secret that could be guessed, whoever knows it', () => {
    const weak = 'a'.repeat(21);
    const strong = 'a'.repeat(22);
    expect(codeOf(strong, [strong])).toBe('proven');
    expect(codeOf(weak, [weak])).toBe('FRESHDESK_SIGNATURE_WEAK_SECRET');
    expect(codeOf(`${weak} `, [`${weak} `])).toBe('FRESHDESK_SIGNATURE_WEAK_SECRET');
    expect(codeOf(weak, [weak, strong])).toBe('FRESHDESK_SIGNATURE_MISMATCH');
    expect(codeOf(undefined, [strong])).toBe('FRESHDESK_SIGNATURE_MISSING');
    expect(codeOf(strong, [])).toBe('FRESHDESK_SIGNATURE_NO_SECRET');
    expect(codeOf(`${strong}a`, [strong])).toBe('FRESHDESK_SIGNATURE_MISMATCH');
    expect(codeOf(`é${strong}`, [`é${strong}`])).toBe('proven');
  });

  test('tells its ticket in a wrapper or without, as text or as a number', () => {
    expect(told('{"ticket_id":19395}')).toBe('19395');
    expect(told('{"ticket_id":"19395"}')).toBe('19395');
    expect(told('{"freshdesk_webhook":{"ticket_id":7}}')).toBe('7');
    expect(told('{"event":"x","data":{"ticket_id":"8"}}')).toBe('8');
    for (const none of ['{"ticket_id":-1}', '{"ticket_id":"9007199254740993"}', '{"a":{"b":{"ticket_id":1}}}', '7']) {
      expect([none, told(none)]).toEqual([none, undefined]);
    }
  });

  test('tells it although a subject with quotation marks has broken its JSON', () => {
    expect(told('{"freshdesk_webhook":{"ticket_id":"11","ticket_subject":"My "new" kettle"}}')).toBe('11');
    expect(told('{"ticket_subject":"a "b"", "ticket_id": 12 }')).toBe('12');
    expect(told('{"ticket_subject":"a "b"",\n "triggered_event":"{status:{from:4,to:6}}",\n "ticket_id":13\n}')).toBe(
      '13',
    );
    expect(told('{"ticket_subject":"a "b"","ticket_id":"1 OR 1"}')).toBeUndefined();
    expect(told('not JSON')).toBeUndefined();
  });
});

const folder = new URL('../../../../shared/data/freshdesk/zulip-webhooks/', import.meta.url).pathname;

test.skipIf(!existsSync(folder))('recorded webhooks tell their ticket (skipped where ../shared/data is absent)', () => {
  const files = globSync('*.json', { cwd: folder });
  expect(files.length).toBe(4);
  for (const file of files) expect(told(readFileSync(`${folder}${file}`, 'utf8'))).toBe('11');
});
