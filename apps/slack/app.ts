import { App, type ReceiverEvent } from '@slack/bolt';
import type { Router } from 'express';
import type { Timekeeper } from '#integrations/contract.ts';
import { answerWithinMs } from '#integrations/slack/limits.ts';
import { actionPrefix } from '#integrations/slack/normalise.ts';
import { reportCallback } from '#integrations/slack/report-form.ts';
import { createCallSlack, createTimedFetch, silentLogger, type SlackToken } from '#integrations/slack/web-api.ts';
import { detailsCallback } from '#integrations/slack/details.ts';
import { formCallback } from '#integrations/slack/forms.ts';
import { normaliseCommand, normaliseHomeOpened } from '#integrations/slack/normalise.ts';
import { createAnswerCommand, type Complaints } from './command.ts';
import { createDetails, type ShowComplaint } from './details.ts';
import { createTakeForm, type TakeForm } from './form.ts';
import { createShowHome, type ShowHome } from './home.ts';
import { createFindPerson } from './people.ts';
import { createTakePress, type OnPress } from './press.ts';
import { createSlackReceiver } from './receiver.ts';
import type { ReportProblem } from './see-through.ts';
import { createOpenReport, createTakeReport, type ReportParts, type Reports } from './report.ts';
import { createUnfurl, type Links } from './unfurl.ts';
import { within } from './within.ts';

/** What the Slack side of the server works with. */
export interface SlackAppOptions {
  /**
   * All signing secrets in force: one, or two while it is being changed. None may be empty. `undefined` where nothing
   * comes over HTTP.
   */
  readonly signingSecrets: readonly string[] | undefined;
  readonly botToken: SlackToken;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl?: string | undefined;
  readonly time: Timekeeper;
  readonly onPress: OnPress;
  /** How one complaint stands, for who looks at it. */
  readonly showComplaint: ShowComplaint;
  /** What lists of complaints are made of. */
  readonly complaints: Complaints;
  /** Where tickets are opened from messages. */
  readonly reports: Reports;
  /** What is behind links that people share. */
  readonly links: Links;
  /** Told of what went wrong, by code, for logs and counters. Never given text, addresses or secrets. */
  readonly report?: ReportProblem | undefined;
}

/** The Slack side of the server. */
export interface SlackApp {
  /**
   * To be mounted at the path Slack sends to: `server.use('/slack/events', slack.router)`, before any body parser. Without
   * signing secrets it takes nothing.
   */
  readonly router: Router;
  /** Takes what was proven elsewhere to come from Slack, for this workspace. */
  take(event: ReceiverEvent): Promise<void>;
}

/** What is said where a helpdesk takes longer than Slack waits. */
const slowCommand = 'The helpdesk takes long to answer. Please ask again in a minute.';
/** One request for the person who waits at the button; shorter than what an alert may take. */
const interactiveLimitMs = 5_000;

/**
 * Listens to Slack: presses on our buttons are carried out, everything else is acknowledged and let be.
 *
 * A press is answered once it was carried out, or after two seconds, whichever comes first; what it came to later is
 * told to the presser alone. Calls made for the presser share nothing with those that post alerts.
 */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const {
    signingSecrets,
    botToken,
    slackApiUrl,
    time,
    onPress,
    showComplaint,
    complaints,
    links,
    reports,
    report = () => undefined,
  } = options;
  const receiver = createSlackReceiver({ signingSecrets, time, report });
  const callSlack = createCallSlack({ token: botToken, slackApiUrl, time, limitMs: interactiveLimitMs });
  const findPerson = createFindPerson(callSlack, time);
  const details = createDetails({ callSlack, findPerson, showComplaint, report });
  const showHome = createShowHome({ complaints, findPerson, report, callSlack });
  const parts = { callSlack, findPerson, time, onPress, report, details, showHome };
  const takePress = createTakePress(parts);
  const answerCommand = createAnswerCommand({ complaints, findPerson, report });
  const unfurl = createUnfurl({ links, findPerson, time, report, callSlack });

  const bolt = new App({
    receiver,
    // Given as a function: with a bare token Bolt would ask auth.test at every request. Nothing here calls by Bolt's client.
    authorize: async () => ({}),
    convoStore: false,
    tokenVerificationEnabled: false,
    logger: silentLogger,
    clientOptions: {
      ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: createTimedFetch({ time, limitMs: interactiveLimitMs }),
    },
  });
  bolt.error(async () => report('SLACK_LISTENER_FAILED'));
  bolt.action({ type: 'block_actions', action_id: new RegExp(`^${actionPrefix}`) }, async ({ ack, action, body }) => {
    if ('action_id' in action && action.action_id === `${actionPrefix}open`) return ack();
    const work = takePress(body);
    await within(time, answerWithinMs, work);
    await ack();
    // Slack waits no longer, so what is left of the work counts for itself from here on.
    await time.task(() => work);
  });
  listenForModals(bolt, { takeForm: createTakeForm(parts), showHome });
  listenForReports(bolt, { reports, callSlack, findPerson, time, report });
  bolt.command(/.*/u, async ({ ack, body }) => {
    const answer = answerCommand(normaliseCommand(body));
    const isInTime = await within(time, answerWithinMs, answer);
    await ack(isInTime ? { response_type: 'ephemeral', ...(await answer) } : slowCommand);
  });
  bolt.event('app_home_opened', async ({ event }) => await showHome(normaliseHomeOpened(event)));
  bolt.event('link_shared', async ({ body }) => await unfurl(body));
  return { router: receiver.router, take: (event) => bolt.processEvent(event) };
}

/** Forms, and complaints that were opened from the Home: when one is closed, the Home below it shows what has changed. */
function listenForModals(
  bolt: App,
  { takeForm, showHome }: { readonly takeForm: TakeForm; readonly showHome: ShowHome },
): void {
  bolt.view(formCallback, async ({ ack, body }) => {
    const wrong = await takeForm(body);
    if (wrong === undefined) await ack();
    else await ack({ response_action: 'errors', errors: { [wrong.block]: wrong.say } });
  });
  bolt.view({ type: 'view_closed', callback_id: detailsCallback }, async ({ ack, body }) => {
    await ack();
    await showHome({ user: body.user.id });
  });
}

/** The shortcut in a message's menu, and the form that it opens. */
function listenForReports(bolt: App, parts: ReportParts): void {
  const { time } = parts;
  const openReport = createOpenReport(parts);
  const takeReport = createTakeReport(parts);
  bolt.shortcut({ type: 'message_action', callback_id: reportCallback }, async ({ ack, body }) => {
    const work = openReport(body);
    await within(time, answerWithinMs, work);
    await ack();
    await time.task(() => work);
  });
  bolt.view(reportCallback, async ({ ack, body }) => {
    const answer = await takeReport(body);
    if ('errors' in answer) await ack({ response_action: 'errors', errors: answer.errors });
    else await ack({ response_action: 'update', view: answer.view });
  });
}
