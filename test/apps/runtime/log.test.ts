import { expect, it } from 'vitest';
import { codeOf } from '#apps/runtime/log.ts';
import { VaultError } from '#apps/runtime/vault-error.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createHeldTokens } from '#integrations/zendesk/held-tokens.ts';

it('a helpdesk that is not asked because of the vault is logged with the code of the vault', async () => {
  const vault = new VaultError('VAULT_KEY_UNKNOWN', 'sealed with another key');
  const held = createHeldTokens({ load: () => Promise.reject(vault), save: () => Promise.resolve() });
  const error: unknown = await held.fromShelf().catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'ZENDESK_UNAVAILABLE' });
  expect(codeOf(error)).toBe('VAULT_KEY_UNKNOWN');
});

it('what a helpdesk itself refused is logged with its own code', () => {
  const error = new IntegrationError('zendesk', 'unavailable', {
    message: 'HTTP 503',
    status: 503,
    cause: new Error(),
  });
  expect(codeOf(error)).toBe('ZENDESK_UNAVAILABLE');
});
