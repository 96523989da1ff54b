import { describe, expect, test } from 'vitest';
import { plans } from '#apps/sandbox/fake-freshdesk/limits.ts';
import type { Heard } from './account-for-tests.ts';
import { late, openAccount } from './account-for-tests.ts';

const rates = ({ headers }: Heard): (string | null)[] =>
  ['total', 'remaining', 'used-currentrequest'].map((name) => headers.get(`x-ratelimit-${name}`));

describe('limits', () => {
  test('every answer tells what is left, and what an include costs more', async () => {
    const { get, desk } = await openAccount({ plan: plans.growth });
    desk.customerWrites(late);
    expect(rates(await get('/agents/me'))).toEqual(['200', '199', '1']);
    expect(rates(await get('/tickets?include=requester,stats'))).toEqual(['200', '194', '5']);
    expect(rates(await get('/tickets/1?include=stats'))).toEqual(['200', '192', '2']);
    expect(rates(await get('/tickets/99'))).toEqual(['200', '191', '1']);
    desk.setSwitches({ rateHeaders: 'decimal' });
    expect(rates(await get('/agents/me'))).toEqual(['200.0', '190.0', '1.0']);
  });

  test('the account’s last call is refused until the minute is over, in words that are no JSON', async () => {
    const { get, pass } = await openAccount({ plan: { perMinute: 2 } });
    await get('/agents/me');
    await pass(20_000);
    expect((await get('/nothing/like/it')).status).toBe(404);
    await get('/tickets/99');
    const refused = await get('/agents/me');
    expect([refused.status, refused.headers.get('retry-after'), typeof refused.body]).toEqual([429, '40', 'string']);
    expect(rates(refused)).toEqual(['2', '0', '0']);
    expect(() => JSON.parse(refused.body)).toThrow();
    await pass(40_000);
    expect(rates(await get('/agents/me'))).toEqual(['2', '1', '1']);
  });

  test('the sandbox’s own page looks on and takes nothing of them', async () => {
    const { get, ask, desk } = await openAccount({ plan: { perMinute: 1 } });
    const authorization = `Basic ${Buffer.from(`${desk.access.onlooker}:X`).toString('base64')}`;
    for (const _ of [1, 2, 3]) {
      expect((await ask('GET', '/agents/me', undefined, { authorization })).status).toBe(200);
    }
    expect((await get('/agents/me')).status).toBe(200);
    expect((await get('/agents/me')).status).toBe(429);
  });

  test('a sliding minute gives back call by call', async () => {
    const { get, pass } = await openAccount({ plan: { perMinute: 2, window: 'sliding' } });
    await get('/agents/me');
    await pass(20_000);
    await get('/agents/me');
    const refused = await get('/agents/me');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
    await pass(40_000);
    expect((await get('/agents/me')).status).toBe(200);
    expect((await get('/agents/me')).headers.get('retry-after')).toBe('20');
  });

  test('lists, creating and updating have limits of their own', async () => {
    const { get, ask, desk } = await openAccount({
      plan: { ticketsList: 1, contactsList: 1, ticketCreate: 1, ticketUpdate: 1 },
    });
    desk.customerWrites(late);
    const draft = { subject: 'x', description: 'x', email: 'x@customer.example' };
    for (const call of [
      () => get('/tickets'),
      () => get('/contacts'),
      () => ask('POST', '/tickets', draft),
      () => ask('PUT', '/tickets/1', { tags: ['x'] }),
    ]) {
      expect((await call()).status).toBeLessThan(300);
      const refused = await call();
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    }
    expect((await ask('POST', '/tickets/1/notes', { body: 'x' })).status).toBe(201);
    expect((await get('/tickets/1')).status).toBe(200);
  });

  test('invalid calls count', async () => {
    const { ask, get } = await openAccount({ plan: { perMinute: 2 } });
    await ask('POST', '/tickets', {});
    await ask('POST', '/tickets', {});
    expect((await get('/agents/me')).status).toBe(429);
  });

  test('somebody else may eat of the account’s budget', async () => {
    const { get, desk } = await openAccount({ plan: plans.trial });
    desk.useElsewhere(49);
    expect(rates(await get('/agents/me'))).toEqual(['50', '0', '1']);
    expect((await get('/agents/me')).status).toBe(429);
  });

  test('a plan can change while the account is open', async () => {
    const { get, desk } = await openAccount();
    expect(rates(await get('/agents/me'))[0]).toBe('700');
    desk.setPlan({ perMinute: 0 });
    expect((await get('/agents/me')).status).toBe(429);
    desk.setPlan({ ...plans.pro, window: 'sliding' });
    expect(rates(await get('/agents/me'))).toEqual(['400', '399', '1']);
  });
});
