import type { Aside, AsideMessage, Participant } from './asides.ts';
import { newAside, speakAside } from './asides.ts';
import type { Answer, Call, Endpoint } from './call.ts';
import { badRequest, isMap, notFound, numberOf, ok, Refused, textOf, ticketParam } from './call.ts';
import type { DeskTicket, JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import { forbidden } from './only-admins.ts';

/** Side conversations of a ticket, where the account has the add-on for them. */
export const asideEndpoints: readonly Endpoint[] = [
  { method: 'get', path: '/tickets/:id/side_conversations', answer: withAddOn(list) },
  { method: 'post', path: '/tickets/:id/side_conversations', answer: withAddOn(begin) },
  { method: 'get', path: '/tickets/:id/side_conversations/:aside', answer: withAddOn(show) },
  { method: 'put', path: '/tickets/:id/side_conversations/:aside', answer: withAddOn(change) },
  { method: 'post', path: '/tickets/:id/side_conversations/:aside/reply', answer: withAddOn(reply) },
];

function withAddOn(answer: Endpoint['answer']): Endpoint['answer'] {
  return (call) => (call.desk.features.sideConversations ? answer(call) : forbidden);
}

function list(call: Call): Answer {
  const ticket = ticketParam(call);
  const all = ticket.asides ?? [];
  const events = call.query.get('include') === 'side_conversation_events' ? all.flatMap(eventsJson) : undefined;
  return ok({
    side_conversations: all.map((aside) => asideJson(call, ticket, aside)),
    ...(events === undefined ? {} : { side_conversation_events: events }),
    next_page: null,
    previous_page: null,
    count: all.length,
  });
}

function begin(call: Call): Answer {
  const ticket = ticketParam(call);
  const asked = messageOf(call);
  const { external_ids: externalIds } = call.body;
  if (isMap(externalIds) && Object.values(externalIds).some((id) => typeof id !== 'string')) {
    throw badRequest('InvalidValue', 'external_ids values must be strings');
  }
  const subject = textOf(asked.raw['subject']) ?? ticket.facts.subject;
  const aside = newAside(call.desk, subject, isMap(externalIds) ? (externalIds as Record<string, string>) : {});
  speakAside(call.desk, ticket, { aside, message: asked.message });
  return { status: 201, body: { side_conversation: asideJson(call, ticket, aside) } };
}

function show(call: Call): Answer {
  const ticket = ticketParam(call);
  return ok({ side_conversation: asideJson(call, ticket, asideParam(call, ticket)) });
}

function change(call: Call): Answer {
  const ticket = ticketParam(call);
  const aside = asideParam(call, ticket);
  const asked = isMap(call.body['side_conversation']) ? call.body['side_conversation'] : {};
  const { state, subject } = asked;
  if (state === 'open' || state === 'closed') {
    aside.state = state;
    aside.stateUpdatedAt = call.desk.time.now();
  }
  aside.subject = textOf(subject) ?? aside.subject;
  return ok({ side_conversation: asideJson(call, ticket, aside) });
}

function reply(call: Call): Answer {
  const ticket = ticketParam(call);
  const aside = asideParam(call, ticket);
  speakAside(call.desk, ticket, { aside, message: messageOf(call).message });
  return { status: 201, body: { side_conversation: asideJson(call, ticket, aside) } };
}

function asideParam(call: Call, ticket: DeskTicket): Aside {
  const aside = ticket.asides?.find(({ id }) => id === call.params['aside']);
  if (aside === undefined) throw new Refused(notFound);
  return aside;
}

/** Whom it is for has to be said every time. @throws {Refused} 400 */
function messageOf(call: Call): { readonly raw: JsonMap; readonly message: Omit<AsideMessage, 'at'> } {
  const raw = isMap(call.body['message']) ? call.body['message'] : {};
  const to = Array.isArray(raw['to']) ? raw['to'].filter(isMap).map(participantOf) : [];
  const body = textOf(raw['body']) ?? textOf(raw['html_body'])?.replaceAll(/<[^<>]*>/g, '');
  if (to.length === 0 || body === undefined) throw badRequest('InvalidValue', 'A message needs a body and recipients');
  return { raw, message: { from: caller(call), to, body } };
}

function caller({ user, desk }: Call): Participant {
  const { id, email, name } = user ?? desk.integration;
  return { userId: id, email, name };
}

function participantOf(raw: JsonMap): Participant {
  return {
    userId: numberOf(raw['user_id']) ?? null,
    email: textOf(raw['email']) ?? null,
    name: textOf(raw['name']) ?? null,
  };
}

function asideJson(call: Call, ticket: DeskTicket, aside: Aside): JsonMap {
  const last = aside.messages.at(-1);
  const participants = aside.messages.flatMap(({ from, to }) => [from, ...to]);
  return {
    id: aside.id,
    ticket_id: ticket.id,
    url: `${call.base}/tickets/${ticket.id}/side_conversations/${aside.id}`,
    subject: aside.subject,
    preview_text: last?.body.slice(0, 100) ?? '',
    state: aside.state,
    participants: [
      ...new Map(participants.map((one) => [`${one.userId} ${one.email}`, participantJson(one)])).values(),
    ],
    created_at: stamp(aside.createdAt),
    updated_at: stamp(Math.max(last?.at ?? 0, aside.stateUpdatedAt)),
    message_added_at: stamp(last?.at ?? aside.createdAt),
    state_updated_at: stamp(aside.stateUpdatedAt),
    external_ids: aside.externalIds,
  };
}

function eventsJson({ id, messages }: Aside): JsonMap[] {
  return messages.map((message, n) => ({
    id: `${id}-${n}`,
    side_conversation_id: id,
    type: n === 0 ? 'create' : 'reply',
    actor: participantJson(message.from),
    via: 'support',
    created_at: stamp(message.at),
    message: { body: message.body, to: message.to.map(participantJson), from: participantJson(message.from) },
  }));
}

function participantJson({ userId, email, name }: Participant): JsonMap {
  return { user_id: userId, name, email };
}
