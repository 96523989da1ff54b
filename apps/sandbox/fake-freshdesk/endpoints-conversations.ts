import type { Answer, Call, Endpoint, FieldError } from './call.ts';
import {
  idParam,
  noContent,
  notAllowed,
  notFound,
  ok,
  Refused,
  textOf,
  ticketParam,
  validationFailed,
  writableTicket,
} from './call.ts';
import { say } from './change.ts';
import type { Conversation, DeskPerson, DeskTicket } from './desk.ts';
import { noteEvent } from './merge.ts';
import { noteAct } from './note-write.ts';
import { knownParameters, page } from './paging.ts';
import { conversationJson, listedConversations } from './payload.ts';
import { answer as answerRequester } from './people.ts';
import { touch } from './sla.ts';

/** What is said below a ticket's own text. Only notes can be edited. */
export const conversationEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/tickets/:id/conversations', answer: list },
  { method: 'get', path: '/tickets/archived/:id/conversations', answer: listArchived },
  { method: 'post', path: '/tickets/:id/notes', answer: addNote },
  { method: 'post', path: '/tickets/:id/reply', answer: reply },
  { method: 'put', path: '/conversations/:id', answer: edit },
  { method: 'delete', path: '/conversations/:id', answer: remove },
];

function list(call: Call): Answer {
  const ticket = ticketParam(call);
  const { deletedConversations } = call.desk.switches();
  if ((ticket.deleted || ticket.spam) && deletedConversations !== 200) {
    const body = { code: 'access_denied', message: 'You are not authorized to perform this action.' };
    return deletedConversations === 403 ? { status: 403, body } : notFound;
  }
  return pageOf(call, ticket);
}

function listArchived(call: Call): Answer {
  const ticket = call.desk.tickets.get(idParam(call));
  return ticket === undefined || !ticket.archived ? notFound : pageOf(call, ticket);
}

function pageOf(call: Call, ticket: DeskTicket): Answer {
  knownParameters(call, ['page', 'per_page']);
  return page(call, { rows: listedConversations(call, ticket), json: conversationJson });
}

const noteKeys = ['body', 'private', 'incoming', 'user_id', 'notify_emails'];

/** Private unless asked otherwise. */
function addNote(call: Call): Answer {
  const ticket = writableTicket(call, 'POST');
  const body = bodyText(call, noteKeys);
  const isPrivate = call.body['private'] !== false;
  const conversation = say(
    call.desk,
    ticket,
    { body, incoming: call.body['incoming'] === true, private: isPrivate, source: 2, userId: author(call).id },
    noteEvent(isPrivate),
  );
  return { status: 201, body: conversationJson(conversation), headers: { location: locationOf(call, conversation) } };
}

const replyKeys = ['body', 'from_email', 'user_id', 'cc_emails', 'bcc_emails'];

function reply(call: Call): Answer {
  const ticket = writableTicket(call, 'POST');
  const body = bodyText(call, replyKeys);
  const conversation = answerRequester(call.desk, ticket, { by: author(call), body });
  return { status: 201, body: conversationJson(conversation), headers: { location: locationOf(call, conversation) } };
}

function edit(call: Call): Answer {
  const { conversation, ticket } = noteParam(call, 'PUT');
  conversation.body = bodyText(call, ['body']);
  conversation.updatedAt = call.desk.time.now();
  noteAct(call.desk, ticket, 'comment edited', conversation);
  edited(call, ticket);
  return ok(conversationJson(conversation));
}

function remove(call: Call): Answer {
  const { conversation, ticket } = noteParam(call, 'DELETE');
  ticket.conversations.splice(ticket.conversations.indexOf(conversation), 1);
  noteAct(call.desk, ticket, 'comment removed', conversation);
  edited(call, ticket);
  return noContent;
}

function edited(call: Call, ticket: DeskTicket): void {
  if (call.desk.switches().noteEditMovesUpdatedAt) touch(call.desk, ticket);
  else call.desk.happened({ ticket, event: undefined });
}

function noteParam(call: Call, method: string): { readonly conversation: Conversation; readonly ticket: DeskTicket } {
  const found = call.desk.conversations.get(idParam(call));
  const ticket = found === undefined ? undefined : call.desk.tickets.get(found.ticketId);
  if (found === undefined || ticket === undefined || !ticket.conversations.includes(found)) throw new Refused(notFound);
  if (ticket.archived) throw new Refused(notFound);
  if (ticket.deleted || ticket.spam || found.source !== 2) throw notAllowed(method);
  return { conversation: found, ticket };
}

/** @throws {Refused} 400 without a text, or with a key that does not belong there */
function bodyText(call: Call, known: readonly string[]): string {
  const errors: FieldError[] = Object.keys(call.body)
    .filter((key) => !known.includes(key))
    .map((field) => ({ field, message: 'Unexpected/invalid field in request', code: 'invalid_field' }));
  const body = textOf(call.body['body']) ?? '';
  if (body.trim() === '') errors.push({ field: 'body', message: 'It should be a/an String', code: 'missing_field' });
  if (errors.length > 0) throw validationFailed(errors);
  return body;
}

/** Who speaks: the key's own agent unless the body names another. */
function author(call: Call): DeskPerson {
  const asked = call.body['user_id'];
  if (asked === undefined) return call.agent;
  const person = typeof asked === 'number' ? call.desk.people.get(asked) : undefined;
  if (person !== undefined) return person;
  throw validationFailed([
    { field: 'user_id', message: 'There is no matching record for user_id', code: 'invalid_value' },
  ]);
}

function locationOf(call: Call, { id }: Conversation): string {
  return `${call.base}/conversations/${id}`;
}
