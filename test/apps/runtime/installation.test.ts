import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInstallation, storeExaminations } from '#apps/runtime/installation.ts';
import type { Finding } from '#integrations/contract.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const client = { ZENDESK_ACCOUNT: 'acme', ZENDESK_CLIENT_ID: 'recourse' };
const freshdesk = { FRESHDESK_ACCOUNT: 'acme-help', FRESHDESK_API_KEY: 'key' };

it('a client that was consented to is examined although Slack is not set up', () => {
  const { installation } = readInstallation({ ...client, RECOURSE_VAULT_KEY: key });
  expect(installation.zendesk[0]?.account).toBe('acme');
  expect(installation.slack).toBeUndefined();
});

it('a vault key that is none hides neither the other helpdesk nor what is wrong', async () => {
  const { installation, settings } = readInstallation({ ...client, ...freshdesk, RECOURSE_VAULT_KEY: 'none' });
  expect(installation.freshdesk[0]?.account).toBe('acme-help');
  expect(installation.vaultKey).toBeUndefined();
  const found = await settings.examine(new AbortController().signal);
  expect(found.map(({ what }) => what).join()).toContain('RECOURSE_VAULT_KEY');
});

describe('the folder of a store', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'recourse-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const found = async (address: string): Promise<readonly Finding[]> => {
    const [examination] = storeExaminations({ RECOURSE_STORE: address });
    return examination!.examine(new AbortController().signal);
  };

  it.each([
    ['a path', (path: string) => path],
    ['an address', (path: string) => pathToFileURL(path).href],
  ])('that is not there yet is looked for and not made, named by %s', async (_, named) => {
    const path = join(folder, 'below', 'store');
    expect(await found(named(path))).toMatchObject([
      { state: 'ok', what: expect.stringContaining('not there yet') as string },
    ]);
    await expect(access(join(folder, 'below'))).rejects.toThrow('ENOENT');
    expect(await found(named(folder))).toMatchObject([
      { state: 'ok', what: expect.stringContaining('can be kept') as string },
    ]);
  });

  it('is no folder in memory, of which it is not said that anything is kept', async () => {
    expect(await found('memory:')).toMatchObject([
      { state: 'warn', what: expect.stringMatching(/^nothing is kept/u) as string },
    ]);
  });

  it.each([['is a file'], ['would stand below a file', 'store'], ['would stand far below a file', 'a', 'b']])(
    'that %s is no store, as the server would find',
    async (_, ...below) => {
      const file = join(folder, 'file');
      await writeFile(file, '');
      expect(await found(join(file, ...below))).toMatchObject([{ state: 'fail' }]);
    },
  );

  it.skipIf(process.getuid?.() === 0)('that the server may not make is no store', async () => {
    await chmod(folder, 0o500);
    expect(await found(join(folder, 'below', 'store'))).toMatchObject([{ state: 'fail' }]);
  });
});
