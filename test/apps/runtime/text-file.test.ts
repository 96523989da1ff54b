import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTextFile, whyUnread } from '#apps/runtime/text-file.ts';
import { loadModel } from '#apps/runtime/model-file.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { readCalendarFile } from '#apps/cli/calendar-file.ts';
import { judgeFile } from '#apps/cli/judge.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recourse-text-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(bytes: Buffer | string): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return path;
}

test('a file is its text, without the mark that some editors begin with', async () => {
  expect(await readTextFile(await file('\ufeffBüro\r\n'))).toBe('Büro\r\n');
});

test('why there is no text is told apart', async () => {
  const why = (path: string): Promise<string> => readTextFile(path).catch(whyUnread);
  expect(await why(await file(Buffer.from('Büro', 'latin1')))).toBe('is not UTF-8: save it as that');
  expect(await why(await file(Buffer.from('\ufeffoffice', 'utf16le')))).toBe('is not UTF-8: save it as that');
  expect(await why(join(folder, 'nowhere'))).toBe('is not there');
  expect(await why(folder)).toBe('cannot be read');
});

test('no policy, model, calendar or ticket is read from bytes that are no text, as names would become others', async () => {
  const path = await file(Buffer.from('{"version": "B\xfcro", "zone": "B\xfcro", "ticket": "B\xfcro"}', 'latin1'));
  await expect(loadPolicy(path)).rejects.toMatchObject({ code: 'POLICY_UNREADABLE', file: path });
  await expect(loadModel(path)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  await expect(readCalendarFile(path)).rejects.toThrow('is not UTF-8');
  const question = { policy: policyPath, platform: 'zendesk', ticket: path, now: '2026-11-17T09:30:00Z' };
  await expect(judgeFile(question)).rejects.toThrow('is not UTF-8');
});

test('a calendar that is no YAML is told with the place', async () => {
  const path = await file('zone: UTC\nzone: UTC\n');
  await expect(readCalendarFile(path)).rejects.toThrow('is not YAML: Map keys must be unique at line 2, column 1');
});
