import { isObject, readObject } from './call.ts';
import {
  actionTs,
  doer,
  interactionBy,
  notSent,
  sendInteraction,
  told,
  type Interacted,
  type InteractionParts,
} from './interact.ts';
import type { SlackBlock } from './message.ts';
import { findAction } from './press.ts';
import { keptView } from './view-methods.ts';
import { viewForApi, type StateValues, type StoredView } from './views.ts';
import { viewProblems } from './view-rule.ts';

/** What somebody entered, by the `block_id` or `action_id` of each input. A list is of a group of boxes. */
export type Entered = Readonly<Record<string, string | readonly string[]>>;

/** What became of a submission. `errors`: what the app says is wrong, by block. */
export interface Submitted extends Interacted {
  readonly errors?: Readonly<Record<string, string>>;
}

/** Submits the modal on top of what a person has open, as Slack does it, and does with it what the app answers. */
export async function submitView(
  given: { readonly by: string; readonly values: Entered },
  parts: InteractionParts,
): Promise<Submitted> {
  const person = doer(given.by, parts);
  if (person === undefined) return notSent('no-person');
  const { views, workspace } = parts.desk;
  const view = views.top(person.id);
  if (view === undefined) return notSent('no-view');
  const values = stateOf(view, given.values);
  const lacking = lackingOf(view, values);
  // Slack itself asks for what must be filled in, before the app hears of it.
  if (Object.keys(lacking).length > 0) return { ...notSent('no-action'), errors: lacking };
  const delivery = await sendInteraction(
    {
      type: 'view_submission',
      ...interactionBy(person, parts),
      trigger_id: parts.desk.views.trigger(person.id, parts.desk.time.now()),
      view: viewForApi(view, workspace.app, values),
      response_urls: [],
    },
    parts,
  );
  const answer = delivery.ok ? readObject(delivery.body) : undefined;
  const errors = answer?.['response_action'] === 'errors' ? answer['errors'] : undefined;
  if (delivery.ok) follow(view, answer, parts);
  workspace.changedFor(person.id);
  return { ...told(delivery), ...(isObject(errors) ? { errors: errors as Record<string, string> } : {}) };
}

/** Closes the modal on top; the app is told where it asked to be. */
export async function closeView(given: { readonly by: string }, parts: InteractionParts): Promise<Interacted> {
  const person = doer(given.by, parts);
  const view = person === undefined ? undefined : parts.desk.views.top(person.id);
  if (person === undefined || view === undefined) return notSent(person === undefined ? 'no-person' : 'no-view');
  parts.desk.views.close(view);
  parts.desk.workspace.changedFor(person.id);
  if (view.content['notify_on_close'] !== true) return { status: undefined, ms: 0, ok: true };
  const payload = {
    type: 'view_closed',
    ...interactionBy(person, parts),
    view: viewForApi(view, parts.desk.workspace.app),
    is_cleared: false,
  };
  return told(await sendInteraction(payload, parts));
}

/** Presses a button or chooses from a menu of the modal on top, or of the person's Home. */
export async function pressInView(
  given: {
    readonly by: string;
    readonly where: 'modal' | 'home';
    readonly actionId: string;
    readonly blockId?: string;
    readonly value?: string;
  },
  parts: InteractionParts,
): Promise<Interacted> {
  const person = doer(given.by, parts);
  if (person === undefined) return notSent('no-person');
  const { views, workspace, time } = parts.desk;
  const view = given.where === 'modal' ? views.top(person.id) : views.home(person.id);
  if (view === undefined) return notSent('no-view');
  const action = findAction(given, blocksOf(view));
  if (action === undefined) return notSent('no-action');
  return told(
    await sendInteraction(
      {
        type: 'block_actions',
        ...interactionBy(person, parts),
        container: { type: 'view', view_id: view.id },
        trigger_id: views.trigger(person.id, time.now()),
        view: viewForApi(view, workspace.app),
        actions: [{ ...action, action_ts: actionTs(parts) }],
      },
      parts,
    ),
  );
}

function blocksOf({ content }: StoredView): readonly SlackBlock[] {
  return Array.isArray(content['blocks']) ? content['blocks'].filter(isObject) : [];
}

/** What was entered and what stood there before anybody entered anything, as a payload carries it. */
function stateOf(view: StoredView, entered: Entered): StateValues {
  const values: Record<string, Record<string, unknown>> = {};
  for (const block of blocksOf(view)) {
    const element = block['type'] === 'input' ? block['element'] : undefined;
    if (!isObject(element)) continue;
    const blockId = String(block['block_id']);
    const actionId = typeof element['action_id'] === 'string' ? element['action_id'] : 'input';
    values[blockId] = { [actionId]: valueOf(element, entered[blockId] ?? entered[actionId]) };
  }
  return values;
}

type Element = Readonly<Record<string, unknown>>;
type Given = Entered[string] | undefined;

/** How each kind of input tells what was entered. */
const tellers: Readonly<Record<string, (element: Element, given: Given) => Record<string, unknown>>> = {
  plain_text_input: (element, given) => ({
    value: (typeof given === 'string' ? given : element['initial_value']) || null,
  }),
  static_select: chosenOne,
  radio_buttons: chosenOne,
  users_select: (element, given) => ({ selected_user: given ?? element['initial_user'] ?? null }),
  datepicker: (element, given) => ({ selected_date: given ?? element['initial_date'] ?? null }),
  checkboxes(element, given) {
    const all = typeof given === 'string' ? [given] : given;
    const chosen = all?.flatMap((one) => optionOf(element, one) ?? []);
    return { selected_options: chosen ?? element['initial_options'] ?? [] };
  },
};

function valueOf(element: Element, given: Given): Record<string, unknown> {
  const tell = tellers[String(element['type'])];
  return { type: element['type'], ...(tell?.(element, given) ?? { value: given ?? null }) };
}

function chosenOne(element: Element, given: Given): Record<string, unknown> {
  return { selected_option: optionOf(element, given) ?? element['initial_option'] ?? null };
}

function optionOf(element: Element, given: Given): Record<string, unknown> | undefined {
  return optionsOf(element).find((option) => option['value'] === given);
}

function optionsOf(element: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'].filter(isObject) : [];
  return [element, ...groups].flatMap(({ options }) => (Array.isArray(options) ? options.filter(isObject) : []));
}

/** Inputs that are not optional and stand empty, with Slack's own words for it. */
function lackingOf(view: StoredView, values: StateValues): Record<string, string> {
  const lacking: Record<string, string> = {};
  for (const block of blocksOf(view)) {
    if (block['type'] !== 'input' || block['optional'] === true) continue;
    const id = String(block['block_id']);
    const [state] = Object.values(values[id] ?? {});
    const given = isObject(state) ? Object.entries(state).filter(([name]) => name !== 'type') : [];
    if (given.every(([, value]) => value === null || (Array.isArray(value) && value.length === 0))) {
      lacking[id] = 'Please complete this required field.';
    }
  }
  return lacking;
}

/** What the app answered to a submission: errors keep the modal, everything else says what is seen next. */
function follow(view: StoredView, answer: Record<string, unknown> | undefined, { desk }: InteractionParts): void {
  const { views } = desk;
  const next = answer?.['view'];
  switch (answer?.['response_action']) {
    case 'errors':
      return;
    case 'clear':
      return views.close(view, true);
    case 'update':
    case 'push':
      if (!isObject(next) || viewProblems(next, 'modal').length > 0) return;
      if (answer['response_action'] === 'update') views.replace(view, keptView(next, 'v'));
      else views.open(view.user, keptView(next, 'v'), view);
      return;
    default:
      views.close(view);
  }
}
