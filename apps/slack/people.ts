import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { normaliseUser } from '#integrations/slack/normalise.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';

/** Who pressed: Slack's id, the name people know, and the address where Slack tells it. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** A guest of the workspace, somebody of another company, or somebody who has left. */
  readonly isGuest: boolean;
}

/** Finds out who a Slack user is. Never rejects: where Slack does not say, the name in hand serves. */
export type FindPerson = (id: string, shownName: string) => Promise<SlackPerson>;

/** How long an answer of Slack is believed, and how many are kept. Our choice: names change seldom. */
const keptMs = 3_600_000;
const mostKept = 1_000;

/** Asks users.info and remembers the answer for an hour; a memory that may be lost at any time. */
export function createFindPerson(callSlack: CallSlack, time: Timekeeper): FindPerson {
  const kept = new Map<string, { readonly person: SlackPerson; readonly until: Instant }>();
  return async (id, shownName) => {
    const known = kept.get(id);
    if (known !== undefined && known.until > time.now()) return known.person;
    try {
      const { name, email, isGuest } = normaliseUser(await callSlack('users.info', { user: id }));
      const person = { id, name: name ?? shownName, email, isGuest };
      kept.delete(id);
      kept.set(id, { person, until: time.now() + keptMs });
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return person;
    } catch {
      return { id, name: shownName, email: undefined, isGuest: false };
    }
  };
}
