import { priorities } from '#core/ticket.ts';
import type { Channel, Priority, TicketStatus } from '#core/ticket.ts';
import type { RawTicketField } from './payload.ts';
import { sourceNamed } from './source-words.ts';
import { statusNamed } from './status-words.ts';

/** The labels an account gives to the integers it keeps statuses and sources as. */
export interface Labels {
  readonly statuses: ReadonlyMap<number, string>;
  readonly sources: ReadonlyMap<number, string>;
}

const noLabels: Labels = { statuses: new Map(), sources: new Map() };
const known = new WeakMap<readonly RawTicketField[], Labels>();

/**
 * Reads the labels of an account's own ticket fields, once for each list of them; without the fields there are none, and
 * the integers must do.
 */
export function readLabels(fields: readonly RawTicketField[] | undefined): Labels {
  if (fields === undefined) return noLabels;
  const before = known.get(fields);
  if (before !== undefined) return before;
  const labels = { statuses: labelsOf(fields, 'status'), sources: labelsOf(fields, 'source') };
  known.set(fields, labels);
  return labels;
}

/** `{"2": ["Open", "Being Processed"]}` for statuses, `{"Email": 1}` for the others: an integer on either side. */
function labelsOf(fields: readonly RawTicketField[], name: string): ReadonlyMap<number, string> {
  const choices = fields.find((field) => field.name === name)?.choices;
  const labels = new Map<number, string>();
  if (typeof choices !== 'object' || choices === null || Array.isArray(choices)) return labels;
  for (const [key, value] of Object.entries(choices as Record<string, unknown>)) {
    const [first]: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (typeof first === 'number') labels.set(first, key);
    else if (typeof first === 'string' && /^\d{1,9}$/.test(key)) labels.set(Number(key), first);
  }
  return labels;
}

const knownStatuses: Readonly<Record<number, TicketStatus>> = { 2: 'open', 3: 'pending', 4: 'solved', 5: 'closed' };

/** What every account begins with beside the four, and mostly keeps, in whatever language it is named. */
const usualStatuses: Readonly<Record<number, TicketStatus>> = { 6: 'pending', 7: 'hold' };

/**
 * A status in our words: the four that every account has by their integer, an account's own by its label. One whose label
 * says nothing to us is open: a complaint must not stand still behind a word that we do not know.
 */
export function statusOf(code: number | undefined, { statuses }: Labels): TicketStatus {
  if (code === undefined) return 'open';
  const known = knownStatuses[code];
  if (known !== undefined) return known;
  return statusNamed(statuses.get(code) ?? '') ?? usualStatuses[code] ?? 'open';
}

/** Whether a status is one of the account's own, and what it is called is not known. */
export function isUnlabelled(code: number, { statuses }: Labels): boolean {
  return knownStatuses[code] === undefined && !statuses.has(code);
}

export function priorityOf(code: number | undefined): Priority | undefined {
  return code === undefined ? undefined : priorities[code - 1];
}

/** Ticket was made by an agent who wrote first. */
export const outboundSource = 10;

/** Freshdesk's own sources; 14 is a task within the company, which reached nobody. */
const knownSources: Readonly<Record<number, Channel>> = {
  1: 'email',
  2: 'web',
  3: 'phone',
  4: 'web',
  5: 'social',
  6: 'social',
  7: 'chat',
  8: 'chat',
  9: 'web',
  10: 'email',
  12: 'chat',
  13: 'chat',
  15: 'chat',
  19: 'social',
  20: 'social',
};

/** The way a ticket came: by its integer, or by the label of a source that the account made itself. */
export function channelOf(code: number | undefined, { sources }: Labels): Channel {
  if (code === undefined) return 'other';
  const known = knownSources[code];
  if (known !== undefined) return known;
  return sourceNamed(sources.get(code) ?? '') ?? 'other';
}
