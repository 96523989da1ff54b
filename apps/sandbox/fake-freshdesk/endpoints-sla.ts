import { parseInstant } from '#core/time.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { invalidValue, ok, ticketParam } from './call.ts';
import type { JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { knownParameters, page } from './paging.ts';
import { ratingJson } from './payload.ts';
import { defaultTargets } from './sla.ts';

/** The account's own promises, its hours, and what customers thought of the answers. */
export const slaEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/sla_policies', adminOnly: true, answer: (call) => ok([defaultPolicy(call)]) },
  { method: 'get', path: '/business_hours', adminOnly: true, answer: (call) => ok([businessHours(call)]) },
  { method: 'get', path: '/surveys/satisfaction_ratings', answer: ratings },
  {
    method: 'get',
    path: '/tickets/:id/satisfaction_ratings',
    answer: (call) => {
      const ticket = ticketParam(call);
      return ok(ticket.ratings.map((rating) => ratingJson(ticket, rating)));
    },
  },
];

function defaultPolicy(call: Call): JsonMap {
  const targets = Object.entries(defaultTargets).map(([priority, { respond, resolve }]) => [
    `priority_${priority}`,
    {
      respond_within: respond,
      resolve_within: resolve,
      next_respond_within: null,
      business_hours: false,
      escalation_enabled: true,
    },
  ]);
  const since = stamp(call.desk.integration.createdAt);
  return {
    id: call.desk.integration.id + 1,
    name: 'Default SLA Policy',
    description: 'default policy',
    active: true,
    is_default: true,
    position: 1,
    sla_target: Object.fromEntries(targets) as JsonMap,
    applicable_to: {},
    escalation: {
      response: {},
      resolution: {},
      reminder_response: {},
      reminder_resolution: {},
      next_response: {},
      reminder_next_response: {},
    },
    created_at: since,
    updated_at: since,
  };
}

/** The zone is a Rails name, the times as recorded. */
function businessHours(call: Call): JsonMap {
  const since = stamp(call.desk.integration.createdAt);
  const day = { start_time: '9:00 am', end_time: '5:30 pm' };
  return {
    id: call.desk.integration.id + 2,
    name: 'Default',
    description: 'Default Business Calendar',
    is_default: true,
    time_zone: 'London',
    business_hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
    created_at: since,
    updated_at: since,
  };
}

function ratings(call: Call): Answer {
  knownParameters(call, ['created_since', 'user_id', 'page', 'per_page']);
  const asked = call.query.get('created_since');
  const since = asked === null ? -Infinity : parseInstant(asked);
  if (since === undefined) throw invalidValue('created_since', 'It should be in the ISO 8601 format');
  const rows = [...call.desk.tickets.values()]
    .flatMap((ticket) => ticket.ratings.map((rating) => ({ ticket, rating })))
    .filter(({ rating }) => rating.createdAt >= since);
  return page(call, { rows, json: ({ ticket, rating }) => ratingJson(ticket, rating) });
}
