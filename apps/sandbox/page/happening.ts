import type { Instant } from '#core/time.ts';
import type { SandboxChannel, SandboxComment, SandboxReply, SandboxState, SandboxTicket } from '../model.ts';
import { cut } from './words.ts';

/** One sentence about what just happened. */
export interface Happening {
  readonly at: Instant;
  readonly words: string;
  /** Key of the ticket it is about. */
  readonly ticket?: string | undefined;
  /** How much a newcomer should see it: 0 small talk, 1 a person acts, 2 Recourse recognises, 3 alerts and presses. */
  readonly weight: 0 | 1 | 2 | 3;
}

/** Tells tickets apart on the page. */
export function keyOf(ticket: Pick<SandboxTicket, 'platform' | 'account' | 'id'>): string {
  return `${ticket.platform}:${ticket.account}:${ticket.id}`;
}

/** The instant in a chat message's `ts`. */
export function postedAt(ts: string): Instant {
  return Math.round(Number(ts) * 1000);
}

/** What happened between two states, oldest first. Without a `before`, all there is. */
export function happenings(before: SandboxState | undefined, after: SandboxState): readonly Happening[] {
  const old = new Map(before?.tickets.map((ticket) => [keyOf(ticket), ticket]));
  const oldChannels = new Map(before?.channels.map((channel) => [channel.id, channel]));
  return [
    ...after.tickets.flatMap((ticket) => ticketNews(old.get(keyOf(ticket)), ticket)),
    ...after.channels.flatMap((channel) => channelNews(oldChannels.get(channel.id), channel, after.tickets)),
    ...serverNews(before, after),
  ].sort((one, other) => one.at - other.at || one.weight - other.weight);
}

function ticketNews(before: SandboxTicket | undefined, ticket: SandboxTicket): readonly Happening[] {
  const key = keyOf(ticket);
  const name = `#${ticket.id}`;
  const updatedAt = Date.parse(ticket.updatedAt);
  const said = ticket.comments.slice(before?.comments.length ?? 0);
  const noted = said.findLast(({ role }) => role === 'automatic');
  const added = ticket.tags.filter((tag) => before?.tags.includes(tag) !== true);
  const pressed = ticket.ledger.slice(before?.ledger.length ?? 0).filter(({ kind }) => kind === 'pressed');
  const status = before === undefined || before.status === ticket.status ? undefined : ticket.status;
  return [
    ...said.flatMap((comment) => commentNews(comment, ticket, comment === ticket.comments[0])),
    ...added.flatMap((tag) => {
      const words = tagNews(tag, name);
      const at = noted === undefined ? updatedAt : Date.parse(noted.at);
      return words === undefined ? [] : [{ at, words, ticket: key, weight: 2 as const }];
    }),
    ...pressed.map(({ at, by, action }) => ({
      at: Date.parse(at),
      words: `${by ?? 'Somebody'} ${pressWords[action ?? ''] ?? 'pressed a button on'} the alert about ${name}; the ticket shows it`,
      ticket: key,
      weight: 3 as const,
    })),
    ...(status === undefined
      ? []
      : [{ at: updatedAt, words: `${name} is now ${status}`, ticket: key, weight: 0 as const }]),
  ];
}

const pressWords: Readonly<Record<string, string>> = {
  acknowledge: 'acknowledged',
  take: 'took on',
  escalate: 'escalated',
  snooze: 'snoozed',
};

function tagNews(tag: string, name: string): string | undefined {
  if (tag.endsWith('_complaint')) return `Recourse recognised ${name} as a complaint and started its clocks`;
  if (tag.endsWith('_possible'))
    return `${name} may be a complaint: Recourse asks a person, and treats it as one until then`;
  return undefined;
}

function commentNews(comment: SandboxComment, ticket: SandboxTicket, first: boolean): readonly Happening[] {
  const at = Date.parse(comment.at);
  const about = { at, ticket: keyOf(ticket) };
  const name = `#${ticket.id}`;
  if (first)
    return [{ ...about, weight: 0, words: `${comment.author} wrote in: “${cut(ticket.subject, 60)}” (${name})` }];
  if (comment.role === 'automatic') {
    return comment.public ? [{ ...about, weight: 0, words: `An automatic reply went out on ${name}` }] : [];
  }
  if (comment.role !== 'agent') return [{ ...about, weight: 1, words: `${comment.author} wrote again on ${name}` }];
  if (!comment.public) return [{ ...about, weight: 1, words: `${comment.author} left an internal note on ${name}` }];
  return [{ ...about, weight: 1, words: `${comment.author} replied in public on ${name}` }];
}

function channelNews(
  before: SandboxChannel | undefined,
  channel: SandboxChannel,
  tickets: readonly SandboxTicket[],
): readonly Happening[] {
  const seen = new Set(before?.messages.flatMap((message) => [message.ts, ...message.replies.map(({ ts }) => ts)]));
  return channel.messages.flatMap((message) => {
    const told = (one: SandboxReply, verb: string): readonly Happening[] => {
      if (seen.has(one.ts)) return [];
      const words = `Slack ${verb} #${channel.name}: ${cut(plainWords(one.text), 110)}`;
      return [{ at: postedAt(one.ts), words, ticket: ticketOf(one, channel, tickets), weight: 3 }];
    };
    return [...told(message, 'told'), ...message.replies.flatMap((reply) => told(reply, 'alerted'))];
  });
}

/** The ticket a message speaks of: by what the ledger remembers, else by its address in the message. */
export function ticketOf(
  message: SandboxReply,
  channel: SandboxChannel,
  tickets: readonly SandboxTicket[],
): string | undefined {
  const posted = JSON.stringify(message.blocks);
  const found =
    tickets.find(({ ledger }) =>
      ledger.some(
        (line) => line.message === message.ts && (line.channel === channel.id || line.channel === channel.name),
      ),
    ) ?? tickets.find(({ url }) => posted.includes(`${url}|`) || posted.includes(`${url}"`));
  return found === undefined ? undefined : keyOf(found);
}

/** A fallback text without its markup and pictures: links to their words, the three entities to their characters. */
export function plainWords(text: string): string {
  return text
    .replaceAll(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll(/<([^<>|]*)>/g, '$1')
    .replaceAll(/[*_~`]/g, '')
    .replaceAll(/\p{Extended_Pictographic}\uFE0F?\s*/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function serverNews(before: SandboxState | undefined, after: SandboxState): readonly Happening[] {
  const at = Date.parse(after.now);
  if (before === undefined || before.server.state === after.server.state) return [];
  if (after.server.state === 'down') {
    return [
      {
        at,
        weight: 3,
        words: 'The plug is pulled: Recourse is gone, with its memory. The tickets remember everything',
      },
    ];
  }
  if (after.server.state === 'starting')
    return [{ at, weight: 1, words: 'Recourse is starting, with nothing carried over' }];
  return [{ at, weight: 3, words: 'Recourse is up again: it read the tickets and goes on where it was' }];
}
