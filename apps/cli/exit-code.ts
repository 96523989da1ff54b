import { CommanderError } from 'commander';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { ConfigError } from '#apps/runtime/config-error.ts';
import { StoreError } from '#apps/runtime/store-error.ts';
import { VaultError } from '#apps/runtime/vault-error.ts';
import { QuestionError } from './due.ts';
import { OutputError } from './output-error.ts';
import { UseError } from './use-error.ts';

/** 0 done, 1 findings or failures, 2 wrong use or configuration. Says to a person what is wrong. */
export function exitCodeOf(error: unknown, say: (text: string) => void): 0 | 1 | 2 {
  // Commander has said its own piece; asking for help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError || error instanceof UseError || error instanceof QuestionError) {
    say(`${error.message}\n`);
    return 2;
  }
  if (error instanceof PayloadError) {
    say(`${error.message}\n  → at ${error.path}\n  → ${error.code}\n`);
    return 1;
  }
  const isFailure =
    error instanceof IntegrationError ||
    error instanceof StoreError ||
    error instanceof VaultError ||
    error instanceof OutputError;
  if (isFailure) {
    say(`${error.message}\n  → ${error.code}\n`);
    return codeOfFailure(error.code);
  }
  say(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

/** A store that does not answer may be there at the next start; an address that is none will not be. */
function codeOfFailure(code: string): 1 | 2 {
  return code === 'STORE_ADDRESS_INVALID' ? 2 : 1;
}
