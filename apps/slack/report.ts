import type { ModalView } from '@slack/types';
import type { Helpdesk, Report, Reported } from '#apps/runtime/open-ticket.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { answerWithinMs } from '#integrations/slack/limits.ts';
import {
  normaliseReport,
  normaliseShortcut,
  renderReportAgain,
  renderReportAnswer,
  renderReportForm,
  reportProblem,
  type ChosenMessage,
  type ReportField,
  type SubmittedReport,
} from '#integrations/slack/report-form.ts';
import { renderNotice } from '#integrations/slack/notice.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import type { FindPerson } from './people.ts';
import { createMemory, createTell, guestsMayNot } from './press.ts';
import type { ReportProblem } from './see-through.ts';
import { within } from './within.ts';

/** Where tickets are opened; see `apps/runtime/open-ticket.ts`. */
export interface Reports {
  readonly helpdesks: readonly Helpdesk[];
  readonly categories: readonly string[];
  /** Opens a ticket; safe to repeat. */
  open(report: Report): Promise<Reported>;
}

/** With what a ticket is opened from a message. */
export interface ReportParts {
  readonly reports: Reports;
  readonly callSlack: CallSlack;
  readonly findPerson: FindPerson;
  readonly time: Timekeeper;
  readonly report: ReportProblem;
}

const notNow = 'That did not work. Please choose it again from the message, or open the ticket in the helpdesk.';

/** Opens the form for a `message_action` of our shortcut. Never rejects; who may not is told so, and sees no form. */
export function createOpenReport(parts: ReportParts): (payload: unknown) => Promise<void> {
  const { reports, callSlack, findPerson, time, report } = parts;
  const memory = createMemory(time);
  const tell = createTell(callSlack, report);
  /** The shortcut is in the menu of every message, and the bot in few channels: elsewhere only a modal can tell. */
  const say = async (chosen: ChosenMessage, words: string): Promise<void> => {
    if (await tell(chosen, words)) return;
    await callSlack('views.open', { trigger_id: chosen.trigger, view: renderNotice(words) });
  };
  return async (payload) => {
    try {
      const chosen = normaliseShortcut(payload);
      if (!memory.isFirst(chosen.id)) return;
      try {
        const { isGuest } = await findPerson(chosen.user, chosen.shownName);
        if (isGuest) return await say(chosen, guestsMayNot);
        await callSlack('views.open', { trigger_id: chosen.trigger, view: renderReportForm(chosen, reports) });
      } catch {
        report('SLACK_FORM_FAILED');
        await say(chosen, notNow);
      }
    } catch (error) {
      report(error instanceof PayloadError ? error.code : 'SLACK_FORM_FAILED');
    }
  };
}

/** What Slack does with the form: it shows what is wrong beside a field, or something else in its place. */
export type ReportAnswer = { readonly errors: Record<string, string> } | { readonly view: ModalView };

const stillOpening = 'The helpdesk takes its time. What it comes to is shown here.';
const anAddress = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:]{2,}$/u;

/**
 * Takes a `view_submission` of the form and opens the ticket. Never rejects. Sent twice, or again after an answer was
 * lost, it comes to one ticket. What takes longer than Slack waits is shown in the form's place once it is done; where that
 * came to nothing, the form is there again as it was filled in.
 */
export function createTakeReport(parts: ReportParts): (payload: unknown) => Promise<ReportAnswer> {
  const { callSlack, time, report } = parts;

  const carryOut = async (given: SubmittedReport): Promise<ReportAnswer> => {
    const wrong = wrongIn(given);
    if (wrong !== undefined) return { errors: wrong };
    try {
      const by = await parts.findPerson(given.user, given.shownName);
      if (by.isGuest) return beside('text', guestsMayNot);
      const { permalink: source, writtenAt: sourceAt, ...rest } = given;
      return answerOf(await parts.reports.open({ ...rest, source, sourceAt, by }));
    } catch (error) {
      report(error instanceof IntegrationError ? error.code : 'SLACK_FORM_FAILED');
      return beside('text', sayFailure(error));
    }
  };

  return async (payload) => {
    let given: SubmittedReport;
    try {
      given = normaliseReport(payload);
    } catch (error) {
      report(error instanceof PayloadError ? error.code : 'SLACK_FORM_FAILED');
      return beside('text', notNow);
    }
    const work = carryOut(given);
    if (await within(time, answerWithinMs, work)) return await work;
    void time.task(async () => {
      const answer = await work;
      // Whatever was typed stands there again: it says to send it once more.
      const view =
        'view' in answer
          ? answer.view
          : renderReportAgain(given, parts.reports, Object.values(answer.errors).join(' '));
      // Whoever closed the form meanwhile finds the ticket in the helpdesk.
      await callSlack('views.update', { view_id: given.view, view }).catch(() => report('SLACK_ANSWER_NOT_SHOWN'));
    });
    return { view: renderReportAnswer({ say: stillOpening }) };
  };
}

function beside(field: ReportField, say: string): ReportAnswer {
  return { errors: reportProblem(field, say) };
}

function wrongIn({ subject, text, email }: SubmittedReport): Record<string, string> | undefined {
  if (subject === '') return reportProblem('subject', 'Say in a few words what it is about.');
  if (text === '') return reportProblem('text', 'Say what happened.');
  if (email === undefined || anAddress.test(email)) return undefined;
  return reportProblem('email', 'Write one address, such as name@example.com, or leave it empty.');
}

function answerOf(reported: Reported): ReportAnswer {
  if (reported.outcome === 'refused') return beside('text', reported.say);
  const { ticket, url, outcome } = reported;
  const say =
    outcome === 'opened'
      ? `Ticket ${ticket.id} is open, and handled as a complaint from now on.`
      : `This message was reported before: it is ticket ${ticket.id}. No second one was opened.`;
  return { view: renderReportAnswer({ say, ticket: { id: ticket.id, url } }) };
}

function sayFailure(error: unknown): string {
  const code = error instanceof IntegrationError ? ` (${error.code})` : '';
  const isUnknown = !(error instanceof IntegrationError) || error.outcome === 'unknown';
  return isUnknown
    ? `The helpdesk did not answer${code}. The ticket may be open: send this again, and it is looked for first.`
    : `That did not work${code}: no ticket was opened. Please send it again.`;
}
