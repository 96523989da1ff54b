import { deliver, type Delivery } from './deliver.ts';
import { isObject } from './call.ts';
import { messageForApi, type StoredMessage } from './message.ts';
import type { Desk } from './method.ts';
import type { Person } from './people.ts';
import type { ResponseUrls } from './response-url.ts';
import { tsFromMicros } from './ts.ts';
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
export interface Pressed {
  readonly status: number | undefined;
  readonly ms: number;
  readonly ok: boolean;
  readonly problem?: 'not-connected' | 'no-message' | 'no-action' | 'no-person' | 'timeout' | 'unreachable';
}

/** What a press is made with. */
export interface PressParts {
  readonly desk: Desk;
  readonly secret: string;
  readonly responseUrls: ResponseUrls;
  /** How many presses there were before this one. */
  readonly countPress: () => number;
  /** Where the app takes interactions; `undefined` until it is connected. */
  readonly url: () => string | undefined;
}

/** Presses a button or chooses from a menu of a message, and tells the app as Slack does. */
export async function press(given: Press, parts: PressParts): Promise<Pressed> {
  const found = find(given, parts);
  if (typeof found === 'string') return { status: undefined, ms: 0, ok: false, problem: found };
  const payload = blockActions(found, parts);
  const sent = await deliver(
    {
      url: found.url,
      contentType: 'application/x-www-form-urlencoded',
      body: `payload=${encodeURIComponent(JSON.stringify(payload))}`,
    },
    parts.secret,
    parts.desk.time,
  );
  return told(sent);
}

function told({ status, ms, ok, problem }: Delivery): Pressed {
  return { status, ms, ok, ...(problem === undefined ? {} : { problem }) };
}

interface Found {
  readonly url: string;
  readonly channel: Channel;
  readonly message: StoredMessage;
  readonly person: Person;
  readonly action: Readonly<Record<string, unknown>>;
}

function find(given: Press, { desk, url }: PressParts): Found | NonNullable<Pressed['problem']> {
  const to = url();
  if (to === undefined) return 'not-connected';
  const channel = desk.workspace.channel(given.channel);
  const message = channel?.messages.get(given.ts);
  const person = desk.workspace.person(given.by);
  if (person === undefined || person.isBot) return 'no-person';
  if (channel === undefined || message === undefined || message.tombstone) return 'no-message';
  if (message.ephemeralFor !== undefined && message.ephemeralFor !== person.id) return 'no-message';
  const action = findAction(given, message);
  return action === undefined ? 'no-action' : { url: to, channel, message, person, action };
}

function findAction(given: Press, message: StoredMessage): Record<string, unknown> | undefined {
  for (const block of message.blocks ?? []) {
    if (given.blockId !== undefined && block['block_id'] !== given.blockId) continue;
    const elements = Array.isArray(block['elements']) ? (block['elements'] as unknown[]) : [block['accessory']];
    const element = elements.filter(isObject).find((one) => one['action_id'] === given.actionId);
    if (element !== undefined) return actionOf(element, block['block_id'], given.value);
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
    const style = element['style'] === undefined ? {} : { style: element['style'] };
    const own = element['value'] === undefined ? {} : { value: element['value'] };
    return { ...named, text: element['text'], ...own, ...style, type: 'button' };
  }
  const options = Array.isArray(element['options']) ? (element['options'] as unknown[]).filter(isObject) : [];
  const option = options.find((one) => one['value'] === value);
  return option === undefined ? undefined : { ...named, selected_option: option, type: element['type'] };
}

function blockActions(found: Found, { desk, responseUrls, countPress }: PressParts): Record<string, unknown> {
  const { app } = desk.workspace;
  const now = desk.time.now();
  const { channel, message, person } = found;
  const ephemeral = message.ephemeralFor !== undefined;
  const parent = message.threadTs === undefined ? undefined : channel.messages.get(message.threadTs);
  return {
    type: 'block_actions',
    user: { id: person.id, username: person.username, name: person.username, team_id: app.teamId },
    api_app_id: app.appId,
    token: app.verificationToken,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: desk.views.trigger(person.id, now),
    team: { id: app.teamId, domain: app.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.name },
    ...(ephemeral ? {} : { message: messageForApi(message, app, { metadata: true, parent }) }),
    state: { values: {} },
    response_url: responseUrls.create({ channel, message, user: person.id }),
    // No two presses share an instant, not even while a simulated one stands still.
    actions: [{ ...found.action, action_ts: tsFromMicros(now * 1_000 + (countPress() % 1_000)) }],
  };
}
