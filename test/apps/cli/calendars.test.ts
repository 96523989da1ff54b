import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCalendars } from '#apps/cli/calendars.ts';
import { UseError } from '#apps/cli/use-error.ts';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';
import { openAccounts, type FreshAccounts } from '#test/integrations/setup-accounts.ts';

let accounts: FreshAccounts;
beforeEach(async () => {
  accounts = await openAccounts();
});
afterEach(() => accounts.close());

async function calendars(platform: string, json = false): Promise<{ readonly code: number; readonly text: string }> {
  const on = accounts.surroundings();
  return { code: await runCalendars({ platform, json }, on), text: on.printed() };
}

test('Zendesk’s schedules come with their holidays, ready for a policy', async () => {
  const { code, text } = await calendars('zendesk');
  expect(code).toBe(0);
  const day = ['09:00-17:30'];
  const office = {
    zone: 'Europe/London',
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    holidays: [{ from: '2026-12-24', to: '2026-12-26' }],
  };
  expect(parse(text)).toEqual({ calendars: { office } });
  expect(text).toContain('  # Office\n  office:\n');
  expect(checkCalendarSource(office)).toEqual([]);
  expect(JSON.parse((await calendars('zendesk', true)).text)).toEqual({ calendars: { office }, issues: [] });
});

test('Freshdesk’s business hours come with a word on the holidays it does not tell', async () => {
  const { code, text } = await calendars('freshdesk');
  expect(code).toBe(0);
  expect(parse(text)).toMatchObject({ calendars: { default: { zone: 'Europe/London', holidays: [] } } });
  expect(text).toContain('# freshdesk does not tell holidays: add them, such as - { region: GB-ENG }');
});

test('a plan without schedules is said', async () => {
  accounts.zendesk.setFeatures({ schedules: false });
  await expect(calendars('zendesk')).rejects.toThrow(/the plan has no schedules/u);
});

test('another platform, or one that is not configured, is wrong use', async () => {
  await expect(calendars('jira')).rejects.toThrow(UseError);
  const on = accounts.surroundings({
    variables: {
      FRESHDESK_ACCOUNT: undefined,
      FRESHDESK_API_KEY: undefined,
      FRESHDESK_BASE_URL: undefined,
      FRESHDESK_WEBHOOK_SECRET: undefined,
    },
  });
  await expect(runCalendars({ platform: 'freshdesk', json: false }, on)).rejects.toThrow(
    /FRESHDESK_ACCOUNT is missing/u,
  );
});
