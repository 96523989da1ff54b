import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exitCodeOf } from '#apps/cli/exit-code.ts';
import { createProgram } from '#apps/cli/program.ts';
import { UseError } from '#apps/cli/use-error.ts';
import { policyPath } from '#apps/sandbox/company-day.ts';
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

/** What the command line rejects with, and what it has written by then. */
async function refused(words: readonly string[]): Promise<{ readonly error: unknown; readonly written: string }> {
  let written = '';
  const writing = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  try {
    const error: unknown = await createProgram()
      .parseAsync(['node', 'recourse', ...words])
      .then(
        () => undefined,
        (problem: unknown) => problem,
      );
    return { error, written };
  } finally {
    writing.mockRestore();
  }
}

describe('an option that would change nothing', () => {
  it.each([
    ['due --batch --calendar office.yaml', '--calendar'],
    ['recognise --try new.yaml --against old.yaml --model own.json', '--model'],
    ['recognise --try new.yaml --against old.yaml --policy old.yaml', '--policy'],
    ['learn --account zendesk --platform zendesk', '--platform'],
    ['learn --account zendesk --now 2026-11-17T09:30:00Z', '--now'],
    ['learn --from tickets.jsonl --days 30', '--days'],
  ])('is refused, not passed over: %s', async (words, option) => {
    const { error, written } = await refused(words.split(' '));
    expect(exitCodeOf(error, () => undefined)).toBe(2);
    expect(written).toMatch(/cannot be used with.*\n {2}→ WRONG_USE\n/u);
    expect(written).toContain(option);
  });
});

describe('a variable that is not set', () => {
  it.each([
    [['check', ''], 'check was given an empty argument'],
    [['judge', '--policy', '', '--ticket', 't.json'], '--policy is empty'],
    [['recognise', '--model='], '--model is empty'],
    [['due', '--batch', ''], '--batch is empty'],
  ])('is asked for, where it leaves nothing: %j', async (words, said) => {
    const { error } = await refused(words);
    expect(error).toBeInstanceOf(UseError);
    expect((error as UseError).message).toContain(`${said}: is a variable not set?`);
  });
});

describe('what a mistake is told by', () => {
  it('its code, whoever found it', async () => {
    for (const words of ['check --josn', 'frobnicate', 'judge --policy p.yaml --ticket t.json --now tomorrow']) {
      expect((await inShell(`recourse ${words}`, { cwd })).err).toContain('  → WRONG_USE\n');
    }
  });

  it('the file, where two were given', async () => {
    await writeFile(join(cwd, 'new.yaml'), 'version: "2"\n');
    const words = `simulate --policy new.yaml --against ${policyPath} --tickets - --until 2026-11-17T09:30:00Z`;
    const { code, err } = await inShell(`recourse ${words}`, { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/\n\nnew\.yaml, POLICY_INVALID: \d+ issues\n$/u);
  });
});
