import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SignatureError } from '#integrations/errors.ts';
import { zendeskWebhooks } from '#test/integrations/zendesk/webhook-subject.ts';
import type { WebhookSubject } from './webhook-kit.ts';
import { webhookLaws } from './webhook-kit.ts';

function brokenLaws(subject: WebhookSubject): readonly string[] {
  return webhookLaws.flatMap(({ name, check }) => {
    try {
      check(subject);
      return [];
    } catch {
      return [name];
    }
  });
}

const whole = zendeskWebhooks;
const { signature, timestamp = '' } = whole.headers;
const breakages: readonly { readonly what: string; readonly subject: WebhookSubject; readonly found: RegExp }[] = [
  { what: 'believes everybody', subject: { ...whole, verify: () => undefined }, found: /flipped bit of the body/ },
  {
    what: 'believes nobody',
    subject: {
      ...whole,
      verify: () => {
        throw new SignatureError('X', 'no');
      },
    },
    found: /byte for byte/,
  },
  {
    what: 'reads the body before it is proven',
    subject: {
      ...whole,
      verify: ({ rawBody, headers }, secrets, now) => {
        const again = new TextEncoder().encode(new TextDecoder().decode(rawBody).trim());
        whole.verify({ rawBody: again, headers }, secrets, now);
      },
    },
    found: /byte for byte/,
  },
  {
    what: 'does not mind which account sends',
    subject: {
      ...whole,
      verify: ({ rawBody, headers }, secrets, now) => {
        const { 'x-zendesk-account-id': _, ...others } = headers;
        whole.verify({ rawBody, headers: others }, secrets, now);
      },
    },
    found: /another account/,
  },
  {
    what: 'knows one secret only',
    subject: { ...whole, verify: (delivery, secrets, now) => whole.verify(delivery, secrets.slice(0, 1), now) },
    found: /both secrets/,
  },
  {
    what: 'does not mind when it was sent',
    subject: {
      ...whole,
      verify: (delivery, secrets, now) =>
        whole.verify(delivery, secrets, Date.parse(String(delivery.headers[timestamp])) || now),
    },
    found: /too long ago/,
  },
  {
    what: 'does not mind what is dated in the future',
    subject: {
      ...whole,
      verify: (delivery, secrets, now) =>
        whole.verify(delivery, secrets, Math.max(now, Date.parse(String(delivery.headers[timestamp])) || now)),
    },
    found: /too long ago/,
  },
  {
    what: 'takes the first of doubled headers',
    subject: {
      ...whole,
      verify: ({ rawBody, headers }, secrets, now) => {
        const first = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
        whole.verify({ rawBody, headers: first }, secrets, now);
      },
    },
    found: /doubled/,
  },
  {
    what: 'compares the beginning of a signature',
    subject: {
      ...whole,
      verify: (delivery, secrets, now) => {
        const { rawBody, headers } = delivery;
        const proof = createHmac('sha256', secrets[0] ?? '')
          .update(String(headers[timestamp]))
          .update(rawBody)
          .digest('base64');
        if (headers[signature]?.slice(0, 8) !== proof.slice(0, 8)) whole.verify(delivery, secrets, now);
      },
    },
    found: /flipped bit of the signature/,
  },
  {
    what: 'takes an empty secret',
    subject: {
      ...whole,
      verify: (delivery, secrets, now) => {
        if (secrets.some((secret) => secret.trim() !== '')) whole.verify(delivery, secrets, now);
        const { rawBody, headers } = delivery;
        const proof = createHmac('sha256', secrets[0] ?? '')
          .update(String(headers[timestamp]))
          .update(rawBody)
          .digest('base64');
        if (proof !== headers[signature]) throw new SignatureError('X', 'no');
      },
    },
    found: /without a secret/,
  },
  {
    what: 'tells what it expected',
    subject: {
      ...whole,
      verify: (delivery, secrets, now) => {
        try {
          whole.verify(delivery, secrets, now);
        } catch (error) {
          throw new SignatureError('X', `${String(error)} with ${secrets[0]}`);
        }
      },
    },
    found: /tells the secret/,
  },
  {
    what: 'throws at odd JSON',
    subject: {
      ...whole,
      ticketId: (rawBody) => (JSON.parse(new TextDecoder().decode(rawBody)) as { detail: { id: string } }).detail.id,
    },
    found: /too odd/,
  },
];

test('every law of the webhook kit finds something out', () => {
  const unproven = webhookLaws.filter(({ name }) => !breakages.some(({ found }) => found.test(name)));
  expect(unproven.map(({ name }) => name)).toEqual([]);
});

describe('the webhook kit finds a check out that', () => {
  for (const { what, subject, found } of breakages) {
    test(what, () => expect(brokenLaws(subject).join('\n')).toMatch(found));
  }
});
