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
  const lower = word?.toLowerCase();
  return words.find((known) => known === lower);
}

/** REST words, webhook words and the numbers of the via types table, by the way the ticket came. */
const channelWords: Readonly<
  Record<Exclude<Channel, 'other' | 'inPerson' | 'letter' | 'regulatorPortal'>, readonly string[]>
> = {
  email: ['email', 'mail', '4'],
  web: [
    'web',
    'web_form',
    'web_widget',
    'mobile',
    'mobile_sdk',
    'help_center',
    'forum',
    'topic',
    'closed_ticket',
    '0',
    '24',
    '27',
  ],
  phone: ['voice', 'phone', 'voicemail', 'phone_call_inbound', 'phone_call_outbound', '33', '34', '35'],
  chat: [
    'chat',
    'native_messaging',
    'web_messaging',
    'messaging',
    'whatsapp',
    'line',
    'wechat',
    'telegram',
    'viber',
    'sms',
    'text_message',
    '29',
    '37',
  ],
  social: [
    'facebook',
    'twitter',
    'twitter_dm',
    'twitter_like',
    'instagram_dm',
    'google_business_messages',
    'any_channel',
    '23',
    '26',
    '30',
    '38',
  ],
  api: ['api', 'web_service', 'ticket_sharing', '5', '31'],
};

const channelOfWord = new Map(
  Object.entries(channelWords).flatMap(([channel, words]) => words.map((word) => [word, channel as Channel] as const)),
);

export function channelOf(via: Via): Channel {
  return channelOfWord.get(via.channel ?? '') ?? 'other';
}

/** Channels by which no person acts: business rules, bots, the system. 8 is rule; 19 is merge, whose words are Zendesk's. */
const automaticChannels: ReadonlySet<string> = new Set([
  'rule',
  'trigger',
  'automation',
  'system',
  'merge',
  'answer_bot',
  'answer_bot_api',
  'bot',
  'ai_agent',
  'auto_reply',
  'sample_ticket',
  '8',
  '19',
]);
const automaticRelations: ReadonlySet<string> = new Set(['trigger', 'automation', 'merge', 'sla_target_missed']);

/** Whether something was done by a rule, a bot or the system rather than by the person whose name it bears. */
export function isAutomatic(via: Via): boolean {
  return automaticChannels.has(via.channel ?? '') || automaticRelations.has(via.rel ?? '');
}
