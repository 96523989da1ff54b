import type { z } from 'zod';
import { pressActions, type PressAction } from '#core/effect/ledger.ts';
import type { TicketRef } from '#core/ticket.ts';
import { SECOND_MS, type Instant } from '#core/time.ts';
import { PayloadError } from '../errors.ts';
import { formBlock, reasonBlock } from './forms.ts';
import {
  blockActions,
  buttonValue,
  formMetadata,
  homeOpened,
  modalMetadata,
  slashCommand,
  tokenOwner,
  userInfo,
  viewSubmission,
  type BlockActions,
  type FormKind,
  type UserInfo,
} from './payload.ts';

/** With what an action id of ours begins; the rest is the action. */
export const actionPrefix = 'recourse_';
/** The menu of a digest's row: what is chosen from it is the action, and what an action's own menu would offer: `snooze:fourHours`. */
export const digestMenuId = `${actionPrefix}menu`;

/** A press that our messages offer; `more` opens a form. */
export type OfferedPress = PressAction | 'more';

/** Somebody pressed a button of ours, in neutral words. */
export interface Pressed {
  readonly ticket: TicketRef;
  readonly action: OfferedPress;
  /** What was chosen from a menu, in the words of the menu's own list. */
  readonly choice: string | undefined;
  /** What a form can be opened with, for three seconds. */
  readonly trigger: string | undefined;
  /** Slack's id of the person, and the name the payload gives. */
  readonly user: string;
  readonly shownName: string;
  /** `undefined` in the app's Home, and in what was opened from there. */
  readonly channel: string | undefined;
  readonly message: string | undefined;
  /** The message at the head of the thread, where the button stood on a reply. */
  readonly thread: string | undefined;
  /** The mark of the message the button stands on. */
  readonly mark: string | undefined;
  /** The modal the button stands in, where it does; the place is then where that was opened from. */
  readonly view: string | undefined;
  /** One for each press; the same when Slack tells us twice. */
  readonly id: string;
  /** When Slack took it, where the payload says so. */
  readonly at: Instant | undefined;
}

/**
 * A part of what Slack sent, as its schema reads it.
 *
 * @throws {PayloadError} naming the path, never with any of its text
 */
export function check<T>(schema: z.ZodType<T>, value: unknown, at: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const path = [at, ...(result.error.issues[0]?.path ?? [])].join('.');
  throw new PayloadError('SLACK_PAYLOAD', path, `Slack payload is not as documented at ${path}`);
}

/** `platform:account:id` read back. */
function readRef(text: string): TicketRef {
  const [platform = '', account = '', id = ''] = text.split(':');
  return { platform, account, id };
}

function readAction(actionId: string): OfferedPress {
  const action = actionId.slice(actionPrefix.length);
  const known = ([...pressActions, 'more'] as const).find((one) => one === action);
  if (!actionId.startsWith(actionPrefix) || known === undefined) {
    throw new PayloadError('SLACK_PAYLOAD', 'actions.0.action_id', 'Slack payload names an action that is not ours');
  }
  return known;
}

function readValue(value: string | undefined): z.infer<typeof buttonValue> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value ?? '');
  } catch {
    throw new PayloadError('SLACK_PAYLOAD', 'actions.0.value', 'Slack payload carries a value that is not ours');
  }
  return check(buttonValue, parsed, 'actions.0.value');
}

/** Where the pressed button stands: enough to answer the person who pressed, whatever else is wrong with the payload. */
export interface PressedAt {
  readonly user: string;
  readonly channel: string | undefined;
  readonly thread: string | undefined;
}

/**
 * Who pressed, and where.
 *
 * @throws {PayloadError} where it is not a `block_actions` payload
 */
export function normalisePlace(payload: unknown): PressedAt & Pick<Pressed, 'view'> {
  const body = check(blockActions, payload, 'body');
  const { channel, thread } = whereOf(body) ?? inHome;
  return { user: body.user.id, channel, thread, view: modalOf(body) };
}

