import type { Examination, Finding, Timekeeper } from '#integrations/contract.ts';
import { failing, well } from '#integrations/findings.ts';
import { createSlackTokenEndpoint } from '#integrations/slack/oauth.ts';
import { createCallSlack, type SlackToken } from '#integrations/slack/web-api.ts';
import { vaultFinding } from './doctor.ts';
import type { SlackEnvironment } from './env-slack.ts';
import { createSlackInstallations, needsReinstall } from './slack-installations.ts';
import { createSlackTies, type HelpdeskAccount } from './slack-ties.ts';
import { StoreError } from './store-error.ts';
import { VaultError } from './vault-error.ts';
import type { Vault } from './vault.ts';

const requestLimitMs = 10_000;

/**
 * What can be wrong between each account and the workspace that is tied to it: no workspace, no installation, a dead one;
 * and where there is one, all that can be wrong with a single workspace.
 */
export function createWorkspaceExaminations(
  { app, apiUrl: slackApiUrl }: SlackEnvironment,
  on: {
    readonly accounts: readonly HelpdeskAccount[];
    /** What can be wrong with a single workspace. */
    readonly examineWith: (token: SlackToken) => readonly Examination[];
    readonly vault: Vault;
    readonly time: Timekeeper;
  },
): readonly Examination[] {
  if (app === undefined) return [];
  const { time, vault } = on;
  const callAs = (token: string) => createCallSlack({ token, slackApiUrl, time, limitMs: requestLimitMs });
  const endpoint = createSlackTokenEndpoint({ client: app.client, slackApiUrl, time });
  const installations = createSlackInstallations({ vault, endpoint, time, callAs });
  const ties = createSlackTies(vault, time);
  const installAt = `open ${app.ourOrigin}/slack/install as an administrator of the workspace`;
  return on.accounts.map((account) => ({
    check: `slack for ${account.platform} ${account.account}`,
    examine: async (signal: AbortSignal): Promise<readonly Finding[]> => {
      try {
        const team = (await ties.of(account))?.team;
        const name = `${account.platform}/${account.account}`;
        const connect = `${installAt}, and bring the code of: recourse connect slack --account ${name}`;
        if (team === undefined) return [failing('no Slack workspace is tied to this account', connect)];
        const held = await installations.find(team);
        if (held === undefined)
          return [failing(`the app is not installed in the workspace ${team} any more`, installAt)];
        if (needsReinstall(held, time.now())) {
          return [failing(`Slack takes our token for ${team} no more (${held.brokenBecause ?? ''})`, installAt)];
        }
        const renewal =
          held.brokenBecause === undefined
            ? []
            : [failing(`the token for ${team} cannot be renewed, and ends soon (${held.brokenBecause})`, installAt)];
        const token = (): Promise<string> => installations.bearer(team);
        const found = on.examineWith(token);
        const findings = await Promise.all(
          found.map(async ({ check, examine }) => named(check, await examine(signal))),
        );
        return [well(`tied to the workspace ${team}`), ...renewal, ...findings.flat()];
      } catch (error) {
        if (error instanceof StoreError || error instanceof VaultError) return [vaultFinding(error)];
        throw error;
      }
    },
  }));
}

/** Of which of the workspace's checks a finding is. */
function named(check: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, what: `${check.replace(/^slack /u, '')}: ${finding.what}` }));
}
