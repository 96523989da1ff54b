import { HOUR_MS } from '#core/time.ts';
import type { AlertChannel, PostResult, RoundUpChannel } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { codeOf } from './log.ts';
import { needsReinstall, type SlackInstallations } from './slack-installations.ts';
import type { HelpdeskAccount, SlackTies } from './slack-ties.ts';

/** Why an account's alerts have nowhere to go. They wait, and are posted once somebody has mended it. */
export type SlackObstacle = (typeof slackObstacles)[number];
const slackObstacles = ['SLACK_NOT_TIED', 'SLACK_NOT_INSTALLED', 'SLACK_NEEDS_REINSTALL'] as const;
const obstacles: ReadonlySet<string> = new Set(slackObstacles);

/** All that is posted to a workspace. */
export type WorkspaceChannel = AlertChannel & RoundUpChannel;

/** With what the workspace of an account is found. */
export interface TiedOn {
  readonly ties: Pick<SlackTies, 'of'>;
  readonly installations: Pick<SlackInstallations, 'find' | 'examine'>;
  readonly now: () => number;
}

/** The workspace that an account's alerts can be posted to now, or why there is none. */
export async function workspaceOf(
  account: HelpdeskAccount,
  { ties, installations, now }: TiedOn,
): Promise<{ readonly team: string } | { readonly obstacle: SlackObstacle; readonly team: string | undefined }> {
  const team = (await ties.of(account))?.team;
  if (team === undefined) return { obstacle: 'SLACK_NOT_TIED', team };
  const installation = await installations.find(team);
  if (installation === undefined) return { obstacle: 'SLACK_NOT_INSTALLED', team };
  return needsReinstall(installation, now()) ? { obstacle: 'SLACK_NEEDS_REINSTALL', team } : { team };
}

/** Why nothing of an account can be posted now, as a code; that the vault cannot be had is such a reason, too. */
export async function obstacleOf(account: HelpdeskAccount, on: TiedOn): Promise<string | undefined> {
  try {
    const found = await workspaceOf(account, on);
    return 'obstacle' in found ? found.obstacle : undefined;
  } catch (error) {
    return codeOf(error);
  }
}

/** Slack's words for a token that it may take no more. */
const tokenTrouble: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
]);

/**
 * The alerts of one account, in the workspace it is tied to and nowhere else: which one that is, is asked anew for every
 * message, so that an uninstalled, reinstalled or otherwise tied workspace counts at once. Without one a post is refused
 * with the reason and nothing is sent.
 *
 * @param on.channelOf  the alert channel of a workspace; the same one as long as it lasts
 */
export function createTiedChannel(
  account: HelpdeskAccount,
  on: TiedOn & { readonly channelOf: (team: string) => WorkspaceChannel },
): WorkspaceChannel {
  const say = async (send: (channel: WorkspaceChannel) => Promise<PostResult>): Promise<PostResult> => {
    let team: string;
    try {
      const found = await workspaceOf(account, on);
      if ('obstacle' in found) return refusedFor(found.obstacle);
      ({ team } = found);
    } catch (error) {
      // The vault cannot be had: nothing was sent.
      return { outcome: 'refused', code: codeOf(error), retryAfterMs: undefined, permanent: false };
    }
    const result = await send(on.channelOf(team));
    if (result.outcome !== 'refused' || !tokenTrouble.has(result.code)) return result;
    const life = await on.installations.examine(team).catch(() => 'unknown');
    if (life === 'dead') return refusedFor('SLACK_NEEDS_REINSTALL');
    return life === 'alive' ? { ...result, permanent: false } : result;
  };
  return {
    post: (request, signal) => say((channel) => channel.post(request, signal)),
    postDigest: (request, signal) => say((channel) => channel.postDigest(request, signal)),
    postRoundUp: (request, signal) => say((channel) => channel.postRoundUp(request, signal)),
    takeBack: (posted, signal) => say((channel) => channel.takeBack(posted, signal)),
    async update(posted, alert, mark, signal) {
      const result = await say((channel) => channel.update(posted, alert, mark, signal));
      const isAway = result.outcome === 'refused' && obstacles.has(result.code);
      return isAway ? { ...result, permanent: false, retryAfterMs: HOUR_MS } : result;
    },
    async find(where, mark, signal) {
      const found = await workspaceOf(account, on).catch((error: unknown) => {
        throw notToBeHad(codeOf(error));
      });
      if ('obstacle' in found) throw notToBeHad(found.obstacle);
      return await on.channelOf(found.team).find(where, mark, signal);
    },
  };
}

function refusedFor(code: SlackObstacle): PostResult {
  return { outcome: 'refused', code, retryAfterMs: undefined, permanent: true };
}

function notToBeHad(code: string): IntegrationError {
  return new IntegrationError('slack', 'unavailable', { message: `no Slack workspace can be asked now (${code})` });
}
