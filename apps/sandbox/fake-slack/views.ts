import { SECOND_MS, type Instant } from '#core/time.ts';
import type { App } from './people.ts';

/** A trigger may be exchanged once, within this time of what made it. */
const triggerLifeMs = 3 * SECOND_MS;
/** Triggers and views that are remembered; the oldest are forgotten. */
const mostKept = 1_000;
/** Modals that may lie on one another. */
const mostStacked = 3;

/** What somebody entered, by block and action, as payloads carry it. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A modal that somebody looks at or looked at, or their App Home. */
export interface StoredView {
  readonly id: string;
  readonly user: string;
  readonly kind: 'modal' | 'home';
  /** The first of those that lie on one another, and the one below. */
  readonly rootId: string;
  readonly previousId: string | undefined;
  /** As the app gave it, its blocks with ids. */
  content: Readonly<Record<string, unknown>>;
  hash: string;
  /** A modal that was submitted or closed is none any more. */
  isOpen: boolean;
}

/** Trigger ids given out, and what was opened with them. */
export interface Views {
  /** A fresh trigger id for what this person did. */
  trigger(user: string, at: Instant): string;
  exchange(id: string, at: Instant): { readonly user: string } | 'invalid' | 'expired' | 'exchanged';
  /** Modals that were opened, oldest first. */
  readonly opened: readonly StoredView[];
  find(id: string | undefined): StoredView | undefined;
  /** The modal on top of what this person has open. */
  top(user: string): StoredView | undefined;
  home(user: string): StoredView | undefined;
  /** `undefined` where no more may lie on the one below. */
  open(user: string, content: StoredView['content'], below?: StoredView): StoredView | undefined;
  publish(user: string, content: StoredView['content']): StoredView;
  replace(view: StoredView, content: StoredView['content']): void;
  /** Closes a modal, with all that lie under it where `all` is given. */
  close(view: StoredView, all?: boolean): void;
}

interface Triggers {
  readonly trigger: Views['trigger'];
  readonly exchange: Views['exchange'];
}

function createTriggers(): Triggers {
  const triggers = new Map<string, { readonly user: string; readonly at: Instant; used: boolean }>();
  let count = 0;
  return {
    trigger(user, at) {
      count += 1;
      const id = `${Math.floor(at)}.${count}.${(count * 2_654_435_761).toString(16)}`;
      triggers.set(id, { user, at, used: false });
      if (triggers.size > mostKept) triggers.delete(triggers.keys().next().value ?? '');
      return id;
    },
    exchange(id, at) {
      const trigger = triggers.get(id);
      if (trigger === undefined) return 'invalid';
      if (trigger.used) return 'exchanged';
      if (at - trigger.at > triggerLifeMs) return 'expired';
      trigger.used = true;
      return { user: trigger.user };
    },
  };
}

/** Views get their names and hashes one after the other. */
function createMaker(): (of: Pick<StoredView, 'user' | 'kind' | 'content'>, below?: StoredView) => StoredView {
  let count = 0;
  return (of, below) => {
    const id = `V0SBX${String((count += 1)).padStart(6, '0')}`;
    return { ...of, id, rootId: below?.rootId ?? id, previousId: below?.id, hash: `${count}.0`, isOpen: true };
  };
}

function change(view: StoredView, content: StoredView['content']): void {
  const [count = '', changes = '0'] = view.hash.split('.');
  Object.assign(view, { content, hash: `${count}.${Number(changes) + 1}` });
}

/** No triggers given out, no modals open. */
export function createViews(): Views {
  const homes = new Map<string, StoredView>();
  const opened: StoredView[] = [];
  const make = createMaker();
  return {
    ...createTriggers(),
    opened,
    find: (id) => opened.find((view) => view.id === id) ?? [...homes.values()].find((view) => view.id === id),
    top: (user) => opened.findLast((view) => view.isOpen && view.user === user),
    home: (user) => homes.get(user),
    open(user, content, below) {
      const stack = opened.filter((view) => view.isOpen && view.rootId === below?.rootId);
      if (stack.length >= mostStacked) return undefined;
      const view = make({ user, kind: 'modal', content }, below);
      opened.push(view);
      if (opened.length > mostKept) opened.shift();
      return view;
    },
    publish(user, content) {
      const before = homes.get(user);
      if (before !== undefined) change(before, content);
      const view = before ?? make({ user, kind: 'home', content });
      homes.set(user, view);
      return view;
    },
    replace: change,
    close(view, all = false) {
      for (const one of opened) if (one === view || (all && one.rootId === view.rootId)) one.isOpen = false;
    },
  };
}

/** A view as the Web API and payloads show it. */
export function viewForApi(view: StoredView, app: App, values: StateValues = {}): Record<string, unknown> {
  const { content } = view;
  return {
    id: view.id,
    team_id: app.teamId,
    type: view.kind,
    ...(view.kind === 'modal' ? { title: content['title'] } : {}),
    ...(content['submit'] === undefined ? {} : { submit: content['submit'] }),
    ...(content['close'] === undefined ? {} : { close: content['close'] }),
    blocks: content['blocks'],
    private_metadata: content['private_metadata'] ?? '',
    callback_id: content['callback_id'] ?? '',
    external_id: content['external_id'] ?? '',
    state: { values },
    hash: view.hash,
    clear_on_close: content['clear_on_close'] === true,
    notify_on_close: content['notify_on_close'] === true,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: app.appId,
    app_installed_team_id: app.teamId,
    bot_id: app.botId,
  };
}
