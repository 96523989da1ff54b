import type { Desk, DeskTicket, FieldValue, TicketFacts } from './desk.ts';
import type { By, TicketUpdate } from './update.ts';
import { cleanTags, statusId } from './update.ts';

/** A requester's word brings a ticket back from these. */
const waking: ReadonlySet<string> = new Set(['pending', 'hold', 'solved']);

/**
 * What the account adds to an update on its own, in the same save: a requester who writes again opens the ticket, an
 * assigned ticket is no longer new, a solved one has an assignee, the custom status follows the status, and a
 * dropdown's value and its tag keep together.
 *
 * @param ticket  `undefined` for one that is being created
 */
export function withConsequences(
  desk: Desk,
  ticket: DeskTicket | undefined,
  asked: TicketUpdate,
  by: By,
): TicketUpdate {
  const status = nextStatus(desk, ticket, asked, by);
  const facts: Partial<TicketFacts> = {
    ...asked.facts,
    ...(status === undefined ? {} : { status, custom_status_id: statusId(desk, status) }),
    ...solvedBy(desk, ticket, { asked, by, status }),
  };
  const { tags, values } = taggersInStep(desk, ticket, asked);
  return {
    ...(asked.comment === undefined ? {} : { comment: asked.comment }),
    facts,
    ...(tags === undefined ? {} : { tags: cleanTags(tags) }),
    ...(values === undefined ? {} : { values }),
  };
}

function nextStatus(
  desk: Desk,
  ticket: DeskTicket | undefined,
  asked: TicketUpdate,
  by: By,
): TicketFacts['status'] | undefined {
  const { status, custom_status_id: custom, assignee_id: assignee } = asked.facts ?? {};
  if (status !== undefined) return status;
  const chosen = desk.statuses.find((row) => row.id === custom);
  if (chosen !== undefined) return chosen.category;
  const held = ticket?.facts.status ?? 'new';
  if (held === 'new' && typeof assignee === 'number') return 'open';
  return waking.has(held) && isByRequester(ticket, asked, by) ? 'open' : undefined;
}

function isByRequester(ticket: DeskTicket | undefined, asked: TicketUpdate, by: By): boolean {
  const author = asked.comment?.authorId ?? by.author;
  return asked.comment !== undefined && author === ticket?.facts.requester_id;
}

function solvedBy(
  desk: Desk,
  ticket: DeskTicket | undefined,
  saved: { readonly asked: TicketUpdate; readonly by: By; readonly status: string | undefined },
): Partial<TicketFacts> {
  const assignee = saved.asked.facts?.assignee_id ?? ticket?.facts.assignee_id ?? null;
  if (saved.status !== 'solved' || assignee !== null) return {};
  const author = desk.users.get(saved.by.author);
  return author === undefined || author.role === 'end-user' ? {} : { assignee_id: author.id };
}

function taggersInStep(
  desk: Desk,
  ticket: DeskTicket | undefined,
  asked: TicketUpdate,
): Pick<TicketUpdate, 'tags' | 'values'> {
  const taggers = [...desk.fields.values()].filter(({ type }) => type === 'tagger' || type === 'multiselect');
  if (taggers.length === 0) return asked;
  const tags = new Set(asked.tags ?? ticket?.tags ?? []);
  const values = new Map<number, FieldValue>(asked.values);
  for (const { id } of taggers) {
    const held = chosenIn(ticket?.values.get(id));
    const wanted = values.get(id);
    if (wanted !== undefined) {
      for (const value of held) tags.delete(value);
      for (const value of chosenIn(wanted)) tags.add(value);
    } else if (held.some((value) => !tags.has(value))) {
      const left = held.filter((value) => tags.has(value));
      values.set(id, left.length === 0 ? null : left);
    }
  }
  return { tags: [...tags], values };
}

/** The values of a dropdown, one or several. */
function chosenIn(value: FieldValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
