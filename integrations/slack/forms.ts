import type { InputBlock, ModalView, PlainTextOption, SectionBlock } from '@slack/types';
import type { z } from 'zod';
import { severities, type Severity } from '#core/complaint/vocabulary.ts';
import { refText, type TicketRef } from '#core/ticket.ts';
import { subjectLength } from './limits.ts';
import type { FormKind, modalMetadata } from './payload.ts';
import { plain } from './text.ts';

/** What a modal of ours is about, and where its outcome is told. */
export interface ModalAbout {
  readonly ticket: TicketRef;
  /** The channel, message and thread of the press that opened it; `undefined` in the app's Home. */
  readonly channel: string | undefined;
  readonly message: string | undefined;
  readonly thread: string | undefined;
}

/** The same of a form. */
export interface FormAbout extends ModalAbout {
  readonly kind: FormKind;
  /** The modal on which it lies, where it does. */
  readonly view: string | undefined;
}

/** The one input block of each form is called so, and a reason beside it. */
export const formBlock = 'recourse_form';
export const reasonBlock = 'recourse_reason';
/** By which a submission is known to be of one of our forms. */
export const formCallback = 'recourse_form';

const longestReason = 500;

/** How severities are called where people choose one. */
export const severityWords: Readonly<Record<Severity, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

interface Words {
  readonly title: string;
  readonly submit: string;
  /** What it comes to, so that nobody is surprised. */
  readonly lead: string;
}

const words: Readonly<Record<FormKind, Words>> = {
  assign: {
    title: 'Assign complaint',
    submit: 'Assign',
    lead: 'The ticket is assigned to this colleague in the helpdesk, where they need an agent’s account.',
  },
  severity: {
    title: 'Change severity',
    submit: 'Save',
    lead: 'Your word wins over every rule. It is written to the ticket with your name, and the clocks follow it.',
  },
  reject: {
    title: 'Not a complaint',
    submit: 'Save',
    lead: 'Its clocks and alerts end. Your reason is written to the ticket with your name, and can be taken back there.',
  },
};

/** A form as a Slack modal. Whatever text of the ticket it shows is plain. */
export function renderForm(about: FormAbout): ModalView {
  const { title, submit, lead } = words[about.kind];
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: JSON.stringify({
      ...carriedBy(about),
      k: about.kind,
      ...(about.view === undefined ? {} : { w: about.view }),
    }),
    title: text(title),
    submit: text(submit),
    close: text('Cancel'),
    blocks: [leadSection(about, lead), ...inputs[about.kind]()],
  };
}

/** What Slack brings back with whatever is done in the modal. */
export function carriedBy({ ticket, channel, message, thread }: ModalAbout): z.infer<typeof modalMetadata> {
  return {
    v: 1,
    t: refText(ticket),
    ...(channel === undefined ? {} : { ch: channel }),
    ...(message === undefined ? {} : { m: message }),
    ...(thread === undefined ? {} : { th: thread }),
  };
}

function text(words: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text: words, emoji: false };
}

function leadSection({ ticket }: FormAbout, lead: string): SectionBlock {
  return { type: 'section', text: text(plain(`Ticket ${ticket.id}. ${lead}`, subjectLength)) };
}

const inputs: Readonly<Record<FormKind, () => InputBlock[]>> = {
  assign: () => [
    {
      type: 'input',
      block_id: formBlock,
      label: text('Colleague'),
      element: { type: 'users_select', action_id: 'value', placeholder: text('Choose a colleague') },
    },
  ],
  severity: () => [
    {
      type: 'input',
      block_id: formBlock,
      label: text('Severity'),
      element: { type: 'static_select', action_id: 'value', options: severities.map(severityOption) },
    },
    reason('Why', true),
  ],
  reject: () => [reason('Why this is no complaint', false)],
};

function severityOption(severity: Severity): PlainTextOption {
  return { text: text(severityWords[severity]), value: severity };
}

function reason(label: string, optional: boolean): InputBlock {
  return {
    type: 'input',
    block_id: reasonBlock,
    optional,
    label: text(label),
    element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: longestReason },
  };
}
