import type { Desk, DeskPerson, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';

export function agentJson(desk: Desk, person: DeskPerson): JsonMap {
  const at = stamp(person.createdAt);
  return {
    available: true,
    occasional: false,
    id: person.id,
    ticket_scope: desk.switches().ticketScope,
    created_at: at,
    updated_at: at,
    last_active_at: null,
    available_since: null,
    type: 'support_agent',
    deactivated: false,
    group_ids: desk.groups.map(({ id }) => id),
    role_ids: [person.isAdmin ? 1 : 2],
    signature: null,
    contact: {
      active: true,
      email: person.email,
      job_title: null,
      language: 'en',
      last_login_at: null,
      mobile: null,
      name: person.name,
      phone: null,
      time_zone: 'London',
      created_at: at,
      updated_at: at,
    },
  };
}

export function contactJson(person: DeskPerson): JsonMap {
  const at = stamp(person.createdAt);
  return {
    active: false,
    address: null,
    company_id: null,
    description: null,
    email: person.email,
    id: person.id,
    job_title: null,
    language: 'en',
    mobile: null,
    name: person.name,
    phone: null,
    time_zone: 'London',
    twitter_id: null,
    custom_fields: {},
    facebook_id: null,
    created_at: at,
    updated_at: at,
    csat_rating: null,
    preferred_source: null,
    unique_external_id: null,
  };
}
