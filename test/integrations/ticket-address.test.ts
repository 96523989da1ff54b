import { expect, test } from 'vitest';
import { createTicketAddresses } from '#integrations/ticket-address.ts';
import * as freshdesk from '#integrations/freshdesk/account.ts';
import * as zendesk from '#integrations/zendesk/account.ts';

const acme = createTicketAddresses([zendesk.accountOrigin('acme')], zendesk.ticketPath);
const fresh = createTicketAddresses([freshdesk.accountOrigin('acme')], freshdesk.ticketPath);

test.each([
  'https://acme.zendesk.com/agent/tickets/42',
  'https://acme.zendesk.com/agent/tickets/42/events',
  'https://ACME.zendesk.com:443/agent/tickets/42?brand_id=7#comment',
])('%s is where an agent opens ticket 42', (address) => {
  expect(acme.idOf(address)).toBe('42');
  expect(fresh.idOf(address)).toBeUndefined();
});

test.each(['https://acme.freshdesk.com/a/tickets/42?note=8', 'https://acme.freshdesk.com/helpdesk/tickets/42'])(
  '%s is where an agent opens ticket 42 of Freshdesk',
  (address) => {
    expect(fresh.idOf(address)).toBe('42');
    expect(acme.idOf(address)).toBeUndefined();
  },
);

test.each([
  'http://acme.zendesk.com/agent/tickets/42',
  'https://acme.zendesk.com.evil.example/agent/tickets/42',
  'https://evil.example/https://acme.zendesk.com/agent/tickets/42',
  'https://evil.example#.acme.zendesk.com/agent/tickets/42',
  'https://evil.acme.zendesk.com/agent/tickets/42',
  'https://acme-evil.zendesk.com/agent/tickets/42',
  'https://zendesk.com/agent/tickets/42',
  'https://acme.zendesk.com./agent/tickets/42',
  'https://acme.zendesk.com:8443/agent/tickets/42',
  'https://acme.zendesk.com@evil.example/agent/tickets/42',
  'https://me:pass@acme.zendesk.com/agent/tickets/42',
  String.raw`https://evil.example\@acme.zendesk.com/agent/tickets/42`,
  'https://acme.zendesk.com/agent/tickets/42abc',
  'https://acme.zendesk.com/agent/tickets/0',
  'https://acme.zendesk.com/agent/tickets/-1',
  'https://acme.zendesk.com/agent/tickets/..%2f..%2fapi/42',
  'https://acme.zendesk.com/agent/users/42',
  'https://acme.zendesk.com/hc/requests/42',
  'javascript:alert(1)//https://acme.zendesk.com/agent/tickets/42',
  `https://acme.zendesk.com/agent/tickets/42?${'x'.repeat(2_000)}`,
  `https://acme.zendesk.com/agent/tickets/${'9'.repeat(17)}`,
  'agent/tickets/42',
  '',
])('%s is no address of a ticket of the account', (address) => {
  expect(acme.idOf(address)).toBeUndefined();
});
