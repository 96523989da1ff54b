import { randomUUID } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { HOUR_MS, SECOND_MS } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { readFailure } from '#integrations/slack/failure.ts';
import type { SlackGrant, SlackTokenEndpoint, SlackTokens } from '#integrations/slack/oauth.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import {
  installationEntry,
  installationOf,
  installationText,
  readInstallationText,
  slackTenant,
  type SlackInstallation,
} from './slack-installation.ts';
import { ifItOpens } from './vault-error.ts';
import type { Vault } from './vault.ts';

/** Whether Slack still takes an installation's token; `unknown` where it did not answer, `none` where there is none. */
export type SlackLife = 'alive' | 'dead' | 'unknown' | 'none';

/**
 * Our app in many workspaces: their tokens, kept in the vault and renewed in time.
 *
 * What is told of one workspace never touches another: each has an entry, a key and a renewal of its own. All methods
 * reject with VaultError or StoreError where the vault cannot be had.
 */
export interface SlackInstallations {
  find(team: string): Promise<SlackInstallation | undefined>;
  /** Keeps what a consent gave, in the place of whatever was there. */
  install(grant: SlackGrant & { readonly team: NonNullable<SlackGrant['team']> }): Promise<{
    readonly installation: SlackInstallation;
    readonly before: SlackInstallation | undefined;
  }>;
  /**
   * The token that is good now. However many ask at once, one renewal is under way for a workspace.
   *
   * @throws {IntegrationError} `auth` where only a person can help, by installing the app again; and what a renewal can
   *   fail with
   */
  bearer(team: string): Promise<string>;
  /** Asks Slack, and remembers a token that it no longer takes. */
  examine(team: string): Promise<SlackLife>;
  /** Forgets this installation and no later one; whether it was there. */
  remove(team: string, installation: string): Promise<boolean>;
}

/** What installations are kept and renewed with. */
export interface SlackInstallationsOptions {
  readonly vault: Vault;
  readonly endpoint: SlackTokenEndpoint;
  readonly time: Timekeeper;
  /** Calls Slack with the token of one workspace. */
  readonly callAs: (token: string) => CallSlack;
}

/** Renewed this long before they end, or after two thirds of a shorter life: hours for a person to help. Our choice. */
const marginMs = 4 * HOUR_MS;
const lifeUsed = 2 / 3;
/** After a renewal that failed. */
const pauseMs = 30 * SECOND_MS;
/** The token itself is the trouble, and no waiting helps. */
const deadCodes: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
]);

/** Whether nothing can be posted with an installation until somebody installs the app again. */
export function needsReinstall({ brokenBecause, tokens }: SlackInstallation, now: Instant): boolean {
  return brokenBecause !== undefined && isOver(tokens, now);
}

/**
 * Installations in the vault.
 *
 * Nothing is held in memory but what the vault would not take, so that another process's renewal, installation or
 * removal counts at once. New tokens are kept before they are used. Two processes may renew with one refresh token at
 * once; whoever is refused leaves the vault alone and looks there again before it gives the installation up. A renewal
 * whose answer is lost is asked for again with the same refresh token: Slack documents no grace for that, so it may
 * refuse it, and then the app has to be installed again; the access token works until it ends, which is why it is
 * renewed hours before.
 */
