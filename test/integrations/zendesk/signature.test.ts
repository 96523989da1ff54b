import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseInstant } from '#core/time.ts';
import { verifyZendeskWebhook, webhookTicketId } from '#integrations/zendesk/signature.ts';
import { webhookLaws } from '#test/contract/webhook-kit.ts';
import { zendeskWebhooks } from './webhook-subject.ts';

describe('a Zendesk webhook', () => {
  for (const { name, check } of webhookLaws) test(name, () => check(zendeskWebhooks));

  test('tells its ticket in every form Zendesk and our trigger send', () => {
    const told = (body: unknown): string | undefined => webhookTicketId(new TextEncoder().encode(JSON.stringify(body)));
    expect(told({ subject: 'zen:ticket:7' })).toBe('7');
    expect(told({ type: 'zen:event-type:ticket.created', detail: { id: '5158' } })).toBe('5158');
    expect(told({ ticket_id: 19395 })).toBe('19395');
    expect(told({ ticket_id: '19395' })).toBe('19395');
    expect(told({ subject: 'zen:user:7', type: 'zen:event-type:user.created', detail: { id: '7' } })).toBeUndefined();
    expect(told({ ticket_id: '9007199254740993' })).toBeUndefined();
    expect(told({ ticket_id: -1 })).toBeUndefined();
  });

  test('tells the ticket it is about, whatever its customer called it', () => {
    const told = (body: unknown): string | undefined => webhookTicketId(new TextEncoder().encode(JSON.stringify(body)));
    for (const words of [
      'zen:ticket:9',
      '","subject":"zen:ticket:9"',
      '"ticket_id":"9"',
      '\\","subject":"zen:ticket:9',
    ]) {
      const detail = { id: '7', subject: words, description: words };
      expect(told({ detail, subject: 'zen:ticket:7', type: 'zen:event-type:ticket.created' })).toBe('7');
      expect(told({ subject: 'zen:ticket:7', detail })).toBe('7');
      expect(told({ account_id: 1, detail, subject: 'zen:ticket:7' })).toBe('7');
      expect(told({ account_id: 1, detail, subject: 'zen:user:7' })).toBeUndefined();
      const ofUser = { subject: 'zen:user:7', type: 'zen:event-type:user.created' };
      expect(told({ account_id: 1, detail: { id: '7', subject: words }, ...ofUser })).toBeUndefined();
    }
    expect(told({ ticket_id: '7', subject: 'zen:ticket:9' })).toBe('7');
    expect(told({ subject: 'zen:ticket:12345678901234567' })).toBeUndefined();
  });
});

interface Vector {
  readonly scheme?: string;
  readonly secret: string;
  readonly timestamp: string;
  readonly body: string;
  readonly signature: string;
}

const shared = new URL('../../../../shared/data/', import.meta.url);
const vectorFiles = [
  new URL('security/webhook-vectors/vectors.json', shared),
  new URL('zendesk/snippets/webhook_signature_vector.json', shared),
];
const present = vectorFiles.filter((file) => existsSync(file));

describe.skipIf(present.length < vectorFiles.length)(
  'the signature vectors (skipped where ../shared/data is absent)',
  () => {
    const vectors = present
      .flatMap((file): readonly Vector[] => [JSON.parse(readFileSync(file, 'utf8'))].flat() as Vector[])
      .filter(({ scheme }) => scheme === undefined || scheme === 'zendesk-webhook');
    const proven = ({ secret, timestamp, body, signature }: Vector, testMode: boolean): string => {
      const rawBody = new TextEncoder().encode(body);
      try {
        verifyZendeskWebhook({
          rawBody,
          signature,
          timestamp,
          secrets: [secret],
          now: parseInstant(timestamp) ?? 0,
          testMode,
        });
        return 'proven';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };

    test('pass in test mode and are refused outside it, for their secret is a published one', () => {
      expect(vectors.length).toBe(2);
      for (const vector of vectors) {
        expect(proven(vector, true)).toBe('proven');
        expect(proven(vector, false)).toBe('ZENDESK_SIGNATURE_TEST_SECRET');
        expect(proven({ ...vector, secret: ` ${vector.secret}\n` }, false)).toBe('ZENDESK_SIGNATURE_TEST_SECRET');
      }
    });

    test('fail with any bit flipped', () => {
      for (const vector of vectors) {
        for (const part of ['body', 'signature', 'timestamp'] as const) {
          const bytes = Buffer.from(vector[part]);
          for (let bit = 0; bit < bytes.length * 8; bit += 1) {
            const flipped = Buffer.from(bytes);
            flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
            expect(proven({ ...vector, [part]: flipped.toString('latin1') }, true)).not.toBe('proven');
          }
        }
      }
    });
  },
);
