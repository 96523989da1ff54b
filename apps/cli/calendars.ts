import { stringify } from 'yaml';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createSetupCalls as freshdeskCalls } from '#integrations/freshdesk/setup-calls.ts';
import { readFreshdeskCalendars } from '#integrations/freshdesk/calendars.ts';
import type { ImportedCalendar } from '#integrations/imported-calendar.ts';
import { readZendeskCalendars } from '#integrations/zendesk/calendars.ts';
import { createSetupCalls as zendeskCalls } from '#integrations/zendesk/setup-calls.ts';
import { readHelpdesks } from '#apps/runtime/env.ts';
import { withVault } from '#apps/runtime/held-credentials.ts';
import { zendeskCredentials } from '#apps/runtime/zendesk-credentials.ts';
import { accountsIn } from '#apps/runtime/compose-tied.ts';
import type { HelpdeskAccount } from '#apps/runtime/slack-ties.ts';
import { chosenAccount } from './chosen-account.ts';
import type { CommandSurroundings } from './doctor.ts';
import { UseError } from './use-error.ts';

/**
 * `recourse calendars`: the schedules that a helpdesk keeps, holidays and all, as `calendars:` of a policy file.
 *
 * @returns the exit code: 1 where one of them cannot be used as it is
 * @throws {UseError} for another platform, or one that is not configured
 */
export async function runCalendars(
  question: { readonly platform: string; readonly json: boolean },
  on: CommandSurroundings,
): Promise<0 | 1> {
  const calendars = named(await read(question.platform, on));
  const isRight = calendars.every(({ issues }) => issues.length === 0);
  on.terminal.write(question.json ? jsonOf(calendars) : yamlOf(calendars, question.platform));
  return isRight ? 0 : 1;
}

/** A calendar under the name it can have in a policy, and what is wrong with it. */
interface NamedCalendar extends ImportedCalendar {
  readonly key: string;
  readonly issues: readonly string[];
}

async function read(said: string, { variables, time }: CommandSurroundings): Promise<readonly ImportedCalendar[]> {
  const { signal } = new AbortController();
  const environment = readHelpdesks(variables);
  const { platform, account } = meant(said, environment);
  const isMeant = (one: { readonly account: string }): boolean => one.account === account;
  const reading = async (): Promise<readonly ImportedCalendar[]> => {
    if (platform === 'freshdesk') {
      const freshdesk = environment.freshdesk.find(isMeant)!;
      return readFreshdeskCalendars(freshdeskCalls({ ...freshdesk, prefix: '', time }), signal);
    }
    const zendesk = environment.zendesk.find(isMeant)!;
    return withVault(environment, time, (vault) => {
      const credentials = zendeskCredentials(zendesk, { time, vault });
      return readZendeskCalendars(zendeskCalls({ ...zendesk, credentials, prefix: '', time }), signal);
    });
  };
  try {
    return await reading();
  } catch (error) {
    const isRefused = error instanceof IntegrationError && ['forbidden', 'not-found'].includes(error.reason);
    if (!isRefused) throw error;
    const why = 'the plan has no schedules, or these credentials are no administrator’s';
    throw new IntegrationError(platform, error.reason, { message: why, status: error.status });
  }
}

function meant(said: string, environment: Parameters<typeof accountsIn>[0]): HelpdeskAccount {
  const [platform = ''] = said.split('/');
  const accounts = accountsIn(environment).filter((one) => one.platform === platform);
  if (accounts.length > 0) return chosenAccount(said, accounts, '--platform');
  const isKnown = platform === 'zendesk' || platform === 'freshdesk';
  throw new UseError(isKnown ? `${platform.toUpperCase()}_ACCOUNT is missing` : '--platform is zendesk or freshdesk');
}

function named(calendars: readonly ImportedCalendar[]): readonly NamedCalendar[] {
  const taken = new Set<string>();
  return calendars.map((calendar) => {
    const word = keyOf(calendar.name);
    let key = word;
    for (let n = 2; taken.has(key); n += 1) key = `${word}-${n}`;
    taken.add(key);
    const issues = checkCalendarSource(calendar.source).map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { ...calendar, key, issues };
  });
}

/** Lower-case letters, digits and dashes, as a policy takes them. */
function keyOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const word = plain
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 28);
  return /^[a-z]/u.test(word) ? word : `calendar${word === '' ? '' : `-${word}`}`;
}

function jsonOf(calendars: readonly NamedCalendar[]): string {
  const entries = calendars.map(({ key, source }) => [key, source] as const);
  const issues = calendars.flatMap(({ key, issues }) => issues.map((issue) => `${key}.${issue}`));
  return `${JSON.stringify({ calendars: Object.fromEntries(entries), issues })}\n`;
}

function yamlOf(calendars: readonly NamedCalendar[], platform: string): string {
  if (calendars.length === 0) return `# ${platform} has no schedule\ncalendars: {}\n`;
  const entries = calendars.map(({ key, name, source, issues, toldHolidays }) => {
    const notes = [
      line(name),
      ...issues.map((issue) => `to be mended: ${line(issue)}`),
      ...(toldHolidays ? [] : [`${platform} does not tell holidays: add them, such as - { region: GB-ENG }`]),
    ];
    const body = stringify({ [key]: source }, { lineWidth: 0, flowCollectionPadding: true });
    const text = [...notes.map((note) => `# ${note}`), body.trimEnd()].join('\n');
    return text.replaceAll(/^/gmu, '  ');
  });
  return `calendars:\n${entries.join('\n')}\n`;
}

/** A name from outside on one line of a comment, without what a terminal would obey. */
function line(text: string): string {
  return text.replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ').slice(0, 200);
}