/** Whether a payload says that somebody follows a card's link to its ticket, which their browser opens by itself. */
export function isLinkPress(payload: unknown): boolean {
  const read = blockActions.safeParse(payload);
  return read.data?.actions[0]?.action_id === `${actionPrefix}open`;
}

function modalOf({ view }: BlockActions): string | undefined {
  return view?.type === 'home' ? undefined : view?.id;
}

type Where = Pick<PressedAt, 'channel' | 'thread'> & { readonly message: string | undefined };

const inHome: Where = { channel: undefined, message: undefined, thread: undefined };

/** `undefined` for a modal that is none of ours. */
function whereOf({ channel, message, container, view }: BlockActions): Where | undefined {
  if (view !== undefined) return view.type === 'home' ? inHome : openedFrom(view.private_metadata);
  return {
    channel: channel?.id ?? container?.channel_id,
    message: message?.ts ?? container?.message_ts,
    thread: message?.thread_ts ?? container?.thread_ts,
  };
}

/** A message stands in a channel, whatever a payload leaves out; only what lies over the Home stands in none. */
function isLost({ channel, message }: Where, { view }: BlockActions): boolean {
  return view === undefined && (channel === undefined || message === undefined);
}

/**
 * A `block_actions` payload of ours as a press. Only the first action is read: a button makes one.
 *
 * @throws {PayloadError} naming the path, for anything else; never another error
 */
export function normalisePress(payload: unknown): Pressed {
  const body = check(blockActions, payload, 'body');
  const [action] = body.actions;
  const user = body.user.id;
  const where = whereOf(body);
  if (where === undefined || isLost(where, body) || action === undefined) {
    throw new PayloadError('SLACK_PAYLOAD', 'body.container', 'Slack payload does not say where the button stands');
  }
  const value = readValue(action.value ?? action.selected_option?.value);
  const { channel, message, thread } = where;
  return {
    ticket: readRef(value.t),
    ...doingOf(action.action_id, value.o),
    trigger: body.trigger_id,
    user,
    shownName: shownNameOf(body.user),
    channel,
    message,
    thread: thread === message ? undefined : thread,
    mark: value.c,
    view: modalOf(body),
    id: [user, action.action_ts, action.action_id, message ?? body.view?.id].join(' '),
    at: instantOf(action.action_ts),
  };
}

/** Where a modal of ours was opened from. */
function openedFrom(metadata: string | undefined): Where | undefined {
  const about = modalMetadata.safeParse(parsed(metadata ?? ''));
  return about.success ? { channel: about.data.ch, message: about.data.m, thread: about.data.th } : undefined;
}

/** A digest's row has one menu for all that a card has buttons and menus for. */
function doingOf(actionId: string, chosen: string | undefined): Pick<Pressed, 'action' | 'choice'> {
  if (actionId !== digestMenuId) return { action: readAction(actionId), choice: chosen };
  const [action = '', choice] = (chosen ?? '').split(':');
  return { action: readAction(`${actionPrefix}${action}`), choice };
}

/** Slack's seconds with six digits behind the point. */
function instantOf(ts: string | undefined): Instant | undefined {
  return ts !== undefined && /^\d{1,12}\.\d{1,6}$/u.test(ts) ? Math.floor(Number(ts) * SECOND_MS) : undefined;
}

/** Somebody submitted a form of ours, in neutral words. */
export interface SubmittedForm {
  readonly kind: FormKind;
  readonly ticket: TicketRef;
  /** Slack's id of the person, and the name the payload gives. */
  readonly user: string;
  readonly shownName: string;
  /** What was chosen: a colleague's id in Slack, or a severity's word; empty for a form that has no choice. */
  readonly choice: string;
  readonly reason: string;
  /** Where the press was made that opened it; `undefined` in the app's Home. */
  readonly channel: string | undefined;
  readonly message: string | undefined;
  readonly thread: string | undefined;
  /** The modal on which it lies, where it does. */
  readonly view: string | undefined;
  /** One for each submission; the same when Slack tells us twice. */
  readonly id: string;
}

