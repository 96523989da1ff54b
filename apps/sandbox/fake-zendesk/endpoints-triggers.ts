import type { Answer, Call, Endpoint } from './call.ts';
import { bodyObject, idParam, invalidRecord, isMap, notFound, ok, Refused, textOf } from './call.ts';
import type { JsonMap } from './desk.ts';
import { page } from './paging.ts';
import { triggerJson, type DeskTrigger } from './triggers.ts';
import { onlyAdmins } from './only-admins.ts';

/** Triggers as an administrator keeps them. */
export function triggerEndpoints(triggers: Map<number, DeskTrigger>): readonly Endpoint[] {
  const found = (call: Call): DeskTrigger => {
    const trigger = triggers.get(idParam(call));
    if (trigger === undefined) throw new Refused(notFound);
    return trigger;
  };
  const list = (call: Call): Answer => {
    const rows = [...triggers.values()];
    const listing = { name: 'triggers', path: '/triggers.json', rows, id: (one: DeskTrigger) => one.id };
    return ok(page(call, { ...listing, json: triggerJson }));
  };
  const create = (call: Call): Answer => {
    const asked = bodyObject(call, 'trigger');
    const title = textOf(asked['title']);
    if (title === undefined) throw invalidRecord('title', 'Title: cannot be blank');
    const at = call.desk.time.now();
    const { conditions, actions } = rulesOf(asked);
    if (conditions === undefined || actions === undefined) {
      throw invalidRecord('base', 'A trigger must have at least one condition and one action');
    }
    const active = asked['active'] !== false;
    const trigger = { id: call.desk.ids.next(), title, active, conditions, actions, createdAt: at, updatedAt: at };
    triggers.set(trigger.id, trigger);
    return { status: 201, body: { trigger: triggerJson(trigger) } };
  };
  const change = (call: Call): Answer => {
    const trigger = found(call);
    const asked = bodyObject(call, 'trigger');
    const { conditions, actions } = rulesOf(asked);
    trigger.title = textOf(asked['title']) ?? trigger.title;
    if (typeof asked['active'] === 'boolean') trigger.active = asked['active'];
    trigger.conditions = conditions ?? trigger.conditions;
    trigger.actions = actions ?? trigger.actions;
    trigger.updatedAt = call.desk.time.now();
    return ok({ trigger: triggerJson(trigger) });
  };
  const remove = (call: Call): Answer => {
    triggers.delete(found(call).id);
    return { status: 204 };
  };
  const show = (call: Call): Answer => ok({ trigger: triggerJson(found(call)) });
  return [
    { method: 'get', path: '/triggers', answer: onlyAdmins(list) },
    { method: 'post', path: '/triggers', answer: onlyAdmins(create) },
    { method: 'get', path: '/triggers/:id', answer: onlyAdmins(show) },
    { method: 'put', path: '/triggers/:id', answer: onlyAdmins(change) },
    { method: 'delete', path: '/triggers/:id', answer: onlyAdmins(remove) },
  ];
}

function rulesOf(asked: JsonMap): { conditions: JsonMap | undefined; actions: JsonMap[] | undefined } {
  const { conditions, actions } = asked;
  const groups = isMap(conditions) ? Object.values(conditions).filter(Array.isArray) : [];
  return {
    conditions: isMap(conditions) && groups.some((group) => group.length > 0) ? conditions : undefined,
    actions: Array.isArray(actions) && actions.length > 0 ? actions.filter(isMap) : undefined,
  };
}
