import type { z } from 'zod';
import { pressActions, type PressAction } from '#core/effect/ledger.ts';
import type { TicketRef } from '#core/ticket.ts';
import { PayloadError } from '../errors.ts';
import { blockActions, buttonValue, userInfo } from './payload.ts';

/** With what an action id of ours begins; the rest is the action. */
export const actionPrefix = 'recourse_';

/** A press that our messages offer. */
export type OfferedPress = Exclude<PressAction, 'snooze'>;

/** Somebody pressed a button of ours, in neutral words. */
export interface Pressed {
  readonly ticket: TicketRef;
  readonly action: OfferedPress;
  /** Slack's id of the person, and the name the payload gives. */
  readonly user: string;
  readonly shownName: string;
  readonly channel: string;
  readonly message: string;
  /** The message at the head of the thread, where the button stood on a reply. */
  readonly thread: string | undefined;
  /** The mark of the message the button stands on. */
  readonly mark: string | undefined;
  /** One for each press; the same when Slack tells us twice. */
  readonly id: string;
}

function check<T>(schema: z.ZodType<T>, value: unknown, at: string): T {
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
  const known = pressActions.find((one) => one === action);
  if (!actionId.startsWith(actionPrefix) || known === undefined || known === 'snooze') {
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
export function normalisePlace(payload: unknown): PressedAt {
  const body = check(blockActions, payload, 'body');
  return {
    user: body.user.id,
    channel: body.channel?.id ?? body.container?.channel_id,
    thread: body.message?.thread_ts ?? body.container?.thread_ts,
  };
}

/**
 * A `block_actions` payload of ours as a press. Only the first action is read: a button makes one.
 *
 * @throws {PayloadError} naming the path, for anything else; never another error
 */
export function normalisePress(payload: unknown): Pressed {
  const body = check(blockActions, payload, 'body');
  const [action] = body.actions;
  const { user, channel, thread } = normalisePlace(payload);
  const message = body.message?.ts ?? body.container?.message_ts;
  if (channel === undefined || message === undefined || action === undefined) {
    throw new PayloadError('SLACK_PAYLOAD', 'body.container', 'Slack payload does not say where the button stands');
  }
  const value = readValue(action.value);
  return {
    ticket: readRef(value.t),
    action: readAction(action.action_id),
    user,
    shownName: body.user.name ?? body.user.username ?? user,
    channel,
    message,
    thread: thread === message ? undefined : thread,
    mark: value.c,
    id: [user, action.action_ts, action.action_id, message].join(' '),
  };
}

/** Who a Slack user is, from users.info: the name people know, and the address where the scope shows it. */
export function normaliseUser(answer: unknown): {
  readonly name: string | undefined;
  readonly email: string | undefined;
} {
  const { user } = check(userInfo, answer, 'users.info');
  const name = [user.profile?.real_name, user.real_name, user.name].find((one) => one !== undefined && one !== '');
  return { name, email: user.profile?.email === '' ? undefined : user.profile?.email };
}