export function createSlackInstallations(options: SlackInstallationsOptions): SlackInstallations {
  const { time, callAs } = options;
  const shelf = createShelf(options.vault);
  const renew = createRenewals(options, shelf);
  const bearer = async (team: string): Promise<string> => {
    const held = await shelf.load(team);
    if (held === undefined) throw notInstalled();
    const now = time.now();
    if (needsReinstall(held, now)) throw refusedForGood();
    if (!isDue(held.tokens, now) || held.brokenBecause !== undefined) return held.tokens.access;
    try {
      return await renew(held);
    } catch (error) {
      // It is still good for a while: the renewal is tried again before it is too late.
      if (!isOver(held.tokens, time.now())) return held.tokens.access;
      throw error;
    }
  };
  const ask = async (team: string, installation: string): Promise<SlackLife> => {
    let token: string | undefined;
    try {
      token = await bearer(team);
      await callAs(token)('auth.test', {});
      return 'alive';
    } catch (error) {
      const { code, reason } = readFailure(error);
      if (token === undefined) return error instanceof IntegrationError && reason === 'auth' ? 'dead' : 'unknown';
      if (!deadCodes.has(code)) return 'unknown';
      await shelf.change(team, installation, (held) =>
        held.tokens.access === token ? ended(held, code, time.now()) : held,
      );
      return 'dead';
    }
  };
  return {
    find: (team) => shelf.load(team),
    async install(grant) {
      const installation = installationOf(grant, { id: randomUUID(), at: time.now() });
      return { installation, before: await shelf.put(installation) };
    },
    bearer,
    async examine(team) {
      const held = await shelf.load(team);
      if (held === undefined) return 'none';
      const life = await ask(team, held.id);
      // What Slack says has ended may be renewable: then the new one is asked about.
      const after = life === 'dead' ? await shelf.load(team) : undefined;
      const isRenewable = after?.brokenBecause === undefined && after !== undefined;
      return isRenewable ? await ask(team, after.id) : life;
    },
    remove: (team, installation) => shelf.remove(team, installation),
  };
}

/** A token that Slack takes no more: one that can be renewed is, and any other is the end of the installation. */
function ended(held: SlackInstallation, code: string, now: Instant): SlackInstallation {
  const tokens = { ...held.tokens, expiresAt: now };
  const canRenew = code === 'token_expired' && tokens.refresh !== undefined;
  return { ...held, tokens, brokenBecause: canRenew ? held.brokenBecause : code };
}

interface Shelf {
  load(team: string): Promise<SlackInstallation | undefined>;
  /** Answers what was there before. */
  put(installation: SlackInstallation): Promise<SlackInstallation | undefined>;
  /** Changes this installation and no later one; answers what is there now. */
  change(
    team: string,
    id: string,
    change: (held: SlackInstallation) => SlackInstallation,
  ): Promise<SlackInstallation | undefined>;
  remove(team: string, id: string): Promise<boolean>;
}

/** One thing at a time for each workspace; what the vault did not take is held, and put there as soon as it works. */
function createShelf(vault: Vault): Shelf {
  const last = new Map<string, Promise<unknown>>();
  const unsaved = new Map<string, SlackInstallation>();
  const inTurn = async <T>(team: string, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(team) ?? Promise.resolve()).then(work, work);
    last.set(team, turn);
    try {
      return await turn;
    } finally {
      if (last.get(team) === turn) last.delete(team);
    }
  };
  const write = (held: SlackInstallation): Promise<void> =>
    vault.put(slackTenant(held.team), installationEntry, installationText(held));
  const read = async (team: string): Promise<SlackInstallation | undefined> => {
    const held = unsaved.get(team);
    if (held !== undefined) {
      const isSaved = await write(held).then(
        () => true,
        () => false,
      );
      if (isSaved) unsaved.delete(team);
      return held;
    }
    const text = await vault.get(slackTenant(team), installationEntry);
    return text === undefined ? undefined : readInstallationText(text, team);
  };
  return {
    load: (team) => inTurn(team, () => read(team)),
    put: (installation) =>
      inTurn(installation.team, async () => {
        const before = await ifItOpens(read(installation.team));
        await write(installation);
        unsaved.delete(installation.team);
        return before;
      }),
    change: (team, id, change) =>
      inTurn(team, async () => {
        const held = await read(team);
        if (held === undefined || held.id !== id) return held;
        const changed = change(held);
        // Its refresh token is spent: where it cannot be kept, it is used all the same.
        await write(changed).then(
          () => unsaved.delete(team),
          () => unsaved.set(team, changed),
        );
        return changed;
      }),
    remove: (team, id) =>
      inTurn(team, async () => {
        if ((await read(team))?.id !== id) return false;
        unsaved.delete(team);
        await vault.delete(slackTenant(team), installationEntry);
        return true;
      }),
  };
}

