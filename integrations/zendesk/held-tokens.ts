import type { Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Tokens } from './oauth.ts';

/** Where tokens outlive the process, and other processes find them. Rejects where they cannot be kept. */
export interface TokenShelf {
  load(): Promise<Tokens | undefined>;
  save(tokens: Tokens): Promise<void>;
}

/** The tokens of one account in this process, and beside it on a shelf where there is one. */
export interface HeldTokens {
  now(): Tokens | undefined;
  /** Takes up what the shelf holds, where it is not what is held already. @throws {IntegrationError} `unavailable` */
  fromShelf(): Promise<Tokens | undefined>;
  /** Puts them on the shelf, and holds them even where it fails: those they replace are gone. */
  keep(tokens: Tokens): Promise<Tokens>;
  /** Puts on the shelf what it did not take before. Never rejects. */
  save(): Promise<void>;
  /** They are good no more. */
  expire(at: Instant): void;
}

export function createHeldTokens(shelf: TokenShelf | undefined): HeldTokens {
  let held: Tokens | undefined;
  let isUnsaved = false;
  const save = async (): Promise<void> => {
    const tokens = held;
    if (!isUnsaved || tokens === undefined) return;
    try {
      await shelf?.save(tokens);
      if (held === tokens) isUnsaved = false;
    } catch {
      // It is tried again before the next use.
    }
  };
  return {
    now: () => held,
    async fromShelf() {
      if (isUnsaved) return undefined;
      const found = await shelf?.load().catch((error: unknown) => {
        throw unreadable(error);
      });
      if (found === undefined || found.access === held?.access) return undefined;
      held = found;
      return found;
    },
    async keep(tokens) {
      held = tokens;
      // The client's own tokens can be had again at any time.
      isUnsaved = tokens.refresh !== undefined;
      await save();
      return tokens;
    },
    save,
    expire: (at) => {
      if (held !== undefined) held = { ...held, expiresAt: at };
    },
  };
}

/** The shelf's code and no more of it: what failed may be quoted in its words. */
function unreadable(error: unknown): IntegrationError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
  return new IntegrationError('zendesk', 'unavailable', {
    message: `zendesk's tokens cannot be read (${code})`,
    cause: { code },
  });
}
