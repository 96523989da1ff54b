import { CommanderError } from 'commander';
import { InvariantError } from '#core/invariant.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { ConfigError, issueCount } from '#apps/runtime/config-error.ts';
import { StoreError } from '#apps/runtime/store-error.ts';
import { VaultError } from '#apps/runtime/vault-error.ts';
import { QuestionError } from './due.ts';
import { OutputError } from './output-error.ts';
import { UseError } from './use-error.ts';

/** Errors that say to a person what is wrong; of any other it is told where it came from. */
const kinds = [
  ConfigError,
  UseError,
  QuestionError,
  PayloadError,
  IntegrationError,
  StoreError,
  VaultError,
  OutputError,
  InvariantError,
] as const;
type Told = InstanceType<(typeof kinds)[number]>;

/** 0 done, 1 findings or failures, 2 wrong use or configuration. Says to a person what is wrong. */
export function exitCodeOf(error: unknown, say: (text: string) => void): 0 | 1 | 2 {
  // Commander has said its own piece; asking for help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isTold(error)) {
    say(textOf(error));
    return isMistake(error) ? 2 : 1;
  }
  say(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

function isTold(error: unknown): error is Told {
  return kinds.some((kind) => error instanceof kind);
}

function textOf(error: Told): string {
  const { message, code } = error;
  if (error instanceof ConfigError) {
    const place = error.file === undefined ? code : `${error.file}, ${code}`;
    return `${message}\n\n${place}: ${issueCount(error.issues)}\n`;
  }
  const at = error instanceof PayloadError && error.path !== '' ? `  → at ${error.path}\n` : '';
  return `${message}\n${at}  → ${code}\n`;
}

/** A store that does not answer may be there at the next start; an address that is none will not be. */
function isMistake(error: Told): boolean {
  const isWrongUse = error instanceof ConfigError || error instanceof UseError || error instanceof QuestionError;
  return isWrongUse || error.code === 'STORE_ADDRESS_INVALID';
}