/** One renewal at a time for each workspace; all who ask meanwhile have its answer. */
function createRenewals(
  { endpoint, time }: SlackInstallationsOptions,
  shelf: Shelf,
): (held: SlackInstallation) => Promise<string> {
  const underWay = new Map<string, Promise<string>>();
  const failures = new Map<string, { readonly at: Instant; readonly error: unknown }>();
  const spent = new Map<string, { readonly refresh: string; readonly at: Instant }>();
  // Not the signal of the one who happened to ask first: others wait for it, too. The request has a limit of its own.
  const { signal } = new AbortController();

  const renewal = async ({ team, id }: SlackInstallation): Promise<string> => {
    const held = await shelf.load(team);
    if (held === undefined) throw notInstalled();
    const { refresh } = held.tokens;
    // Another process was quicker, or the app was installed anew.
    if (held.id !== id || !isDue(held.tokens, time.now())) return held.tokens.access;
    if (refresh === undefined) throw await broken(held, 'token_expired');
    const firstAt = firstTry(team, refresh);
    try {
      const tokens = await endpoint.byRefresh(refresh, signal);
      const kept = await shelf.change(team, id, (now) => ({ ...now, tokens, brokenBecause: undefined }));
      if (kept === undefined) throw notInstalled();
      return kept.tokens.access;
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.reason !== 'auth') throw error;
      return await afterRefusal(team, refresh, firstAt, error);
    }
  };
  /** When this process first asked with a refresh token. */
  const firstTry = (team: string, refresh: string): Instant => {
    const before = spent.get(team);
    if (before?.refresh === refresh) return before.at;
    spent.set(team, { refresh, at: time.now() });
    return time.now();
  };
  const afterRefusal = async (team: string, refresh: string, firstAt: Instant, error: unknown): Promise<string> => {
    const now = await shelf.load(team);
    if (now === undefined) throw error;
    if (now.tokens.refresh !== refresh) return now.tokens.access;
    // Another process may have spent it and be about to keep what it got: what is written at once could undo that.
    throw time.now() - firstAt < pauseMs ? error : await broken(now, 'invalid_refresh_token');
  };
  const broken = async (held: SlackInstallation, because: string): Promise<IntegrationError> => {
    await shelf.change(held.team, held.id, (now) => ({ ...now, brokenBecause: because }));
    return refusedForGood();
  };
  return (held) => {
    const { team } = held;
    const failed = failures.get(team);
    if (failed !== undefined && time.now() - failed.at < pauseMs) return Promise.reject(failed.error);
    failures.delete(team);
    let work = underWay.get(team);
    if (work === undefined) {
      work = time
        .task(() => renewal(held))
        .catch((error: unknown) => {
          failures.set(team, { at: time.now(), error });
          throw error;
        })
        .finally(() => underWay.delete(team));
      underWay.set(team, work);
    }
    return time.standBy(work);
  };
}

function isOver({ expiresAt }: SlackTokens, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

function isDue({ givenAt, expiresAt }: SlackTokens, now: Instant): boolean {
  if (expiresAt === undefined) return false;
  return now >= Math.max(expiresAt - marginMs, givenAt + (expiresAt - givenAt) * lifeUsed);
}

function notInstalled(): IntegrationError {
  return new IntegrationError('slack', 'auth', { message: 'Recourse is not installed in this Slack workspace' });
}

function refusedForGood(): IntegrationError {
  const message = 'Slack does not take our token for this workspace any more: install Recourse there again';
  return new IntegrationError('slack', 'auth', { message });
}
