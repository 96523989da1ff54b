import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { renderHome } from '#integrations/slack/home.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import type { Complaints } from './command.ts';
import type { FindPerson } from './people.ts';
import type { ReportProblem } from './see-through.ts';

/** With what a Home is shown. */
export interface HomeParts {
  readonly complaints: Complaints;
  readonly findPerson: FindPerson;
  readonly time: Timekeeper;
  readonly report: ReportProblem;
  readonly callSlack: CallSlack;
}

/** A Home is no channel, and whoever is in the workspace has one: it tells what all may read. */
const nowhere: readonly string[] = [];

/** Brings the Home of somebody who looks at it up to date. Never rejects; a guest finds nothing of the company's in it. */
export function createShowHome(parts: HomeParts): (opened: { readonly user: string } | undefined) => Promise<void> {
  const { complaints, findPerson, time, report, callSlack } = parts;
  return async (opened) => {
    if (opened === undefined) return;
    try {
      const by = await findPerson(opened.user, opened.user);
      const mine = by.isGuest ? [] : (await complaints.list('mine', by, nowhere)).complaints;
      const today = await complaints.list('today', by, nowhere);
      const { open, broken } = by.isGuest ? { open: 0, broken: 0 } : today;
      const shown = { open, broken, mine, today: by.isGuest ? [] : today.complaints };
      await callSlack('views.publish', { user_id: opened.user, view: renderHome(shown, time.now()) });
    } catch (error) {
      report(error instanceof IntegrationError ? error.code : 'SLACK_HOME_NOT_SHOWN');
    }
  };
}
