import type { Answer, Call, Endpoint } from './call.ts';
import { idParam, notFound, ok } from './call.ts';
import type { DeskPerson } from './desk.ts';
import { stamp } from './desk.ts';
import { page } from './paging.ts';
import { agentJson, contactJson } from './payload-people.ts';

/** Agents, contacts and groups. */
export const peopleEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/agents/me', answer: (call) => ok(agentJson(call.desk, call.agent)) },
  { method: 'get', path: '/agents', answer: agents },
  {
    method: 'get',
    path: '/agents/:id',
    answer: (call) => one(call, 'agent', (person) => agentJson(call.desk, person)),
  },
  { method: 'get', path: '/contacts', limit: 'contactsList', answer: contacts },
  { method: 'get', path: '/contacts/:id', answer: (call) => one(call, 'contact', contactJson) },
  { method: 'get', path: '/groups', answer: groups },
];

function agents(call: Call): Answer {
  return page(call, { rows: peopleOf(call, 'agent'), json: (person) => agentJson(call.desk, person) });
}

function contacts(call: Call): Answer {
  return page(call, { rows: peopleOf(call, 'contact'), json: contactJson });
}

function peopleOf(call: Call, kind: DeskPerson['kind']): DeskPerson[] {
  const email = call.query.get('email')?.toLowerCase();
  return [...call.desk.people.values()].filter(
    (person) => person.kind === kind && (email === undefined || person.email?.toLowerCase() === email),
  );
}

function one(call: Call, kind: DeskPerson['kind'], json: (person: DeskPerson) => unknown): Answer {
  const person = call.desk.people.get(idParam(call));
  return person?.kind === kind ? ok(json(person)) : notFound;
}

function groups(call: Call): Answer {
  const rows = call.desk.groups;
  return page(call, {
    rows,
    json: ({ id, name, createdAt }) => ({
      id,
      name,
      description: null,
      escalate_to: null,
      unassigned_for: null,
      business_hour_id: null,
      group_type: 'support_agent_group',
      created_at: stamp(createdAt),
      updated_at: stamp(createdAt),
    }),
  });
}
