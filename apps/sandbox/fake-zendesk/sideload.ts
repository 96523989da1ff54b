import type { Call } from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { userJson } from './payload.ts';

/** What `include` asks to see beside tickets: `users` and `groups`; anything else is passed over in silence. */
export function sideloads(call: Call, tickets: readonly DeskTicket[]): JsonMap {
  const asked = (call.query.get('include') ?? '').split(',');
  return {
    ...(asked.includes('users') ? { users: usersOf(call, tickets.flatMap(peopleOn)) } : {}),
    ...(asked.includes('groups') ? { groups: groupsJson(call) } : {}),
  };
}

function peopleOn(ticket: DeskTicket): (number | null)[] {
  return [ticket.facts.requester_id, ticket.facts.assignee_id, ticket.submitterId];
}

/** The users of those ids that the account knows, each once. */
export function usersOf(call: Call, ids: readonly (number | null)[]): JsonMap[] {
  return [...new Set(ids)]
    .map((id) => (id === null ? undefined : call.desk.users.get(id)))
    .filter((user) => user !== undefined)
    .map((user) => userJson(user, call.base));
}

export function groupsJson(call: Call): JsonMap[] {
  return [...call.desk.groups.values()].map((group) => ({
    url: `${call.base}/groups/${group.id}.json`,
    id: group.id,
    name: group.name,
    description: '',
    default: true,
    deleted: false,
    is_public: true,
    created_at: stamp(group.createdAt),
    updated_at: stamp(group.createdAt),
  }));
}
