import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { toIntegrationError } from '#integrations/slack/failure.ts';
import { normaliseUser, normaliseWorkspace, type Workspace } from '#integrations/slack/normalise.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';

/** Who pressed: Slack's id, the name people know, and the address where Slack tells it. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** A guest of the workspace, somebody of another company, or somebody who has left. */
  readonly isGuest: boolean;
}

/**
 * Finds out who a Slack user is. Whom Slack does not tell is nobody, for it may be a guest.
 *
 * @param shownName  serves where Slack tells no name
 * @throws {IntegrationError} Slack did not say, and never did before
 * @throws {PayloadError} what it said is no user
 */
export type FindPerson = (id: string, shownName: string) => Promise<SlackPerson>;

/** How long an answer of Slack is believed, and how many are kept. Our choice: names change seldom. */
const keptMs = 3_600_000;
const mostKept = 1_000;

/**
 * Asks users.info and remembers the answer for an hour; a memory that may be lost at any time. Whose workspace it is, by
 * which colleagues are told from others, is asked once.
 */
export function createFindPerson(callSlack: CallSlack, time: Timekeeper): FindPerson {
  const kept = new Map<string, { readonly person: SlackPerson; readonly until: Instant }>();
  let workspace: Workspace | undefined;
  const oursOf = async (): Promise<Workspace> => {
    workspace ??= normaliseWorkspace(await callSlack('auth.test', {}).catch(failedAt('auth.test')));
    return workspace;
  };
  return async (id, shownName) => {
    const known = kept.get(id);
    if (known !== undefined && known.until > time.now()) return known.person;
    kept.delete(id);
    let person: SlackPerson;
    try {
      const asked = callSlack('users.info', { user: id }).catch(failedAt('users.info'));
      const [answer, ours] = await Promise.all([asked, oursOf()]);
      const { name, email, isGuest } = normaliseUser(answer, ours);
      person = { id, name: name ?? shownName, email, isGuest };
    } catch (error) {
      // While Slack is down people go on working; who has become a guest meanwhile is known when it answers.
      if (known === undefined || !(error instanceof IntegrationError) || !error.retryable) throw error;
      kept.set(id, known);
      return known.person;
    }
    kept.set(id, { person, until: time.now() + keptMs });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return person;
  };
}

function failedAt(method: string): (error: unknown) => never {
  return (error) => {
    throw toIntegrationError(error, method);
  };
}
