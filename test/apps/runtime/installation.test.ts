import { expect, it } from 'vitest';
import { readInstallation } from '#apps/runtime/installation.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const client = { ZENDESK_ACCOUNT: 'acme', ZENDESK_CLIENT_ID: 'recourse' };
const freshdesk = { FRESHDESK_ACCOUNT: 'acme-help', FRESHDESK_API_KEY: 'key' };

it('a client that was consented to is examined although Slack is not set up', () => {
  const { installation } = readInstallation({ ...client, RECOURSE_VAULT_KEY: key });
  expect(installation.zendesk[0]?.account).toBe('acme');
  expect(installation.slack).toBeUndefined();
});

it('a vault key that is none hides neither the other helpdesk nor what is wrong', async () => {
  const { installation, settings } = readInstallation({ ...client, ...freshdesk, RECOURSE_VAULT_KEY: 'none' });
  expect(installation.freshdesk[0]?.account).toBe('acme-help');
  expect(installation.vaultKey).toBeUndefined();
  const found = await settings.examine(new AbortController().signal);
  expect(found.map(({ what }) => what).join()).toContain('RECOURSE_VAULT_KEY');
});
