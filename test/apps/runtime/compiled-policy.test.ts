import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { printPolicy } from '#core/policy/compiled.ts';
import { runCheck } from '#apps/cli/check.ts';
import { readCompiledText } from '#apps/runtime/compiled-policy.ts';
import { ConfigError } from '#apps/runtime/config-error.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { root } from '../../imports.ts';

const folder = mkdtempSync(join(tmpdir(), 'recourse-compiled-'));
afterAll(() => rmSync(folder, { recursive: true }));
const policyPath = `${root}apps/sandbox/saltmarsh.policy.yaml`;

test('what check --compile prints is a policy for every command', async () => {
  const path = join(folder, 'compiled.json');
  writeFileSync(path, (await runCheck(policyPath, { json: false, compile: true })).text);
  const [compiled, written] = [await loadPolicy(path), await loadPolicy(policyPath)];
  expect(printPolicy(compiled)).toEqual(printPolicy(written));
  expect(compiled.recognition.pack.id).toBe(written.recognition.pack.id);
});

test('a policy that a person wrote is not taken for one', () => {
  expect(readCompiledText('version: "1"\n')).toBeUndefined();
  expect(readCompiledText('{"version":"1"}')).toBeUndefined();
});

test.each([
  ['half of one', '{"compiled":1,"version":"1"', /only half of one/u],
  ['one without its parts', '{"compiled":1,"recognition":{"own":{}}}', /only half of one/u],
  ['one of another version', '{"compiled":2}', /another form/u],
])('%s is refused, with what to do', (_, text, message) => {
  expect(() => readCompiledText(text)).toThrow(ConfigError);
  expect(() => readCompiledText(text)).toThrow(message);
  expect(() => readCompiledText(text)).toThrow(/recourse check --compile FILE/u);
});
