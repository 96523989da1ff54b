import { appMessage } from './chat-methods.ts';
import { readObject, type Call } from './call.ts';
import { isRefusal, readContent } from './content.ts';
import { deliver, type Delivery } from './deliver.ts';
import {
  actionTs,
  doer,
  interactionBy,
  isConnected,
  notSent,
  sendInteraction,
  told,
  type Interacted,
  type InteractionParts,
} from './interact.ts';
import { messageForApi } from './message.ts';
import type { Channel } from './workspace.ts';

/** A slash command as somebody types it. */
export interface Command {
  /** Id or name. */
  readonly channel: string;
  readonly by: string;
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/** Sends a slash command; what the app answers at once stands in the channel, for who typed it unless it says else. */
export async function sendCommand(given: Command, parts: InteractionParts): Promise<Interacted> {
  const { desk } = parts;
  const person = doer(given.by, parts);
  if (person === undefined) return notSent('no-person');
  const channel = desk.workspace.channel(given.channel);
  if (channel === undefined) return notSent('no-channel');
  if (!isConnected(parts)) return notSent('not-connected');
  const { app } = desk.workspace;
  const form = {
    token: app.verificationToken,
    team_id: app.teamId,
    team_domain: app.teamDomain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: person.id,
    user_name: person.username,
    command: given.command,
    text: given.text,
    api_app_id: app.appId,
    is_enterprise_install: 'false',
    response_url: parts.responseUrls.create({ channel, message: undefined, user: person.id }),
    trigger_id: desk.views.trigger(person.id, desk.time.now()),
  };
  const delivery = await sendForm(form, parts);
  if (delivery.ok) showAnswer(delivery, { channel, user: person.id, parts });
  return told(delivery);
}

async function sendForm(form: Readonly<Record<string, string>>, parts: InteractionParts): Promise<Delivery> {
  const sockets = parts.sockets();
  if (sockets !== undefined) return await sockets.carry({ type: 'slash_commands', payload: form });
  const body = new URLSearchParams(form).toString();
  const out = { url: parts.url() ?? '', contentType: 'application/x-www-form-urlencoded', body } as const;
  return await deliver(out, parts.secret, parts.desk.time);
}

function showAnswer(
  { body }: Delivery,
  { channel, user, parts }: { readonly channel: Channel; readonly user: string; readonly parts: InteractionParts },
): void {
  if (body.trim() === '') return;
  const args = readObject(body) ?? { text: body };
  const call: Call = { method: 'slash_command', token: undefined, args };
  const content = readContent(call, 'msg_too_long');
  if (isRefusal(content)) return;
  const everyone = args['response_type'] === 'in_channel';
  const to = { desk: parts.desk, channel, threadTs: undefined, ephemeralFor: everyone ? undefined : user };
  parts.desk.workspace.add(channel, appMessage(content, to));
}

/** Chooses one of the app's shortcuts from a message's menu. */
export async function useShortcut(
  given: { readonly channel: string; readonly ts: string; readonly by: string; readonly callbackId: string },
  parts: InteractionParts,
): Promise<Interacted> {
  const { desk } = parts;
  const person = doer(given.by, parts);
  const channel = desk.workspace.channel(given.channel);
  const message = channel?.messages.get(given.ts);
  if (person === undefined) return notSent('no-person');
  if (channel === undefined || message === undefined || message.tombstone) return notSent('no-message');
  if (!isConnected(parts)) return notSent('not-connected');
  const payload = {
    type: 'message_action',
    ...interactionBy(person, parts),
    action_ts: actionTs(parts),
    callback_id: given.callbackId,
    trigger_id: desk.views.trigger(person.id, desk.time.now()),
    channel: { id: channel.id, name: channel.name },
    message_ts: message.ts,
    message: messageForApi(message, desk.workspace.app, { metadata: false }),
    response_url: parts.responseUrls.create({ channel, message, user: person.id }),
  };
  return told(await sendInteraction(payload, parts));
}
