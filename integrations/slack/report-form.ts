import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption, SectionBlock } from '@slack/types';
import { z } from 'zod';
import { severities, type Severity } from '#core/complaint/vocabulary.ts';
import type { Instant } from '#core/time.ts';
import { webAddress } from './buttons.ts';
import { labelLength, sectionTextLength } from './limits.ts';
import { severityWords } from './forms.ts';
import { check, parsed, shownNameOf } from './normalise.ts';
import { viewSubmission } from './payload.ts';
import { plainMessage } from './plain-message.ts';
import { slackShortcut } from './scopes.ts';
import { plain, visible } from './text.ts';

/** By which the message shortcut and its form are known to be ours. */
export const reportCallback = slackShortcut.callbackId;
/** Most signs an input takes. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const inputLength = 3_000;
/** Our choice: a subject is read at a glance. */
const longestSubject = 150;
const longestEmail = 254;

const text = z.string().min(1);
const ts = z.string().regex(/^\d{1,12}\.\d{6}$/u);

/** The parts of a `message_action` that we read. https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const messageAction = z.object({
  type: z.literal('message_action'),
  trigger_id: text,
  action_ts: text,
  team: z.object({ domain: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/u) }),
  user: z.object({ id: text, name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: z.string().regex(/^[CDG][A-Z0-9]{2,20}$/u) }),
  message: z.object({ ts, thread_ts: ts.optional(), text: z.string().nullish() }),
});

/** Somebody chose our shortcut from a message's menu, in neutral words. */
export interface ChosenMessage {
  readonly user: string;
  readonly shownName: string;
  /** What a form can be opened with, for three seconds. */
  readonly trigger: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** Where the message is read: the address that people share. */
  readonly permalink: string;
  readonly writtenAt: Instant;
  /** As people see it; empty where it says nothing in words. */
  readonly text: string;
  /** One for each choice; the same when Slack tells us twice. */
  readonly id: string;
}

/**
 * A `message_action` payload of our shortcut. The message's address is made from what Slack says of it, as Slack makes it;
 * asking for it would need the bot to be in the channel.
 *
 * @throws {PayloadError} naming the path, for anything else; never another error
 */
