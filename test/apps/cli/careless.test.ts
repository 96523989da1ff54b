import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inShell } from './in-shell.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'recourse-careless-'));
});
afterAll(() => rm(cwd, { recursive: true }));

describe.skipIf(!existsSync('/dev/full'))('on a full disk', () => {
  it.each(['check --schema', '--help'])(
    '%s says that its answer is lost, in two lines, and ends with 1',
    async (words) => {
      expect(await inShell(`recourse ${words} > /dev/full`, { cwd })).toEqual({
        code: 1,
        out: '',
        err: 'what was to be printed cannot be written (ENOSPC): what is there is not all of it\n  → OUTPUT_LOST\n',
      });
    },
  );

  it('lines that were answered are not taken for all of them', async () => {
    const line = '{"id":1,"text":"This is a complaint"}';
    const { code, err } = await inShell(`echo '${line}' | recourse recognise > /dev/full`, { cwd });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('OUTPUT_LOST') as string });
  });

  it('wrong use still ends with 2, when nobody can be told what was wrong', async () => {
    expect(await inShell('recourse frobnicate 2> /dev/full', { cwd })).toMatchObject({ code: 2 });
  });
});

describe('a folder in place of lines', () => {
  it.each(['recognise', 'normalise --platform zendesk', 'due --batch', 'learn --from -'])(
    '%s does not take it for nothing',
    async (words) => {
      const { code, out, err } = await inShell(`recourse ${words} < .`, { cwd });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('standard input is a folder');
    },
  );
});
