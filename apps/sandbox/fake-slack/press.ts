import { isObject } from './call.ts';
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
import { messageForApi, type SlackBlock, type StoredMessage } from './message.ts';
import type { Person } from './people.ts';
import type { Channel } from './workspace.ts';

/** Who presses what. `value` names the option of a menu; a button has its own. */
export interface Press {
  /** Id or name. */
  readonly channel: string;
  readonly ts: string;
  readonly actionId: string;
  /** Only needed where two blocks have the same action. */
  readonly blockId?: string;
  /** Id, user name or full name. */
  readonly by: string;
  readonly value?: string;
}

/** What became of a press. A press that could not be made was not sent. */
export type Pressed = Interacted;

/** Presses a button or chooses from a menu of a message, and tells the app as Slack does. */
export async function press(given: Press, parts: InteractionParts): Promise<Pressed> {
  const found = find(given, parts);
  if (typeof found === 'string') return notSent(found);
  return told(await sendInteraction(blockActions(found, parts), parts));
}

interface Found {
  readonly channel: Channel;
  readonly message: StoredMessage;
  readonly person: Person;
  readonly action: Readonly<Record<string, unknown>>;
}

function find(given: Press, parts: InteractionParts): Found | NonNullable<Pressed['problem']> {
  const { desk } = parts;
  if (!isConnected(parts)) return 'not-connected';
  const channel = desk.workspace.channel(given.channel);
  const message = channel?.messages.get(given.ts);
  const person = doer(given.by, parts);
  if (person === undefined) return 'no-person';
  if (channel === undefined || message === undefined || message.tombstone) return 'no-message';
  if (message.ephemeralFor !== undefined && message.ephemeralFor !== person.id) return 'no-message';
  const blocks = [...(message.blocks ?? []), ...message.unfurls.flatMap((one) => one.blocks)];
  const action = findAction(given, blocks);
  return action === undefined ? 'no-action' : { channel, message, person, action };
}

/** The action of a block as a payload names it; `value` chooses from a menu, or among buttons of one action. */
export function findAction(
  given: { readonly actionId: string; readonly blockId?: string | undefined; readonly value?: string | undefined },
  blocks: readonly SlackBlock[],
): Record<string, unknown> | undefined {
  for (const block of blocks) {
    if (given.blockId !== undefined && block['block_id'] !== given.blockId) continue;
    const elements = Array.isArray(block['elements']) ? (block['elements'] as unknown[]) : [block['accessory']];
    const element = elements.filter(isObject).find((one) => one['action_id'] === given.actionId);
    const action = element === undefined ? undefined : actionOf(element, block['block_id'], given.value);
    if (action !== undefined) return action;
  }
  return undefined;
}

function actionOf(
  element: Record<string, unknown>,
  blockId: unknown,
  value: string | undefined,
): Record<string, unknown> | undefined {
  const named = { action_id: element['action_id'], block_id: blockId };
  if (element['type'] === 'button') {
    // Rows of a list have the same button, each for something else.
    if (value !== undefined && element['value'] !== value) return undefined;
    const style = element['style'] === undefined ? {} : { style: element['style'] };
    const own = element['value'] === undefined ? {} : { value: element['value'] };
    return { ...named, text: element['text'], ...own, ...style, type: 'button' };
  }
  const options = Array.isArray(element['options']) ? (element['options'] as unknown[]).filter(isObject) : [];
  const option = options.find((one) => one['value'] === value);
  return option === undefined ? undefined : { ...named, selected_option: option, type: element['type'] };
}

function blockActions(found: Found, parts: InteractionParts): Record<string, unknown> {
  const { desk, responseUrls } = parts;
  const { app } = desk.workspace;
  const { channel, message, person } = found;
  const ephemeral = message.ephemeralFor !== undefined;
  const parent = message.threadTs === undefined ? undefined : channel.messages.get(message.threadTs);
  return {
    type: 'block_actions',
    ...interactionBy(person, parts),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: desk.views.trigger(person.id, desk.time.now()),
    channel: { id: channel.id, name: channel.name },
    ...(ephemeral ? {} : { message: messageForApi(message, app, { metadata: true, parent }) }),
    state: { values: {} },
    response_url: responseUrls.create({ channel, message, user: person.id }),
    actions: [{ ...found.action, action_ts: actionTs(parts) }],
  };
}
