import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCalendars } from '#apps/cli/calendars.ts';
import { runDoctor } from '#apps/cli/doctor.ts';
import { runLearnAccount } from '#apps/cli/learn-account.ts';
import { runProvision } from '#apps/cli/provision.ts';
import type { CheckedFinding } from '#apps/runtime/doctor.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
import { openAccounts, ourOrigin, type FreshAccounts } from '#test/integrations/setup-accounts.ts';

const auth = { email: 'recourse@north-wind.example', token: 'north-wind-token-canary' };
let acme: FreshAccounts;
let northWind: FreshAccounts;
/** What connects two accounts of Zendesk and one of Freshdesk. */
let variables: Readonly<Record<string, string | undefined>>;

beforeEach(async () => {
  acme = await openAccounts();
  northWind = await openAccounts({ zendesk: { account: 'north-wind', auth } });
  const own = acme.variables;
  variables = {
    ZENDESK_ACCOUNT: 'acme,north-wind',
    ZENDESK_EMAIL: undefined,
    ZENDESK_API_TOKEN: undefined,
    ZENDESK_BASE_URL: undefined,
    ZENDESK_EMAIL_ACME: own['ZENDESK_EMAIL'],
    ZENDESK_API_TOKEN_ACME: own['ZENDESK_API_TOKEN'],
    ZENDESK_BASE_URL_ACME: own['ZENDESK_BASE_URL'],
    ZENDESK_EMAIL_NORTH_WIND: auth.email,
    ZENDESK_API_TOKEN_NORTH_WIND: auth.token,
    ZENDESK_BASE_URL_NORTH_WIND: northWind.variables['ZENDESK_BASE_URL'],
  };
});
afterEach(async () => {
  await acme.close();
  await northWind.close();
});

const provision = { policy: policyPath, url: ourOrigin, yes: true, json: false, showSecret: true };

async function examined(change: Readonly<Record<string, string | undefined>> = {}): Promise<readonly CheckedFinding[]> {
  const on = acme.surroundings({ variables: { ...variables, ...change } });
  await runDoctor({ policy: policyPath, url: ourOrigin, json: true }, on);
  return (JSON.parse(on.printed()) as { findings: readonly CheckedFinding[] }).findings;
}

describe('of two Zendesk accounts and a Freshdesk account', () => {
  it('provision sets all of them up, and says which variable each secret belongs in', async () => {
    const on = acme.surroundings({ variables });
    expect(await runProvision(provision, on)).toBe(0);
    const secretOf = (name: string): string => new RegExp(`^${name}=(\\S+)$`, 'mu').exec(on.printed())?.[1] ?? '';
    const secrets = ['ZENDESK_WEBHOOK_SECRET_ACME', 'ZENDESK_WEBHOOK_SECRET_NORTH_WIND'].map(secretOf);
    expect(secrets.every((secret) => secret.length > 20)).toBe(true);
    expect(on.printed()).toMatch(/^To do by hand in zendesk north-wind$/mu);
    const known = {
      ZENDESK_WEBHOOK_SECRET_ACME: secrets[0],
      ZENDESK_WEBHOOK_SECRET_NORTH_WIND: secrets[1],
    };
    const again = acme.surroundings({ variables: { ...variables, ...known } });
    expect(await runProvision(provision, again)).toBe(0);
    expect(again.printed()).not.toContain('To do by hand in zendesk');
    const findings = await examined({ ...known, ZENDESK_WEBHOOK_SECRET_NORTH_WIND: 'another' });
    expect(findings.filter(({ check }) => check.endsWith(' webhook') && check.startsWith('zendesk'))).toMatchObject([
      { check: 'zendesk acme webhook', state: 'ok' },
      {
        check: 'zendesk north-wind webhook',
        state: 'fail',
        what: 'ZENDESK_WEBHOOK_SECRET_NORTH_WIND is not the secret with which the webhook is signed',
      },
    ]);
  });

  it('the doctor tells them apart, and credentials that one refuses hide nothing of the others', async () => {
    const findings = await examined({ ZENDESK_API_TOKEN_NORTH_WIND: 'wrong-canary' });
    const credentials = findings.filter(({ check }) => check.endsWith(' credentials'));
    expect(credentials.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'zendesk acme credentials ok',
      'zendesk north-wind credentials fail',
      'freshdesk credentials ok',
      'slack credentials ok',
    ]);
    expect(findings.some(({ what }) => what.startsWith('ZENDESK_BASE_URL_NORTH_WIND sends everything'))).toBe(true);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('the doctor tells of a secret that does not say whose it is, and uses it for neither', async () => {
    const findings = await examined({ ZENDESK_API_TOKEN_NORTH_WIND: undefined, ZENDESK_API_TOKEN: auth.token });
    const said = findings.filter(({ check }) => check === 'settings').map(({ what }) => what);
    expect(said[0]).toMatch(/^ZENDESK_API_TOKEN does not say whose it is/u);
    expect(said[1]).toMatch(/^ZENDESK_OAUTH_TOKEN_NORTH_WIND is missing/u);
    expect(findings.map(({ check }) => check).filter((check) => check.includes('north-wind'))).toEqual([]);
  });

  it('what concerns one of them asks which, and then reads that one', async () => {
    const on = acme.surroundings({ variables });
    const both = /one of this server's accounts: zendesk\/acme, zendesk\/north-wind/u;
    await expect(runCalendars({ platform: 'zendesk', json: true }, on)).rejects.toThrow(both);
    await expect(runCalendars({ platform: 'zendesk/other', json: true }, on)).rejects.toThrow(both);
    northWind.zendesk.setFeatures({ schedules: false });
    expect(await runCalendars({ platform: 'zendesk/acme', json: true }, on)).toBe(0);
    await expect(runCalendars({ platform: 'zendesk/north-wind', json: true }, on)).rejects.toThrow(/no schedules/u);
    const question = { policy: policyPath, days: '30', out: join(tmpdir(), 'model.json'), seed: '1', json: true };
    const learn = (account: string) => runLearnAccount({ ...question, account }, on, () => undefined);
    await expect(learn('zendesk')).rejects.toThrow(both);
    const before = [acme, northWind].map(({ zendesk }) => Object.keys(zendesk.requests()).length);
    expect(JSON.parse((await learn('zendesk/north-wind')).text)).toMatchObject({ tickets: { complaints: 0 } });
    const after = [acme, northWind].map(({ zendesk }) => Object.keys(zendesk.requests()).length);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBeGreaterThan(before[1]!);
  });
});
