import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCheck } from '#apps/cli/check.ts';
import { readCompiledPolicy } from '#core/policy/compiled.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';

const example = 'apps/sandbox/fernhill.policy.yaml';
const plain = { json: false, compile: false };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function edited(change: (text: string) => string): string {
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, change(readFileSync(example, 'utf8')));
  return path;
}

test('a policy in order is told back in words, with its version and what it promises', async () => {
  const { text, exitCode } = await runCheck(example, plain);
  expect(exitCode).toBe(0);
  expect(text).toContain('version 2026-11-01, approved by Head of Complaints on 2026-11-01');
  expect(text).toMatch(/within 24 hours of receipt, by office; warns .*4 hours before\n    kept by reply\n/);
  expect(text).toContain(
    'within 5 business days of receipt, by office; pauses while pending; warns 8 business hours before',
  );
  expect(text).toContain('office: Europe/London, ');
  expect(text).toContain('after 4 hours: Head of Complaints, in complaints-leads');
  expect(text).toContain('ISO 10002 sets no figures');
});

test('regulators, extensions, offers and dates of effect are told', async () => {
  const path = edited((text) =>
    text.replace('[iso10002-practice]', '[uk-fca-disp, eu-psd2, uk-ofcom-adr]').replace(/ {2}acknowledge:\n.*\n/, ''),
  );
  const { text, exitCode } = await runCheck(path, plain);
  expect(exitCode, text).toBe(0);
  expect(text).toContain('disp-final: Send the final response (regulator)');
  expect(text).toContain('or by a holding reply with reasons, expectedDate, referralRight');
  expect(text).toContain('a holding reply with reasons, expectedDate extends it to 35 business days');
  expect(text).toContain('when it passes nothing is broken: disp-final takes its place');
  expect(text).toContain('for what is received from 2026-04-08 on');
  expect(text).toContain('for what was received before 2026-04-08');
});

test('which complaints an obligation concerns, what an answer must hold and that it is owed again are told', async () => {
  const path = edited((text) =>
    text
      .replace('[iso10002-practice]', '[uk-fca-disp]')
      .replace(/ {2}acknowledge:\n.*\n/, '')
      .replace(
        /^obligations:\n/mu,
        `obligations:
  updates: { span: 5 business days, anchor: lastUpdate, recurring: true, satisfiedBy: [reply], onlyIf: { severity: [high, critical], category: [delivery], channel: [phone], brand: [Fernhill], tag: [vip], stage: 1 } }
`,
      ),
  );
  const { text, exitCode } = await runCheck(path, plain);
  expect(exitCode, text).toBe(0);
  expect(text).toContain('kept by decision, summaryResolution with referralRight; or by a holding reply with reasons');
  expect(text).toContain('only complaints not tagged psd_complaint or emd_complaint\n');
  expect(text).toContain(
    'only complaints of high or critical severity, about delivery, by phone, of the brand Fernhill, tagged vip, at stage 1\n',
  );
  expect(text).toContain('owed again each time it is kept, until the decision\n');
  const told = JSON.parse((await runCheck(path, { ...plain, json: true })).text) as { obligations: object[] };
  expect(told.obligations).toContainEqual(
    expect.objectContaining({
      id: 'disp-final',
      requires: ['referralRight'],
      onlyIf: { notTag: ['psd_complaint', 'emd_complaint'] },
    }),
  );
  expect(told.obligations).toContainEqual(expect.objectContaining({ id: 'updates', recurring: true }));
});

