import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { textFile } from '../../manifests/package-files.ts';
import { zipOf } from '../../manifests/zip.ts';
import { root } from '../imports.ts';

const run = promisify(execFile);
const some = new Map([
  ['b/two.txt', textFile('two')],
  ['a.txt', textFile('one '.repeat(1_000))],
  ['b/empty', new Uint8Array()],
]);

test('a zip holds what was put in, and nothing else', () => {
  const back = unzipSync(zipOf(some));
  expect(Object.keys(back)).toEqual(['a.txt', 'b/empty', 'b/two.txt']);
  for (const [path, bytes] of some) expect(new Uint8Array(back[path]!)).toEqual(new Uint8Array(bytes));
});

test('the order in which files come makes no difference', () => {
  expect(zipOf(new Map([...some].toReversed()))).toEqual(zipOf(some));
});

test.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])('the bytes are the same on a machine in %s', async (zone) => {
  const program = `
    const { createHash } = await import('node:crypto');
    const { zipOf } = await import(process.argv[1]);
    const bytes = zipOf(new Map([['a.txt', new TextEncoder().encode('one')]]));
    console.log(createHash('sha256').update(bytes).digest('hex'), bytes.length);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, `${root}manifests/zip.ts`], {
    cwd: root,
    env: { ...process.env, TZ: zone },
  });
  expect(stdout.trim()).toMatchInlineSnapshot(`"5c549d4618522a272f673a404d069161edf279bcf68b2389577ce367331e04e2 113"`);
});
