import type { Answer, Call, Endpoint } from './call.ts';
import { notFound, ok } from './call.ts';
import { stamp } from './desk.ts';
import { forbidden, onlyAdmins } from './only-admins.ts';

/** What comes with a plan: SLA policies and schedules; and what the token that asks may do. */
export const planEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/slas/policies', answer: onlyAdmins(policies) },
  { method: 'get', path: '/business_hours/schedules', answer: schedules },
  { method: 'get', path: '/business_hours/schedules/:id/holidays', answer: holidays },
  { method: 'get', path: '/oauth/tokens/current', answer: currentToken },
];

function policies({ desk }: Call): Answer {
  if (!desk.features.slas) return forbidden;
  return ok({ sla_policies: [], next_page: null, previous_page: null, count: 0 });
}

/** The zone is a Rails name; minutes count from Sunday, as recorded. */
function schedules({ desk }: Call): Answer {
  if (!desk.features.schedules) return forbidden;
  const intervals = [1, 2, 3, 4, 5].map((day) => ({ start_time: day * 1440 + 540, end_time: day * 1440 + 1050 }));
  const at = stamp(desk.integration.createdAt);
  const schedule = {
    id: desk.formId + 1,
    name: 'Office',
    time_zone: 'London',
    intervals,
    created_at: at,
    updated_at: at,
  };
  return ok({ schedules: [schedule] });
}

/** Whole dates, both included. */
function holidays({ desk, params }: Call): Answer {
  if (!desk.features.schedules) return forbidden;
  if (params['id'] !== String(desk.formId + 1)) return notFound;
  const closed = { id: desk.formId + 3, name: 'Christmas', start_date: '2026-12-24', end_date: '2026-12-26' };
  return ok({ holidays: [closed] });
}

/** Only an OAuth token has a record of its own. */
function currentToken({ desk, user, scopes }: Call): Answer {
  if (scopes === undefined) return notFound;
  return ok({ token: { id: desk.formId + 2, scopes, user_id: user?.id ?? null } });
}