/**
 * A `view_submission` of one of our forms.
 *
 * @throws {PayloadError} naming the path, for anything else; never another error
 */
export function normaliseForm(payload: unknown): SubmittedForm {
  const { user, view } = check(viewSubmission, payload, 'body');
  const about = check(formMetadata, parsed(view.private_metadata), 'view.private_metadata');
  const { values } = view.state;
  const given = values[formBlock]?.['value'];
  return {
    kind: about.k,
    ticket: readRef(about.t),
    user: user.id,
    shownName: shownNameOf(user),
    choice: given?.selected_option?.value ?? given?.selected_user ?? '',
    reason: values[reasonBlock]?.['value']?.value?.trim() ?? '',
    channel: about.ch,
    message: about.m,
    thread: about.th,
    view: about.w,
    id: [user.id, view.id, view.hash ?? ''].join(' '),
  };
}

/** The block of a submitted form's first input, to say beside it what is wrong; `undefined` for what is no such form. */
export function firstInput(payload: unknown): string | undefined {
  const read = viewSubmission.safeParse(payload);
  return Object.keys(read.data?.view.state.values ?? {})[0];
}

/** The name that a payload gives; the id where it gives none. */
export function shownNameOf({ id, name, username }: z.infer<typeof viewSubmission>['user']): string {
  return name ?? username ?? id;
}

/** JSON of ours that Slack brings back; `undefined` where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What somebody typed behind a slash command of ours.
 *
 * @throws {PayloadError} where it is none
 */
export function normaliseCommand(payload: unknown): {
  readonly text: string;
  readonly user: string;
  readonly name: string;
  /** Where it was typed, by the id and the name of the channel. */
  readonly channel: readonly string[];
} {
  const { text, user_id: user, user_name: name, ...where } = check(slashCommand, payload, 'body');
  const channel = [where.channel_id, where.channel_name].filter((one) => one !== undefined);
  return { text, user, name, channel };
}

/**
 * Who looks at the app's Home; `undefined` for its other tabs.
 *
 * @throws {PayloadError} where it is another event
 */
export function normaliseHomeOpened(event: unknown): { readonly user: string } | undefined {
  const { user, tab = 'home' } = check(homeOpened, event, 'event');
  return tab === 'home' ? { user } : undefined;
}

/** A workspace, and the organisation to which it belongs, where it does. */
export interface Workspace {
  readonly team: string;
  readonly enterprise: string | undefined;
}

/**
 * Whose workspace a token is for, from auth.test.
 *
 * @throws {PayloadError} where the answer does not say
 */
export function normaliseWorkspace(answer: unknown): Workspace {
  const { team_id: team, enterprise_id: enterprise } = check(tokenOwner, answer, 'auth.test');
  return { team, enterprise: enterprise ?? undefined };
}

/** Who a Slack user is, from users.info: the name people know, and the address where the scope shows it. */
export function normaliseUser(
  answer: unknown,
  ours: Workspace,
): {
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** A guest of the workspace, somebody of another company, or somebody who has left. */
  readonly isGuest: boolean;
} {
  const { user } = check(userInfo, answer, 'users.info');
  const name = [user.profile?.real_name, user.real_name, user.name].find((one) => (one ?? '') !== '');
  const isGuest =
    [user.is_restricted, user.is_ultra_restricted, user.is_stranger, user.deleted].includes(true) ||
    isOutsider(user, ours);
  return { name: name ?? undefined, email: user.profile?.email || undefined, isGuest };
}

/**
 * Somebody of another company is a stranger to Slack only until they share a channel with the app; from then on it is
 * their own workspace that tells. Workspaces of one organisation are of one company.
 */
function isOutsider({ team_id: home, enterprise_user: person }: UserInfo['user'], ours: Workspace): boolean {
  if (home === undefined || home === null || home === ours.team || person?.teams?.includes(ours.team)) return false;
  return ours.enterprise === undefined || ![home, person?.enterprise_id].includes(ours.enterprise);
}
