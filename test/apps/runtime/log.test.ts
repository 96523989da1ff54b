import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeOf } from '#apps/runtime/log.ts';
import { VaultError } from '#apps/runtime/vault-error.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { createHeldTokens } from '#integrations/zendesk/held-tokens.ts';
import { root } from '../../imports.ts';

it('a helpdesk that is not asked because of the vault is logged with the code of the vault', async () => {
  const vault = new VaultError('VAULT_KEY_UNKNOWN', 'sealed with another key');
  const held = createHeldTokens({ load: () => Promise.reject(vault), save: () => Promise.resolve() });
  const error: unknown = await held.fromShelf().catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'ZENDESK_UNAVAILABLE' });
  expect(codeOf(error)).toBe('VAULT_KEY_UNKNOWN');
});

it('what a helpdesk itself refused is logged with its own code', () => {
  const error = new IntegrationError('zendesk', 'unavailable', {
    message: 'HTTP 503',
    status: 503,
    cause: new Error(),
  });
  expect(codeOf(error)).toBe('ZENDESK_UNAVAILABLE');
});

it.skipIf(!existsSync('/dev/full'))('what cannot be logged, as on a full disk, stops nothing', () => {
  const program = `
    const { createLog } = await import(process.env.LOG);
    const log = createLog('info');
    for (const count of [1, 2, 3]) {
      log.info('tick', { count });
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log('went on');`;
  const ended = spawnSync('/bin/sh', ['-c', '"$NODE" --input-type=module -e "$PROGRAM" 2> /dev/full'], {
    env: { NODE: process.execPath, PROGRAM: program, LOG: `${root}apps/runtime/log.ts` },
    encoding: 'utf8',
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  expect(ended).toMatchObject({ status: 0, stdout: 'went on\n' });
});
