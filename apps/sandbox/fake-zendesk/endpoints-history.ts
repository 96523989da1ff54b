import type { Answer, Call, Endpoint } from './call.ts';
import { idParam, notFound, ok, Refused, ticketParam } from './call.ts';
import { guard } from './endpoints-tickets.ts';
import { noteAct } from './note-write.ts';
import { page } from './paging.ts';
import { auditJson, commentJson, commentsOf } from './payload.ts';
import { usersOf } from './sideload.ts';
import { touch } from './change.ts';

/** What was said on a ticket and what was changed. */
export const historyEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/tickets/:id/comments', answer: comments },
  { method: 'put', path: '/tickets/:id/comments/:comment/make_private', answer: makePrivate },
  { method: 'get', path: '/tickets/:id/audits', answer: audits },
  { method: 'get', path: '/tickets/:id/audits/:audit', answer: oneAudit },
];

function comments(call: Call): Answer {
  const ticket = ticketParam(call);
  const oldestFirst = commentsOf(ticket);
  const rows = newestFirst(call) ? oldestFirst.toReversed() : oldestFirst;
  const path = `/tickets/${ticket.id}/comments.json`;
  const listed = page(call, { name: 'comments', path, rows, id: ({ event }) => event.id, json: commentJson });
  const users = usersOf(
    call,
    rows.map(({ event }) => event.authorId),
  );
  return ok({ ...listed, ...(call.query.get('include') === 'users' ? { users } : {}) });
}

function audits(call: Call): Answer {
  const ticket = ticketParam(call);
  const rows = newestFirst(call) ? ticket.audits.toReversed() : ticket.audits;
  const path = `/tickets/${ticket.id}/audits.json`;
  return ok(
    page(call, { name: 'audits', path, rows, id: (audit) => audit.id, json: (audit) => auditJson(ticket, audit) }),
  );
}

function newestFirst(call: Call): boolean {
  return call.query.get('sort_order') === 'desc' || call.query.get('sort') === '-created_at';
}

function oneAudit(call: Call): Answer {
  const ticket = ticketParam(call);
  const audit = ticket.audits.find((audit) => audit.id === idParam(call, 'audit'));
  return audit === undefined ? notFound : ok({ audit: auditJson(ticket, audit) });
}

/** One way: what was made private stays so. */
function makePrivate(call: Call): Answer {
  const ticket = ticketParam(call);
  guard(ticket, {});
  const found = commentsOf(ticket).find(({ event }) => event.id === idParam(call, 'comment'));
  if (found === undefined) throw new Refused(notFound);
  found.event.public = false;
  ticket.hasPublicComment = commentsOf(ticket).some(({ event }) => event.public);
  noteAct(call.desk, ticket, 'comment edited', found.event);
  touch(call.desk, ticket);
  return ok({});
}
