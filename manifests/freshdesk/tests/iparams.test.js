import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script, createContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const file = new URL('../config/assets/iparams.js', import.meta.url);
const checks = createContext({});
// Under its own address, so that coverage is counted.
new Script(readFileSync(fileURLToPath(file), 'utf8'), { filename: file.href }).runInContext(checks);

describe.each([
  ['checkAccount', ['acme', 'acme-2', 'a'], ['', 'acme.freshdesk.com', 'https://acme', 'Acme Ltd', '-acme', 'acme ']],
  ['checkApiKey', ['abcdefghij0123456789'], ['', 'short', 'with a space in between it', 'abcdefghij0123456789\n']],
  [
    'checkServer',
    ['', 'recourse.acme.com'],
    ['https://recourse.acme.com', 'recourse.acme.com/x', 'localhost', '10.0.0.1', ' recourse.acme.com', ' '],
  ],
  ['checkSecret', ['', 'a'.repeat(22)], ['guess', 'a b'.repeat(10), `${'a'.repeat(22)} `]],
  [
    'checkSlackUrl',
    ['', 'https://acme.slack.com', 'https://acme.enterprise.slack.com/'],
    ['acme', 'https://slack.com.evil.com'],
  ],
  ['checkPolicy', ['', '{"compiled":1}'], ['version: 1', '{}', '{"compiled":2}', 'null']],
])('%s', (name, good, bad) => {
  it.each(good)('takes %j', (value) => expect(checks[name](value)).toBeUndefined());
  it.each(bad)('says what is wrong with %j', (value) => expect(checks[name](value)).toMatch(/\w{3}/));
});
