import type { Answer, Call, Endpoint } from './call.ts';
import { idParam, manyIds, notFound, ok } from './call.ts';
import type { DeskUser, JsonMap } from './desk.ts';
import { page } from './paging.ts';
import { userJson } from './payload.ts';
import { groupsJson, usersOf } from './sideload.ts';

/** Who works here and who writes in. */
export const userEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/users/me', answer: me },
  { method: 'get', path: '/users/show_many', answer: showMany },
  { method: 'get', path: '/users/search', answer: search },
  { method: 'get', path: '/users', answer: (call) => ok(users(call, [...call.desk.users.values()])) },
  { method: 'get', path: '/users/:id', answer: show },
  { method: 'get', path: '/groups', answer: groups },
  { method: 'get', path: '/groups/assignable', answer: groups },
];

/** Wrong credentials are answered with 200 and nobody: the one place that does not say 401. */
function me(call: Call): Answer {
  const { ticketRestriction } = call.desk.features;
  if (call.user !== undefined) {
    return ok({ user: { ...userJson(call.user, call.base), ticket_restriction: ticketRestriction } });
  }
  const nobody = { id: null, url: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' };
  return ok({ user: { ...nobody, active: null, verified: false, created_at: null, updated_at: null } });
}

function showMany(call: Call): Answer {
  const found = usersOf(call, manyIds(call));
  return ok({ users: found, next_page: null, previous_page: null, count: found.length });
}

function show(call: Call): Answer {
  const user = call.desk.users.get(idParam(call));
  return user === undefined ? notFound : ok({ user: userJson(user, call.base) });
}

/** `email:"…"` is exact; bare words are looked for in name and address, as people type them. */
function search(call: Call): Answer {
  const query = call.query.get('query') ?? '';
  const email = /email:"?([^"\s]+)"?/i.exec(query)?.[1]?.toLowerCase();
  const role = /role:(\S+)/i.exec(query)?.[1];
  const words = query
    .replaceAll(/(email|role|type):("[^"]*"|\S+)/gi, '')
    .toLowerCase()
    .trim();
  const matches = (user: DeskUser): boolean =>
    (email === undefined || user.email?.toLowerCase() === email) &&
    (role === undefined || user.role === role) &&
    `${user.name} ${user.email ?? ''}`.toLowerCase().includes(words);
  return ok(users(call, [...call.desk.users.values()].filter(matches)));
}

function users(call: Call, rows: readonly DeskUser[]): JsonMap {
  const json = (user: DeskUser): JsonMap => userJson(user, call.base);
  return page(call, { name: 'users', path: '/users.json', rows, id: (user) => user.id, json });
}

function groups(call: Call): Answer {
  const rows = groupsJson(call);
  return ok({ groups: rows, next_page: null, previous_page: null, count: rows.length });
}
