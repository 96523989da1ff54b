import type { ComplaintDetails } from '#core/effect/details.ts';
import type { TicketRef } from '#core/ticket.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { renderDetails, type ShownDetails } from '#integrations/slack/details.ts';
import type { ModalAbout } from '#integrations/slack/forms.ts';
import type { Pressed } from '#integrations/slack/normalise.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import { notConnected } from './not-connected.ts';
import type { FindPerson } from './people.ts';
import type { ReportProblem } from './see-through.ts';

/**
 * How a complaint stands, in words that may be read in this channel; see `apps/runtime/shown-complaint.ts`. `elsewhere`:
 * it is of an account that this workspace is not connected to.
 */
export type ShowComplaint = (asked: {
  readonly ticket: TicketRef;
  /** The channel's id; `undefined` beside all channels. */
  readonly channel: string | undefined;
}) => Promise<ComplaintDetails | 'elsewhere' | undefined>;

/** With what a complaint is shown to one person. */
export interface DetailsParts {
  readonly callSlack: CallSlack;
  readonly findPerson: FindPerson;
  readonly showComplaint: ShowComplaint;
  readonly report: ReportProblem;
}

/** A modal in which a person sees one complaint and can do all that its card offers. */
export interface Details {
  /**
   * Opens it at once, for the trigger lives three seconds, and fills it when the helpdesk has answered. Rejects only where
   * it cannot be opened.
   *
   * @param guest  what a guest of the workspace is told in place of the complaint
   */
  open(pressed: Pressed & { readonly trigger: string }, guest: string): Promise<void>;
  /** Shows what a press in it came to, and how the complaint stands since. @returns `false` where it is there no more */
  refresh(about: ModalAbout & { readonly view: string }, said: string | undefined): Promise<boolean>;
}

const lookingUp = 'Looking it up in the helpdesk …';
const nothingThere = 'There is no such complaint in the helpdesk any more.';

/** Both look the complaint up anew: what was done in the helpdesk meanwhile shows. */
export function createDetails({ callSlack, findPerson, showComplaint, report }: DetailsParts): Details {
  const look = async (about: ModalAbout, said?: string): Promise<ShownDetails> => {
    try {
      const details = await showComplaint(about);
      if (details === 'elsewhere') return { details: undefined, said: notConnected };
      return details === undefined ? { details, said: said ?? nothingThere } : { details, said };
    } catch (error) {
      const code = codeOf(error);
      report(code);
      return { details: undefined, said: said ?? `The helpdesk cannot be asked now (${code}). Please try again.` };
    }
  };
  const shownTo = async (pressed: Pressed, guest: string): Promise<ShownDetails> => {
    try {
      const { isGuest } = await findPerson(pressed.user, pressed.shownName);
      return isGuest ? { details: undefined, said: guest } : await look(pressed);
    } catch (error) {
      const code = codeOf(error);
      report(code);
      return { details: undefined, said: `Slack cannot be asked who you are (${code}). Please try again.` };
    }
  };
  /** Whoever closed the modal meanwhile misses nothing. */
  const fill = async (about: ModalAbout, view: string, shown: ShownDetails): Promise<boolean> => {
    try {
      await callSlack('views.update', { view_id: view, view: renderDetails(about, shown) });
      return true;
    } catch {
      report('SLACK_ANSWER_NOT_SHOWN');
      return false;
    }
  };
  return {
    async open(pressed, guest) {
      const view = renderDetails(pressed, { details: undefined, said: lookingUp });
      const opened = idOf(await callSlack('views.open', { trigger_id: pressed.trigger, view }));
      if (opened === undefined) return;
      await fill(pressed, opened, await shownTo(pressed, guest));
    },
    async refresh(about, said) {
      return await fill(about, about.view, await look(about, said));
    },
  };
}

/** Slack's id of the view it opened. */
function idOf(answer: unknown): string | undefined {
  const { view } = answer as { readonly view?: { readonly id?: unknown } };
  return typeof view?.id === 'string' ? view.id : undefined;
}

function codeOf(error: unknown): string {
  return error instanceof IntegrationError ? error.code : 'SLACK_DETAILS_NOT_SHOWN';
}
