import type { Instant } from '#core/time.ts';
import { MINUTE_MS } from '#core/time.ts';
import type { SlackInstallations } from './slack-installations.ts';

/** What an event that says that we are gone came to: `kept` where it was of an earlier installation, or doubtful. */
export type Gone = 'removed' | 'kept' | 'nothing there';

/** Slack's clock and ours may be apart by so much. */
const skewMs = 5 * MINUTE_MS;

/**
 * Takes up that the app was uninstalled, or its tokens revoked. Such events come in either order, more than once, and
 * late, even after the app was installed again: so they are hints, and Slack is asked whether the token that we have
 * still lives. Where it does not answer, the times decide, and in doubt nothing is removed: the next post tells.
 *
 * @param at  when it happened, by Slack
 */
export async function takeUpGone(
  team: string,
  at: Instant,
  installations: Pick<SlackInstallations, 'find' | 'examine' | 'remove'>,
): Promise<Gone> {
  const held = await installations.find(team);
  if (held === undefined) return 'nothing there';
  if (at + skewMs < held.installedAt) return 'kept';
  const life = await installations.examine(team);
  const isGone = life === 'dead' || (life === 'unknown' && at > held.installedAt + skewMs);
  return isGone && (await installations.remove(team, held.id)) ? 'removed' : 'kept';
}
