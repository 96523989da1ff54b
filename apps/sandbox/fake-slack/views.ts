import { SECOND_MS, type Instant } from '#core/time.ts';
import { done, refused } from './answer.ts';
import { isObject, structureOf, textOf } from './call.ts';
import type { Method } from './method.ts';
import { tsAt } from './ts.ts';

/** A trigger may be exchanged once, within this time of the press that made it. */
const triggerLifeMs = 3 * SECOND_MS;
/** Triggers and views that are remembered; the oldest are forgotten. */
const mostKept = 1000;

/** Trigger ids given out, and the modals opened with them. */
export interface Views {
  /** A fresh trigger id for what this person did. */
  trigger(user: string, at: Instant): string;
  /** Modals that were opened, newest last. */
  readonly opened: { readonly user: string; readonly view: Readonly<Record<string, unknown>> }[];
  exchange(id: string, at: Instant): { readonly user: string } | 'invalid' | 'expired' | 'exchanged';
}

/** No triggers given out, no modals open. */
export function createViews(): Views {
  const triggers = new Map<string, { readonly user: string; readonly at: Instant; used: boolean }>();
  let count = 0;
  return {
    opened: [],
    trigger(user, at) {
      count += 1;
      const id = `${Math.floor(at)}.${count}.${(count * 2654435761).toString(16)}`;
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

/** views.open: a modal for whoever pressed, while the trigger lives. */
export const openView: Method = (call, { views, workspace: { app }, time }) => {
  const given = structureOf(call, 'view');
  if (!isObject(given)) return refused('invalid_form_data');
  const trigger = views.exchange(textOf(call, 'trigger_id') ?? '', time.now());
  if (typeof trigger === 'string') return refused(`${trigger}_trigger_id`);
  const id = `V0SBX${String(views.opened.length + 1).padStart(6, '0')}`;
  const view = {
    ...given,
    id,
    team_id: app.teamId,
    state: { values: {} },
    hash: tsAt(time.now()),
    root_view_id: id,
    app_id: app.appId,
    bot_id: app.botId,
  };
  views.opened.push({ user: trigger.user, view });
  if (views.opened.length > mostKept) views.opened.shift();
  return done({ view });
};
