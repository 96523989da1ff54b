import { IntegrationError } from '#integrations/errors.ts';
import { renderHome, type Home } from '#integrations/slack/home.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import { saidOf, type Complaints } from './command.ts';
import type { FindPerson, SlackPerson } from './people.ts';
import type { ReportProblem } from './see-through.ts';

/** With what a Home is shown. */
export interface HomeParts {
  readonly complaints: Complaints;
  readonly findPerson: FindPerson;
  readonly report: ReportProblem;
  readonly callSlack: CallSlack;
}

/** A Home is no channel, and whoever is in the workspace has one: it tells what all may read. */
const nowhere: readonly string[] = [];

const nothing: Home = { all: [], broken: 0, mine: [], today: [] };

/**
 * Brings the Home of somebody who looks at it up to date. Never rejects; a guest finds nothing of the company's in it.
 *
 * @param said  what a press in it came to, for nowhere else can that be told
 */
export type ShowHome = (opened: { readonly user: string } | undefined, said?: string) => Promise<void>;

/** Homes as they are by what was last judged. */
export function createShowHome(parts: HomeParts): ShowHome {
  const { complaints, findPerson, report, callSlack } = parts;
  /** Where a helpdesk has to be asked who somebody is, and does not answer, all else is known without it. */
  const mineOf = async (by: SlackPerson): Promise<Pick<Home, 'mine' | 'unheard'>> => {
    try {
      const { complaints: mine, unheard } = await complaints.list('mine', by, nowhere);
      for (const { code } of unheard) report(code);
      return unheard.length === 0 ? { mine } : { mine, unheard: saidOf(unheard) };
    } catch (error) {
      report(codeOf(error));
      return { mine: undefined };
    }
  };
  const lookedUp = async (by: SlackPerson): Promise<Home> => {
    const mine = await mineOf(by);
    const today = await complaints.list('today', by, nowhere);
    const { complaints: all, broken } = await complaints.list('open', by, nowhere);
    return { all, broken, ...mine, today: today.complaints };
  };
  return async (opened, said) => {
    if (opened === undefined) return;
    try {
      const by = await findPerson(opened.user, opened.user);
      const shown = by.isGuest ? nothing : await lookedUp(by);
      await callSlack('views.publish', {
        user_id: opened.user,
        view: renderHome({ ...shown, said }, complaints.now()),
      });
    } catch (error) {
      report(codeOf(error));
    }
  };
}

function codeOf(error: unknown): string {
  return error instanceof IntegrationError ? error.code : 'SLACK_HOME_NOT_SHOWN';
}