/** The example with what it only shows: its level with people on call, its routes, its quiet hours. */
function withWhatIsShown(text: string): string {
  const [, level = ''] = /^#\n((?:# {3}.*\n)+)/mu.exec(text) ?? [];
  const shown = [...text.matchAll(/^ {2}# ((?:routes|restrictedFactsIn|quietHours):.*|  - \{ when.*)$/gmu)];
  return text
    .replace(/^ {2}- \{ name: Complaints team lead.*\n/mu, level.replaceAll(/^# /gmu, ''))
    .concat(shown.map(([, line]) => `  ${line}\n`).join(''));
}

test('the example shows people on call, routes, restricted channels and quiet hours that are in order', async () => {
  const { text, exitCode } = await runCheck(edited(withWhatIsShown), plain);
  expect(exitCode, text).toBe(0);
  expect(text).toContain(`\
Alerts
  somebody may be vulnerable: in complaints-care
  critical or high severity: in complaints-urgent
  about delivery, of Fernhill Home: in complaints-deliveries
  all others: in complaints
  a card comes at once for high or critical severity, for the others with the first warning
  quiet outside 'office': what can wait is told when it opens
  names of complainants and vulnerability are read in complaints-care, and nowhere else
  a round-up of what is open at 09:00 on each day that opens and each week mon 08:30: in complaints-digest

When nobody acknowledges a breach
  after 1 hour: Complaints team lead, in complaints-leads
    on call mon, tue, wed, thu, fri: Amara Okafor, called as U04AMARA0K1
    on call sat, sun 08:00-20:00: Tom Reed, called as U04T0MREED2
  after 4 hours: Head of Complaints, in complaints-leads
`);
});

test('quiet hours by weekday are told back, and are none of the calendars', async () => {
  const path = edited((text) => `${text}  quietHours: { hours: { mon: ['20:00-07:00'], sat: ['00:00-24:00'] } }\n`);
  const { text } = await runCheck(path, plain);
  expect(text).toContain(
    '  quiet mon 20:00-07:00, sat 00:00-24:00 (Europe/London): what can wait is told when that ends\n',
  );
  expect(text).not.toContain('quiet hours:');
  const json = JSON.parse((await runCheck(path, { json: true, compile: false })).text) as { calendars: unknown[] };
  expect(json.calendars).toHaveLength(1);
});

test('issues are listed all at once and the exit code says so', async () => {
  const path = edited((text) => text.replace('version:', 'verison:').replace('calendar: office', 'calendar: ofice'));
  const { text, exitCode } = await runCheck(path, plain);
  expect(exitCode).toBe(1);
  expect(text).toContain("✖ unknown key 'verison'\n  → at verison\n  → did you mean 'version'?");
  expect(text).toContain("✖ undefined calendar 'ofice'\n  → at calendar\n  → did you mean 'office'?");
  expect(text).toMatch(/policy\.yaml: 3 issues\n$/);
});

test('a file that is not there is wrong use', async () => {
  expect(await runCheck(join(folder, 'nowhere.yaml'), plain)).toMatchObject({ exitCode: 2 });
});

test('the same for programs', async () => {
  const good = JSON.parse((await runCheck(example, { json: true, compile: false })).text) as Record<string, unknown>;
  expect(good).toMatchObject({
    valid: true,
    issues: [],
    version: '2026-11-01',
    calendars: [{ name: 'office', zone: 'Europe/London' }],
  });
  const bad = JSON.parse(
    (
      await runCheck(
        edited((text) => text.replace('ladder:', 'lader:')),
        { json: true, compile: false },
      )
    ).text,
  );
  expect(bad).toEqual({
    valid: false,
    code: 'POLICY_INVALID',
    issues: [
      { path: 'lader', message: "unknown key 'lader'", suggestion: "did you mean 'ladder'?" },
      { path: 'ladder', message: "'ladder' is missing", suggestion: 'give a list' },
    ],
  });
});

test('compiled, it is JSON that a browser builds the same policy from: no regions, no YAML, no schema', async () => {
  const { text, exitCode } = await runCheck(example, { json: false, compile: true });
  expect(exitCode).toBe(0);
  const loaded = await loadPolicy(example);
  const read = readCompiledPolicy(JSON.parse(text), loaded.recognition.pack);
  if ('fault' in read) throw new Error(read.fault);
  expect(read.policy.obligations).toEqual(loaded.obligations);
  expect(read.policy.calendars.get('office')?.source).toEqual(loaded.calendars.get('office')?.source);
  expect(read.policy.severity).toEqual(loaded.severity);
  expect(text).not.toContain('region');
  expect(text).toContain('2026-12-25');
  expect(text.trimEnd()).not.toContain('\n');
});

test('an invalid policy is never compiled', async () => {
  const { text, exitCode } = await runCheck(
    edited((text) => text.replace('ladder:', 'lader:')),
    { json: false, compile: true },
  );
  expect(exitCode).toBe(1);
  expect(text).toContain('✖');
});
