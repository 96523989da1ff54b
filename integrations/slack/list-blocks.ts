import type { KnownBlock, PlainTextElement, SectionBlock } from '@slack/types';
import type { OpenComplaint } from '#core/report/open-complaint.ts';
import type { Instant } from '#core/time.ts';
import { detailsButton, webAddress } from './buttons.ts';
import { labelLength, promiseTitleLength, subjectLength } from './limits.ts';
import { shownInstant } from './shown-instant.ts';
import { plain, unformatted } from './text.ts';

/** Lines of one list; what is beyond them is counted. Our choice: a screenful. */
export const linesPerList = 20;
const subjectInList = 80;

/** A list of complaints under a heading, the most urgent first. */
export function listBlocks(title: string, complaints: readonly OpenComplaint[], now: Instant): KnownBlock[] {
  const more = complaints.length - linesPerList;
  return [
    { type: 'header', text: { type: 'plain_text', text: plain(title, labelLength), emoji: false } },
    ...(complaints.length === 0
      ? [note('Nothing here.')]
      : complaints.slice(0, linesPerList).map((one) => line(one, now))),
    ...(more > 0 ? [note(`and ${more} more, less urgent than these`)] : []),
  ];
}

/** Small print. */
export function note(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text: plain(text, subjectLength), emoji: false }] };
}

/** Our choice: with all that somebody wrote in a form, where that is given back. */
const sayLength = 1_000;

/** What is told to one person, to the letter: words of theirs may be among it, and codes to look up. */
export function said(text: string): SectionBlock & { text: PlainTextElement } {
  return { type: 'section', text: { type: 'plain_text', text: plain(text, sayLength), emoji: false } };
}

/** One complaint in two lines: what is at stake, which ticket with a link to it, and a button to act on it. */
export function line(
  { next, severity, isPossible, snoozedUntil, ...complaint }: OpenComplaint,
  now: Instant,
): SectionBlock {
  const broken = next !== undefined && next.dueAt < now;
  const mark = broken ? '🔴' : next !== undefined && next.dueAt - now < 4 * 3_600_000 ? '🟠' : '🔵';
  const promise =
    next === undefined
      ? 'Nothing is due'
      : `${unformatted(next.title, promiseTitleLength)} ${broken ? 'was due' : 'by'} ${shownInstant(next.dueAt)}`;
  const facts = [
    `${severity} severity`,
    ...(isPossible ? ['possible'] : []),
    ...(snoozedUntil !== undefined && snoozedUntil > now ? [`snoozed until ${shownInstant(snoozedUntil)}`] : []),
  ];
  const subject = unformatted(complaint.subject, subjectInList) || 'no subject';
  const text = `${mark} ${link(complaint)} *${subject}*\n${promise} · ${facts.join(' · ')}`;
  const section: SectionBlock = { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
  const button = detailsButton(complaint.ticket);
  return button === undefined ? section : { ...section, accessory: button };
}

function link({ ticket, url }: Pick<OpenComplaint, 'ticket' | 'url'>): string {
  const name = `#${unformatted(ticket.id, labelLength)}`;
  const address = webAddress(url)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  return address === undefined ? name : `<${address}|${name}>`;
}
