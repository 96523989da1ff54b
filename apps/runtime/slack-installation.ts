import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import type { SlackGrant, SlackTokens } from '#integrations/slack/oauth.ts';
import { VaultError } from './vault-error.ts';

/** Our app in one workspace, as the vault holds it. */
export interface SlackInstallation {
  readonly team: string;
  readonly teamName: string;
  /** Another one for each consent, so that what is said of an earlier installation is not taken for this one. */
  readonly id: string;
  readonly appId: string;
  readonly botUser: string;
  /** Slack's id of the person who consented last. */
  readonly installedBy: string;
  readonly installedAt: Instant;
  readonly scopes: readonly string[];
  readonly tokens: SlackTokens;
  /** Slack's word for why its tokens cannot be used or renewed any more; `undefined` while all is well. */
  readonly brokenBecause: string | undefined;
}

/** A workspace's name in the vault: its credentials are sealed with a key of its own and bound to it. */
export function slackTenant(team: string): string {
  return `slack/${team}`;
}

/** Where in a workspace's part of the vault its installation stands. */
export const installationEntry = 'installation';

const kept = z.object({
  team: z.string().min(1),
  teamName: z.string(),
  id: z.string().min(1),
  appId: z.string(),
  botUser: z.string(),
  installedBy: z.string(),
  installedAt: z.number(),
  scopes: z.array(z.string()),
  tokens: z.object({
    access: z.string().min(1),
    refresh: z.string().min(1).optional(),
    givenAt: z.number(),
    expiresAt: z.number().optional(),
  }),
  brokenBecause: z.string().optional(),
});

/** What a consent gave as an installation. */
export function installationOf(
  grant: SlackGrant & { readonly team: NonNullable<SlackGrant['team']> },
  on: { readonly id: string; readonly at: Instant },
): SlackInstallation {
  const { team, appId, botUser, installedBy, scopes, tokens } = grant;
  return {
    team: team.id,
    teamName: team.name,
    id: on.id,
    appId,
    botUser,
    installedBy,
    installedAt: on.at,
    scopes,
    tokens,
    brokenBecause: undefined,
  };
}

/** As the vault keeps it. */
export function installationText(installation: SlackInstallation): string {
  return JSON.stringify(installation);
}

/** @throws {VaultError} VAULT_ENTRY_BROKEN where it is another workspace's, or of another version */
export function readInstallationText(text: string, team: string): SlackInstallation {
  const read = kept.safeParse(parsed(text));
  if (!read.success || read.data.team !== team) {
    throw new VaultError('VAULT_ENTRY_BROKEN', 'a Slack installation in the vault is of another version');
  }
  const { tokens, brokenBecause, ...rest } = read.data;
  const { access, refresh, givenAt, expiresAt } = tokens;
  return { ...rest, tokens: { access, refresh, givenAt, expiresAt }, brokenBecause };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
