import { DAY_MS } from '#core/time.ts';
import type { Instant } from '#core/time.ts';
import type { Crowd, Member } from '../fake-shared/crowd.ts';
import { lazily, membersOf, ticketsPerCustomer } from '../fake-shared/crowd.ts';
import type { AuditEvent, Desk, DeskAudit, DeskTicket, DeskUser, TicketFacts } from './desk.ts';
import { plainVia, ruleVia } from './payload.ts';
import { systemAuthor } from './desk.ts';
import { cleanTags, statusId } from './update.ts';
import { addUser } from './who.ts';

/** A solved ticket is closed after as long, and a closed one archived after as long as that. */
const closedAfterMs = 4 * DAY_MS;
const archivedAfterMs = 120 * DAY_MS;

/** Fills the account with a crowd's tickets, and tells nobody. @returns their ids, the oldest first */
export function seedTickets(desk: Desk, crowd: Crowd): string[] {
  const now = desk.time.now();
  const agent = addUser(desk, { name: 'Sam Seed', email: `sam.seed@${desk.account}.example` }, 'agent');
  const customers = Array.from({ length: Math.max(1, Math.ceil(crowd.tickets / ticketsPerCustomer)) }, (_, index) =>
    addUser(desk, { name: `Customer ${index + 1}`, email: `customer-${index + 1}@crowd.example` }, 'end-user'),
  );
  const ruleId = desk.ids.next();
  const ids: string[] = [];
  for (const member of membersOf(crowd, now)) {
    const customer = customers[Math.floor(member.customer * customers.length)] ?? agent;
    const ticket = seeded(desk, member, { now, agent, customer, ruleId });
    desk.tickets.set(ticket.id, ticket);
    desk.feed.moved(ticket);
    ids.push(String(ticket.id));
  }
  return ids;
}

interface Among {
  readonly now: Instant;
  readonly agent: DeskUser;
  readonly customer: DeskUser;
  readonly ruleId: number;
}

function seeded(desk: Desk, member: Member, among: Among): DeskTicket {
  const { createdAt, lastAt, isSolved } = member;
  const closedAt = isSolved && lastAt + closedAfterMs <= among.now ? lastAt + closedAfterMs : undefined;
  const status = statusOf(member, closedAt !== undefined);
  const tags = cleanTags(member.tags);
  const facts: TicketFacts = {
    status,
    custom_status_id: statusId(desk, status),
    priority: null,
    type: null,
    assignee_id: status === 'new' ? null : among.agent.id,
    group_id: desk.groups.keys().next().value ?? null,
    external_id: null,
    satisfaction_score: 'unoffered',
    subject: member.subject,
    requester_id: among.customer.id,
  };
  const audits = lazily(auditsOf(desk, member, { ...among, facts, tags, closedAt }));
  const updatedAt = closedAt ?? lastAt;
  return {
    id: desk.ids.ticket(),
    facts,
    description: member.text,
    submitterId: among.customer.id,
    recipient: null,
    tags,
    values: new Map(),
    via: plainVia('web'),
    createdAt,
    updatedAt,
    generatedAt: updatedAt,
    archived: closedAt !== undefined && closedAt + archivedAfterMs <= among.now,
    scrubbed: false,
    get audits() {
      return audits();
    },
    hasPublicComment: true,
    followups: [],
    indexed: [{ at: createdAt, status, tags }],
  };
}

function statusOf({ isSolved, replyCount }: Member, isClosed: boolean): TicketFacts['status'] {
  if (isClosed) return 'closed';
  if (isSolved) return 'solved';
  return replyCount > 0 ? 'open' : 'new';
}

interface Story extends Among {
  readonly facts: TicketFacts;
  readonly tags: readonly string[];
  readonly closedAt: Instant | undefined;
}

/** Reserves the numbers of all audits and events now, so that they are in order whenever they are made. */
function auditsOf(desk: Desk, member: Member, story: Story): () => DeskAudit[] {
  const firstId = desk.ids.next();
  const step = desk.ids.next() - firstId;
  for (let more = 2; more < 10 + 4 * member.replyCount; more += 1) desk.ids.next();
  return () => {
    let id = firstId;
    const nextId = (): number => {
      const own = id;
      id += step;
      return own;
    };
    const audits = [opening(member, story, nextId)];
    const replies = member.replies();
    for (const [index, reply] of replies.entries()) {
      const author = reply.isByRequester ? story.customer.id : story.agent.id;
      const events: AuditEvent[] = [
        { id: nextId(), type: 'Comment', authorId: author, body: reply.text, public: true },
      ];
      if (index === 0) {
        const value = String(story.agent.id);
        events.push({ id: nextId(), type: 'Change', field: 'assignee_id', value, previous: null });
        events.push({ id: nextId(), type: 'Change', field: 'status', value: 'open', previous: 'new' });
      }
      if (member.isSolved && index === replies.length - 1) {
        events.push({ id: nextId(), type: 'Change', field: 'status', value: 'solved', previous: 'open' });
      }
      audits.push({ id: nextId(), at: reply.at, authorId: author, via: plainVia('web'), custom: {}, events });
    }
    if (story.closedAt !== undefined) audits.push(closing(story, story.closedAt, nextId));
    return audits;
  };
}

function opening(member: Member, { facts, tags, customer }: Story, nextId: () => number): DeskAudit {
  const created: readonly (readonly [string, unknown])[] = [
    ['subject', facts.subject],
    ['status', 'new'],
    ['requester_id', String(facts.requester_id)],
    ['priority', null],
    ['type', null],
    ...(tags.length > 0 ? [['tags', tags] as const] : []),
  ];
  const events: AuditEvent[] = [
    { id: nextId(), type: 'Comment', authorId: customer.id, body: member.text, public: true },
    ...created.map(([field, value]) => ({ id: nextId(), type: 'Create' as const, field, value })),
  ];
  return { id: nextId(), at: member.createdAt, authorId: customer.id, via: plainVia('web'), custom: {}, events };
}

function closing({ ruleId }: Story, at: Instant, nextId: () => number): DeskAudit {
  const via = ruleVia(ruleId, 'Close ticket 4 days after status is set to solved', 'automation');
  const events: AuditEvent[] = [{ id: nextId(), type: 'Change', field: 'status', value: 'closed', previous: 'solved' }];
  return { id: nextId(), at, authorId: systemAuthor, via, custom: {}, events };
}
