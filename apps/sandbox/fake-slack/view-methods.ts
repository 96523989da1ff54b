import { done, refused, type Answer } from './answer.ts';
import { withBlockIds } from './blocks.ts';
import { isObject, structureOf, textOf, type Call } from './call.ts';
import type { Method } from './method.ts';
import { viewProblems } from './view-rule.ts';
import { viewForApi, type StoredView } from './views.ts';
import type { Workspace } from './workspace.ts';

type Content = StoredView['content'];

/** A view's JSON text is no longer than this. */
const mostViewText = 250_000;

function readView(call: Call, type: StoredView['kind']): Content | Answer {
  const given = structureOf(call, 'view');
  if (!isObject(given)) return refused('invalid_arguments', problems(['missing required field: view']));
  if (JSON.stringify(given).length > mostViewText) return refused('view_too_large');
  const found = viewProblems(given, type);
  return found.length > 0 ? refused('invalid_arguments', problems(found)) : given;
}

function problems(found: readonly string[]): { readonly response_metadata: { readonly messages: readonly string[] } } {
  return { response_metadata: { messages: found.map((one) => `[ERROR] ${one}`) } };
}

/** The view as it is kept: each block with a name. */
export function keptView(given: Content, seed: string): Content {
  const blocks = Array.isArray(given['blocks']) ? given['blocks'].filter(isObject) : [];
  return { ...given, blocks: withBlockIds(blocks, seed) };
}

function isAnswer(value: Content | Answer): value is Answer {
  return 'ok' in value;
}

/** views.open: a modal for whoever did something, while the trigger lives. */
export const openView: Method = (call, { views, workspace, time }) => {
  const given = readView(call, 'modal');
  if (isAnswer(given)) return given;
  const trigger = views.exchange(textOf(call, 'trigger_id') ?? '', time.now());
  if (typeof trigger === 'string') return refused(`${trigger}_trigger_id`);
  const open = views.top(trigger.user);
  if (open !== undefined) views.close(open, true);
  return opened(views.open(trigger.user, keptView(given, 'v')), workspace);
};

/** views.push: a modal on top of the one whose button was pressed. */
export const pushView: Method = (call, { views, workspace, time }) => {
  const given = readView(call, 'modal');
  if (isAnswer(given)) return given;
  const trigger = views.exchange(textOf(call, 'trigger_id') ?? '', time.now());
  if (typeof trigger === 'string') return refused(`${trigger}_trigger_id`);
  const below = views.top(trigger.user);
  if (below === undefined) return refused('not_found');
  return opened(views.open(trigger.user, keptView(given, 'v'), below), workspace);
};

function opened(view: StoredView | undefined, workspace: Workspace): Answer {
  if (view === undefined) return refused('push_limit_reached');
  workspace.changedFor(view.user);
  return done({ view: viewForApi(view, workspace.app) });
}

/** views.update: what a modal shows from now on; `hash` where somebody else may have been quicker. */
export const updateView: Method = (call, { views, workspace }) => {
  const given = readView(call, 'modal');
  if (isAnswer(given)) return given;
  const view = views.find(textOf(call, 'view_id'));
  if (view?.isOpen !== true || view.kind !== 'modal') return refused('not_found');
  const hash = textOf(call, 'hash');
  if (hash !== undefined && hash !== view.hash) return refused('hash_conflict');
  views.replace(view, keptView(given, 'v'));
  return opened(view, workspace);
};

/** views.publish: what a person finds in the app's Home. */
export const publishView: Method = (call, { views, workspace }) => {
  const given = readView(call, 'home');
  if (isAnswer(given)) return given;
  const person = workspace.people.get(textOf(call, 'user_id') ?? '');
  if (person === undefined || person.isBot) return refused('invalid_arguments', problems(['user_id is not a user']));
  const hash = textOf(call, 'hash');
  if (hash !== undefined && hash !== views.home(person.id)?.hash) return refused('hash_conflict');
  const view = views.publish(person.id, keptView(given, 'h'));
  workspace.changedFor(person.id);
  return done({ view: viewForApi(view, workspace.app) });
};
