import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '#apps/runtime/config-error.ts';
import { loadPolicy, readPolicyText } from '#apps/runtime/settings.ts';
import { isOpen } from '#core/sla/calendar.ts';
import { parseInstant } from '#core/time.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-policy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const smallest = `
version: 2026-11-01
approver: Head of Complaints
approvedOn: 2026-11-01
calendars:
  office:
    zone: Europe/London
    hours: { mon: ["09:00-17:30"], fri: ["09:00-17:30"] }
    holidays: [{ region: GB-ENG }]
ladder: [{ name: Lead, after: 1 hour, channel: leads }]
alerts: { channel: complaints }
`;

async function failure(work: Promise<unknown>): Promise<ConfigError> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof ConfigError)) throw new Error('no ConfigError');
  return error;
}

test('the example policy loads, and is what its comments say', async () => {
  const policy = await loadPolicy('apps/sandbox/fernhill.policy.yaml');
  expect(policy.version).toBe('2026-11-01');
  expect(policy.obligations.map(({ id, spanText }) => `${id} ${spanText}`)).toEqual([
    'acknowledge 24 hours',
    'respond 5 business days',
    'resolve 15 business days',
    'escalation 48 hours',
  ]);
  expect(policy.ladder).toHaveLength(3);
  const office = policy.calendars.get('office')!;
  const open = (iso: string) => isOpen(office, parseInstant(iso)!);
  expect(open('2026-12-24T10:00:00Z')).toBe(true);
  expect(open('2026-12-24T14:00:00Z')).toBe(false);
  expect(open('2026-12-25T10:00:00Z')).toBe(false);
  expect(open('2026-12-28T10:00:00Z')).toBe(false);
  expect(open('2026-12-30T10:00:00Z')).toBe(false);
  expect(open('2027-05-03T10:00:00Z')).toBe(false);
  expect(open('2027-05-04T10:00:00Z')).toBe(true);
});

test('a file is read from disk, and JSON is YAML too', async () => {
  const path = join(folder, 'policy.json');
  const { checked } = await readPolicyText(smallest);
  writeFileSync(path, JSON.stringify(checked));
  expect((await loadPolicy(path)).obligations).toHaveLength(4);
});

test('dates and yes need no quotes in YAML 1.2', async () => {
  const { policy } = await readPolicyText(`${smallest}recognition: { yes: 4, possible: 2 }\n`);
  expect(policy.approvedOn).toBe('2026-11-01');
  expect(policy.recognition.yes).toBe(4);
});

test('holidays of a region become dates, in the policy and in what is printed for the sidebars', async () => {
  const { checked, policy } = await readPolicyText(smallest);
  expect(checked.calendars.office!.holidays).toContain('2027-12-27');
  expect(JSON.stringify(checked)).not.toContain('region');
  expect(isOpen(policy.calendars.get('office')!, parseInstant('2027-12-27T10:00:00Z')!)).toBe(false);
});

test('a region that nobody knows is told with whatever else is wrong with its calendar', async () => {
  const error = await failure(
    readPolicyText(smallest.replace('GB-ENG', 'GB-XYZ').replace('Europe/London', 'Europe/Londn')),
  );
  expect(error.issues).toMatchObject([
    { path: 'calendars.office.holidays[0].region' },
    { path: 'calendars.office.zone', message: expect.stringContaining('did you mean Europe/London?') },
  ]);
});

test('a region that nobody knows is an issue beside the others', async () => {
  const error = await failure(readPolicyText(smallest.replace('GB-ENG', 'GB-XYZ').replace('alerts', 'alers')));
  expect(error.code).toBe('POLICY_INVALID');
  expect(error.issues.map(({ path }) => path)).toEqual(['calendars.office.holidays[0].region', 'alers', 'alerts']);
});

test('the message lists every issue: what, where, and what was probably meant', async () => {
  const error = await failure(
    readPolicyText(`${smallest}obligations: { acknowledge: { calendar: offices, span: 2d } }\n`),
  );
  expect(error.message).toBe(
    [
      "✖ cannot read the span '2d' of obligation 'acknowledge'",
      '  → at obligations.acknowledge.span',
      "  → did you mean '2 days'?",
      '',
      "✖ undefined calendar 'offices' used in obligation 'acknowledge'",
      '  → at obligations.acknowledge.calendar',
      "  → did you mean 'office'?",
    ].join('\n'),
  );
});

test('of a file that is something else the first slips are told, and how many more there are', async () => {
  const lines = Array.from({ length: 5_000 }, (_, i) => `{"id":${i}}`);
  const error = await failure(readPolicyText(lines.join('\n')));
  expect(error.issues).toHaveLength(21);
  expect(error.issues.slice(0, 20).every(({ path }) => /^line \d+, column \d+$/u.test(path))).toBe(true);
  expect(error.issues[20]!.message).toMatch(/^\d+ more/u);
});

test('a slip of YAML is told by line and column', async () => {
  const error = await failure(readPolicyText(`version: "1"\napprover: "open\n`));
  expect(error.code).toBe('POLICY_INVALID');
  expect(error.issues[0]!.path).toMatch(/^line \d, column \d+$/);
  const twice = await failure(readPolicyText(`${smallest}version: "2"\n`));
  expect(twice.issues[0]!.message).toContain('unique');
});

test('a file that is not there, and one without end, are told apart from one with issues', async () => {
  expect(await failure(loadPolicy(join(folder, 'nowhere.yaml')))).toMatchObject({ code: 'POLICY_UNREADABLE' });
  expect(await failure(loadPolicy(folder))).toMatchObject({ code: 'POLICY_UNREADABLE' });
  expect(await failure(readPolicyText('x'.repeat(1_000_001)))).toMatchObject({ code: 'POLICY_UNREADABLE' });
});

test('aliases that multiply are refused before they grow', async () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i += 1)
    lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`);
  const error = await failure(readPolicyText(lines.join('\n')));
  expect(error.code).toBe('POLICY_INVALID');
});

test('an empty file is no policy', async () => {
  expect((await failure(readPolicyText(''))).issues).toHaveLength(1);
});

test('calendars without number are refused before they are laid out', async () => {
  const calendars = Object.fromEntries(
    Array.from({ length: 101 }, (_, i) => [`c${i}`, { zone: 'Europe/London', hours: { mon: ['09:00-10:00'] } }]),
  );
  const { checked } = await readPolicyText(smallest);
  const error = await failure(readPolicyText(JSON.stringify({ ...checked, calendars })));
  expect(error.issues.map(({ message }) => message)).toContain('101 calendars are too many: 100 at most');
});