export function normaliseShortcut(payload: unknown): ChosenMessage {
  const body = check(messageAction, payload, 'body');
  const { user, channel, message, team } = body;
  const thread = message.thread_ts === message.ts ? undefined : message.thread_ts;
  const place = `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return {
    user: user.id,
    shownName: shownNameOf(user),
    trigger: body.trigger_id,
    channel: channel.id,
    thread,
    permalink: thread === undefined ? place : `${place}?thread_ts=${thread}&cid=${channel.id}`,
    writtenAt: Math.floor(Number(message.ts) * 1_000),
    text: plainMessage(message.text ?? ''),
    id: [user.id, body.action_ts].join(' '),
  };
}

/** What the form offers to choose from. */
export interface ReportChoices {
  readonly helpdesks: readonly { readonly id: string; readonly name: string; readonly isTextShown: boolean }[];
  readonly categories: readonly string[];
}

const blockIds = {
  helpdesk: 'recourse_helpdesk',
  subject: 'recourse_subject',
  text: 'recourse_text',
  email: 'recourse_email',
  severity: 'recourse_severity',
  category: 'recourse_category',
} as const;
/** A field of the form, to say beside it what is wrong. */
export type ReportField = keyof typeof blockIds;

/** What a submission is answered with where something is wrong: what to say, by block. */
export function reportProblem(field: ReportField, say: string): Record<string, string> {
  return { [blockIds[field]]: plain(say, labelLength * 4) };
}

const metadata = z.object({ v: z.literal(1), p: z.url().max(200), at: z.number(), h: z.string().max(200) });

/** What stands in the form. */
type Filled = Pick<
  SubmittedReport,
  'permalink' | 'writtenAt' | 'helpdesk' | 'subject' | 'text' | 'email' | 'severity' | 'category'
>;

/** The form to open a ticket with, filled with what the message says. All of it can be changed before it is sent. */
export function renderReportForm({ permalink, writtenAt, text }: ChosenMessage, choices: ReportChoices): ModalView {
  const rest = { helpdesk: '', email: undefined, severity: undefined, category: undefined };
  const filled = { ...rest, permalink, writtenAt, subject: subjectOf(text), text: cut(text, inputLength) };
  return formWith(filled, choices, [section(lead)]);
}

/** The same form as somebody filled it in, to be sent again, and why it was not taken. */
export function renderReportAgain(filled: Filled, choices: ReportChoices, say: string): ModalView {
  return formWith(filled, choices, [section(plain(say, sectionTextLength))]);
}

const lead =
  'A ticket is opened in the helpdesk, with your name and a link to the message. From then on it is handled as a complaint.';

function formWith(filled: Filled, { helpdesks, categories }: ReportChoices, above: SectionBlock[]): ModalView {
  const helpdesk = helpdesks.find(({ id }) => id === filled.helpdesk) ?? helpdesks[0];
  return {
    type: 'modal',
    callback_id: reportCallback,
    private_metadata: JSON.stringify({ v: 1, p: filled.permalink, at: filled.writtenAt, h: helpdesk?.id ?? '' }),
    title: words('Open complaint ticket'),
    submit: words('Open ticket'),
    close: words('Cancel'),
    blocks: [
      ...above,
      ...(helpdesks.length > 1 ? [helpdeskInput(helpdesks, helpdesk)] : []),
      input('subject', 'Subject', { initial: filled.subject, most: longestSubject }),
      input('text', 'What happened', {
        initial: filled.text,
        most: inputLength,
        isLong: true,
        hint: hintOf(helpdesks),
      }),
      input('email', 'E-mail address of the complainant', {
        initial: filled.email ?? '',
        most: longestEmail,
        isOptional: true,
        hint: 'Left empty, the ticket is in your own name until you change its requester.',
      }),
      choice('severity', 'Severity', {
        options: severities.map((one) => option(one, severityWords[one])),
        chosen: filled.severity,
      }),
      choice('category', 'Category', {
        options: categories.map((one) => option(one, capital(one))),
        chosen: filled.category,
      }),
    ],
  };
}

function hintOf(helpdesks: ReportChoices['helpdesks']): string {
  const shown = helpdesks.filter(({ isTextShown }) => isTextShown);
  if (shown.length === 0) return 'A note among colleagues: the complainant does not see it.';
  const where = shown.length === helpdesks.length ? '' : ` in ${shown.map(({ name }) => name).join(', ')}`;
  return `The complainant may get to read this${where}: leave out what is not for them.`;
}

function subjectOf(message: string): string {
  return cut(visible(message.split('\n').find((line) => line.trim() !== '') ?? ''), longestSubject);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts between graphemes. */
function cut(whole: string, length: number): string {
  if (whole.length <= length) return whole;
  let kept = '';
  for (const { segment } of segmenter.segment(whole.slice(0, length + 64))) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function words(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

function section(text: string): SectionBlock {
  return { type: 'section', text: words(text) };
}

function option(value: string, label: string): PlainTextOption {
  return { text: words(plain(label, labelLength)), value };
}

function helpdeskInput(
  helpdesks: ReportChoices['helpdesks'],
  chosen: ReportChoices['helpdesks'][number] | undefined,
): InputBlock {
  return {
    type: 'input',
    block_id: blockIds.helpdesk,
    label: words('Helpdesk'),
    element: {
      type: 'static_select',
      action_id: 'value',
      options: helpdesks.map(({ id, name }) => option(id, name)),
      ...(chosen === undefined ? {} : { initial_option: option(chosen.id, chosen.name) }),
    },
  };
}

function input(
  field: ReportField,
  label: string,
  how: {
    readonly initial: string;
    readonly most: number;
    readonly isLong?: boolean;
    readonly isOptional?: boolean;
    readonly hint?: string;
  },
): InputBlock {
  const { initial, most, isLong = false, isOptional = false, hint } = how;
  return {
    type: 'input',
    block_id: blockIds[field],
    label: words(label),
    optional: isOptional,
    ...(hint === undefined ? {} : { hint: words(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: isLong,
      max_length: most,
      ...(initial === '' ? {} : { initial_value: initial }),
    },
  };
}

function choice(
  field: ReportField,
  label: string,
  { options, chosen }: { readonly options: PlainTextOption[]; readonly chosen: string | undefined },
): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'input',
    block_id: blockIds[field],
    label: words(label),
    optional: true,
    element: {
      type: 'static_select',
      action_id: 'value',
      placeholder: words('Left to the rules'),
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  };
}

/** What was sent with the form, in neutral words. */
export interface SubmittedReport {
  readonly user: string;
  readonly shownName: string;
  /** With which the view can be brought up to date. */
  readonly view: string;
  readonly permalink: string;
  readonly writtenAt: Instant;
  readonly helpdesk: string;
  readonly subject: string;
  readonly text: string;
  readonly email: string | undefined;
  readonly severity: Severity | undefined;
  readonly category: string | undefined;
}

/**
 * A `view_submission` of the form to open a ticket with.
 *
 * @throws {PayloadError} naming the path, for anything else; never another error
 */
export function normaliseReport(payload: unknown): SubmittedReport {
  const { user, view } = check(viewSubmission, payload, 'body');
  const about = check(metadata, parsed(view.private_metadata), 'view.private_metadata');
  const given = (field: ReportField): string => {
    const entered = view.state.values[blockIds[field]]?.['value'];
    return (entered?.selected_option?.value ?? entered?.value ?? '').trim();
  };
  return {
    user: user.id,
    shownName: shownNameOf(user),
    view: view.id,
    permalink: about.p,
    writtenAt: about.at,
    helpdesk: given('helpdesk') || about.h,
    subject: given('subject'),
    text: given('text'),
    email: given('email') || undefined,
    severity: severities.find((one) => one === given('severity')),
    category: given('category') || undefined,
  };
}

/** What stands in the form's place once it was sent. */
export function renderReportAnswer(of: {
  readonly say: string;
  readonly ticket?: { readonly id: string; readonly url: string } | undefined;
}): ModalView {
  const url = of.ticket === undefined ? undefined : webAddress(of.ticket.url);
  const link: KnownBlock[] =
    url === undefined
      ? []
      : [
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: 'recourse_open',
                text: words('Open ticket'),
                accessibility_label: plain(`Open ticket ${of.ticket?.id ?? ''}`, labelLength),
                url,
              },
            ],
          },
        ];
  return {
    type: 'modal',
    title: words('Open complaint ticket'),
    close: words('Close'),
    blocks: [{ type: 'section', text: words(plain(of.say, sectionTextLength)) }, ...link],
  };
}
