import type { ActionsBlock, Button, Overflow, StaticSelect } from '@slack/types';
import type { AlertAction, AlertMessage } from '#core/effect/effect.ts';
import { snoozeChoices, snoozeWords } from '#core/effect/snooze.ts';
import { refText, type TicketRef } from '#core/ticket.ts';
import { buttonUrlLength, buttonValueLength, labelLength, optionValueLength } from './limits.ts';
import { actionPrefix } from './normalise.ts';
import { detailsChoice, type ButtonValue, type FormKind } from './payload.ts';
import { plain } from './text.ts';

/** How a button reads. */
export interface ButtonLook {
  readonly words: string;
  readonly says: string;
  readonly style?: 'primary' | 'danger';
}

type PlainAction = Exclude<AlertAction, 'snooze' | 'more'>;

/** How each button reads, and how a screen reader says it before the ticket's number. */
export const buttonLooks: Readonly<Record<PlainAction, ButtonLook>> = {
  acknowledge: { words: 'Acknowledge', says: 'Acknowledge this alert for ticket', style: 'primary' },
  take: { words: 'Take it', says: 'Take it: ticket' },
  escalate: { words: 'Escalate', says: 'Escalate ticket', style: 'danger' },
  open: { words: 'Open ticket', says: 'Open ticket' },
};

/** What the last menu offers, each with a form of its own. */
const formWords: Readonly<Record<FormKind, string>> = {
  assign: 'Assign to…',
  severity: 'Change severity…',
  reject: 'Not a complaint…',
};

/** What people can do about an alert, in one row. */
export function actionRow(message: AlertMessage, mark: string | undefined): ActionsBlock[] {
  const elements = [...new Set(message.actions)]
    .map((action) => element(action, message, mark))
    .filter((one) => one !== undefined);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function element(
  action: AlertAction,
  message: AlertMessage,
  mark: string | undefined,
): Button | StaticSelect | Overflow | undefined {
  switch (action) {
    case 'snooze':
      return menu(message, {
        type: 'static_select',
        action,
        choices: snoozeChoices.map((choice) => ({ choice, words: snoozeWords[choice] })),
      });
    case 'more':
      return menu(message, {
        type: 'overflow',
        action,
        choices: (Object.keys(formWords) as FormKind[]).map((choice) => ({ choice, words: formWords[choice] })),
      });
    case 'acknowledge':
    case 'take':
    case 'escalate':
    case 'open':
      return button(action, message, mark);
  }
}

/** `undefined` where the ticket has no address that a browser should be sent to, or a name no button can carry. */
function button(action: PlainAction, message: AlertMessage, mark: string | undefined): Button | undefined {
  const { words, says, style } = buttonLooks[action];
  const common = {
    type: 'button',
    action_id: `${actionPrefix}${action}`,
    text: { type: 'plain_text', text: words, emoji: false },
    accessibility_label: plain(`${says} ${message.ticket.id}`, labelLength),
    ...(style === undefined ? {} : { style }),
  } as const;
  if (action === 'open') {
    const url = webAddress(message.url);
    return url === undefined ? undefined : { ...common, url };
  }
  const carried: ButtonValue = { v: 1, t: refText(message.ticket), ...(mark === undefined ? {} : { c: mark }) };
  const value = JSON.stringify(carried);
  return value.length > buttonValueLength ? undefined : { ...common, value };
}

/** `undefined` where the ticket's name is longer than an option can carry. */
function menu(
  { ticket }: AlertMessage,
  of: {
    readonly type: 'static_select' | 'overflow';
    readonly action: 'snooze' | 'more';
    readonly choices: readonly { readonly choice: string; readonly words: string }[];
  },
): StaticSelect | Overflow | undefined {
  const options = of.choices.map(({ choice, words }) => {
    const carried: ButtonValue = { v: 1, t: refText(ticket), o: choice };
    return { text: { type: 'plain_text', text: words, emoji: false } as const, value: JSON.stringify(carried) };
  });
  if (options.some(({ value }) => value.length > optionValueLength)) return undefined;
  const action_id = `${actionPrefix}${of.action}`;
  if (of.type === 'overflow') return { type: 'overflow', action_id, options };
  return {
    type: 'static_select',
    action_id,
    placeholder: { type: 'plain_text', text: 'Snooze', emoji: false },
    options,
  };
}

/** Opens what a card of the complaint would show and offer; `undefined` where the ticket's name is longer than it carries. */
export function detailsButton(ticket: TicketRef): Button | undefined {
  const carried: ButtonValue = { v: 1, t: refText(ticket), o: detailsChoice };
  const value = JSON.stringify(carried);
  if (value.length > buttonValueLength) return undefined;
  return {
    type: 'button',
    action_id: `${actionPrefix}more`,
    text: { type: 'plain_text', text: 'Act…', emoji: false },
    accessibility_label: plain(`See and act on ticket ${ticket.id}`, labelLength),
    value,
  };
}

/** An address that a browser may be sent to; `undefined` for anything else. */
export function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { href, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && href.length <= buttonUrlLength ? href : undefined;
}
