import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { zendeskHook } from '#apps/runtime/hooks.ts';
import { HOUR_MS, toIso } from '#core/time.ts';
import { createStillTime } from '#test/contract/still-time.ts';

it('a machine whose clock ran ahead takes what is signed now as soon as it is set right', () => {
  const still = createStillTime();
  const secret = 'a-secret-of-ours-3f6c-long-enough';
  const hook = zendeskHook(
    { account: 'acme', webhookSecrets: [secret] },
    { ...still, now: () => still.now() + HOUR_MS },
  );
  const rawBody = Buffer.from('{"ticket_id":"4812"}');
  const timestamp = toIso(still.now());
  const headers = {
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'x-zendesk-webhook-signature': createHmac('sha256', secret).update(timestamp).update(rawBody).digest('base64'),
    'x-zendesk-account-id': '1',
  };
  expect(() => hook.prove(headers, rawBody)).not.toThrow();
});
