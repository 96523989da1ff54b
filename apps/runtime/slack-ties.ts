import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { ifItOpens } from './vault-error.ts';
import type { Vault } from './vault.ts';

/** One account of a helpdesk: whose complaints they are. */
export interface HelpdeskAccount {
  readonly platform: string;
  readonly account: string;
}

/** The workspace that an account's alerts go to, and who tied the two. */
export interface SlackTie {
  readonly team: string;
  /** Slack's id of the administrator. */
  readonly by: string;
  readonly at: Instant;
}

/**
 * Which workspace belongs to which helpdesk account.
 *
 * Rights are shown in both: a code is made by whoever holds the server's own settings, and so the account's credentials;
 * it is brought by an administrator of the workspace. A code is 130 bits of chance, kept only as its hash in the
 * account's own part of the vault, good once and for thirty minutes. An account has one workspace, a workspace as many
 * accounts as it was tied to.
 *
 * All methods reject with VaultError or StoreError where the vault cannot be had.
 */
export interface SlackTies {
  /** A fresh code for an account; an earlier one is good no more. */
  offer(account: HelpdeskAccount): Promise<{ readonly code: string; readonly until: Instant }>;
  /** Ties the account whose code it is; `undefined` where no code of theirs is this one. Spends the code. */
  redeem(
    code: string,
    accounts: readonly HelpdeskAccount[],
    by: Pick<SlackTie, 'team' | 'by'>,
  ): Promise<{ readonly account: HelpdeskAccount; readonly before: SlackTie | undefined } | undefined>;
  of(account: HelpdeskAccount): Promise<SlackTie | undefined>;
}

/** Our choice: time enough to walk over to the one who administers Slack. */
export const codeLifeMs = 30 * MINUTE_MS;
/** Letters and digits that nobody takes for another. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const codeLength = 26;
const codeEntry = 'slack-code';
const tieEntry = 'slack-workspace';
const keptCode = z.object({ hash: z.string(), until: z.number() });
const keptTie = z.object({ team: z.string().min(1), by: z.string(), at: z.number() });

/** An account's name in the vault, `zendesk/acme`, which is its tenant there. */
export function accountTenant({ platform, account }: HelpdeskAccount): string {
  return `${platform}/${account}`;
}

/** Those of the accounts that are tied to a workspace. A tie that cannot be read is of none, and hides no other. */
export async function tiedAccounts<Account extends HelpdeskAccount>(
  team: string,
  accounts: readonly Account[],
  ties: Pick<SlackTies, 'of'>,
): Promise<readonly Account[]> {
  const found = await Promise.all(accounts.map(async (account) => (await ifItOpens(ties.of(account)))?.team === team));
  return accounts.filter((_, i) => found[i]);
}

/** Ties in the vault. */
export function createSlackTies(vault: Vault, time: Timekeeper): SlackTies {
  let last: Promise<unknown> = Promise.resolve();
  const of = async (account: HelpdeskAccount): Promise<SlackTie | undefined> =>
    readAs(keptTie, await vault.get(accountTenant(account), tieEntry));
  const redeem: SlackTies['redeem'] = async (code, accounts, { team, by }) => {
    for (const account of accounts) {
      const tenant = accountTenant(account);
      const offered = readAs(keptCode, await ifItOpens(vault.get(tenant, codeEntry)));
      if (offered === undefined || !isSame(offered.hash, hashOf(code))) continue;
      // Spent first: whatever goes wrong after this, it is not good twice.
      await vault.delete(tenant, codeEntry);
      if (offered.until <= time.now()) return undefined;
      const before = await ifItOpens(of(account));
      await vault.put(tenant, tieEntry, JSON.stringify({ team, by, at: time.now() } satisfies SlackTie));
      return { account, before };
    }
    return undefined;
  };
  return {
    async offer(account) {
      const code = freshCode();
      const until = time.now() + codeLifeMs;
      await vault.put(accountTenant(account), codeEntry, JSON.stringify({ hash: hashOf(code), until }));
      return { code, until };
    },
    redeem(code, accounts, by) {
      // One after the other: of two who bring the same code at once one is too late.
      const turn = last.then(() => redeem(code, accounts, by));
      last = turn.catch(() => undefined);
      return turn;
    },
    of,
  };
}

/** In groups, for people: `K7MQ2-…`. A byte has room for each letter eight times, so none is likelier than another. */
function freshCode(): string {
  const code = [...randomBytes(codeLength)].map((byte) => letters[byte % letters.length]).join('');
  return code.replaceAll(/.{5}(?=.)/gu, '$&-');
}

function hashOf(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  return createHash('sha256').update(plain).digest('hex');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function readAs<T>(shape: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
