import { priorities, ticketStatuses } from '#core/ticket.ts';
import type { Channel, Priority, TicketStatus } from '#core/ticket.ts';
import type { RawTicket } from './payload.ts';
import type { Via } from './via.ts';

/**
 * A Zendesk status in our words. One that is not known is read by the category of the ticket's custom status where that
 * is, and is otherwise open: a complaint must not vanish behind a word that Zendesk adds.
 */
export function statusOf(word: string | undefined, categoryIfUnknown?: string): TicketStatus {
  const known = oneOf(ticketStatuses, word);
  if (known !== undefined) return known;
  if (word?.toLowerCase() === 'archived') return 'closed';
  if (word?.toLowerCase() === 'scrubbed') return 'deleted';
  return oneOf(ticketStatuses, categoryIfUnknown) ?? 'open';
}

/** The category of a custom status by its id, among those that were read. */
export function statusCategory(raw: RawTicket, id: string | undefined): string | undefined {
  return raw.customStatuses?.find((status) => status.id === id)?.status_category;
}

export function priorityOf(word: string | undefined): Priority | undefined {
  return oneOf(priorities, word);
}

function oneOf<T extends string>(words: readonly T[], word: string | undefined): T | undefined {
  if (word === undefined) return undefined;
  // As it stands first: nearly all come in small letters.
  for (const known of words) if (known === word) return known;
  const lower = word.toLowerCase();
  return words.find((known) => known === lower);
}

/**
 * REST words, webhook words and the numbers of the via types table, by the way the ticket came.
 *
 * @see https://developer.zendesk.com/documentation/ticketing/reference-guides/via-types/
 */
const channelWords: Readonly<Record<Exclude<Channel, 'other' | 'inPerson' | 'letter' | 'regulatorPortal'>, string>> = {
  email: 'email mail mailgun 4 76',
  web: 'web web_form web_widget mobile mobile_sdk help_center forum topic closed_ticket 0 17 20 24 27 42 48 49 50 56',
  phone: 'voice phone voicemail phone_call_inbound phone_call_outbound 33 34 35',
  chat: [
    'chat chat_transcript native_messaging web_messaging messaging sunshine_conversations_api 29 75 87 90',
    'whatsapp line wechat telegram viber kakaotalk apple_business_chat business_messaging_slack_connect',
    '72 73 74 79 81 83 85 91',
    'sms text_message messagebird_sms twilio_sms google_rcs 37 57 77 80 82',
    'answer_bot_for_web_widget answer_bot_for_sdk answer_bot_for_slack answer_bot_api 64 65 66 67',
  ].join(' '),
  social: [
    'facebook twitter twitter_dm twitter_like instagram_dm google_business_messages any_channel',
    'sunshine_conversations_facebook_messenger sunshine_conversations_twitter_dm',
    '23 26 30 38 41 55 78 84 86 88',
  ].join(' '),
  api: 'api web_service ticket_sharing 5 31 36 39 40 44 45 46',
};

const channelOfWord = new Map(
  Object.entries(channelWords).flatMap(([channel, words]) =>
    words.split(' ').map((word) => [word, channel as Channel] as const),
  ),
);

export function channelOf(via: Via): Channel {
  return channelOfWord.get(via.channel ?? '') ?? 'other';
}

/** Channels by which no person acts: business rules and the system. 8 and 62 are rules; 19 is merge, whose words are Zendesk's. */
const automaticChannels: ReadonlySet<string> = new Set([
  'rule',
  'trigger',
  'automation',
  'system',
  'merge',
  'auto_reply',
  'sample_ticket',
  '8',
  '19',
  '51',
  '52',
  '62',
]);
const automaticRelations: ReadonlySet<string> = new Set(['trigger', 'automation', 'merge', 'sla_target_missed']);

/** Whether something was done by a rule or the system rather than by the person whose name it bears. */
export function isAutomatic(via: Via): boolean {
  return automaticChannels.has(via.channel ?? '') || automaticRelations.has(via.rel ?? '');
}

const botChannels: ReadonlySet<string> = new Set(['answer_bot', 'bot', 'ai_agent', '63', '64', '65', '66', '67']);

/** Whether a bot took part. What bears the complainant's name was all the same written by them: to the bot. */
export function isByBot({ channel = '' }: Via): boolean {
  return botChannels.has(channel) || channel.startsWith('answer_bot_');
}

/** Whether it belongs to what agents discuss aside with others, beside the ticket: nothing of it reaches the complainant. */
export function isAside({ channel }: Via): boolean {
  return channel === 'side_conversation' || channel === '69';
}
