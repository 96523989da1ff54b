import type { KnownBlock, Overflow, PlainTextOption, SectionBlock } from '@slack/types';
import type { AlertAction, AlertMessage, Tone } from '#core/effect/effect.ts';
import type { SnoozeChoice } from '#core/effect/snooze.ts';
import { refText } from '#core/ticket.ts';
import type { DigestEntry } from '../contract.ts';
import { callsIn, toneMarks, type RenderedAlert } from './blocks.ts';
import { webAddress } from './buttons.ts';
import {
  digestHeadlineLength,
  digestSubjectLength,
  digestUrlLength,
  headerTextLength,
  optionValueLength,
  subjectLength,
} from './limits.ts';
import { digestMenuId } from './normalise.ts';
import { detailsChoice, type ButtonValue } from './payload.ts';
import { plain, shortened, unformatted } from './text.ts';

const why =
  'Told together, because the channel takes one message a second. Act on each by its menu; what happens next is told in this thread.';
/** Our choice: a message of its own calls one. */
const callsPerRow = 2;
const whyAlone =
  'Told in short, because the channel takes one message a second. Act on it by its menu; what happens next is told in this thread.';

/**
 * Several complaints in one message: of each what happened, about what, a link to its ticket and a menu to act on it.
 *
 * It stands for the card of a complaint that has none yet, and is never edited: it belongs to many, and what one of them
 * has come to would be lost among the others. Whatever is told of a complaint later is a reply in its thread, which names
 * its ticket and carries buttons of its own. As with `renderAlert`, text from outside can mention, link and format nothing.
 */
export function renderDigest(entries: readonly DigestEntry[]): RenderedAlert {
  const tones = entries.map(({ alerts }) => alerts[0]?.tone ?? 'calm');
  const gravest = gravity.find((tone) => tones.includes(tone)) ?? 'calm';
  const count = entries.length === 1 ? '1 complaint' : `${entries.length} complaints at once`;
  const title = `${toneMarks[gravest]} ${count}`;
  const kinds = gravity.flatMap((tone) => counted(tone, tones.filter((one) => one === tone).length));
  const words = kinds.join(', ');
  return {
    // Where Slack refuses the blocks this is all there is.
    text: [`${title}: ${words}`, ...entries.map(lineOf)].join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: plain(title, headerTextLength), emoji: true } },
      {
        type: 'context',
        elements: [{ type: 'plain_text', text: `${words}. ${entries.length === 1 ? whyAlone : why}`, emoji: false }],
      },
      ...entries.map(row),
    ],
  };
}

const gravity: readonly Tone[] = ['broken', 'warning', 'calm', 'done'];
const kindOf: Readonly<Record<Tone, string>> = {
  broken: 'with a promise broken',
  warning: 'due soon',
  calm: 'new',
  done: 'done',
};

function counted(tone: Tone, count: number): readonly string[] {
  return count === 0 ? [] : [`${count} ${kindOf[tone]}`];
}

function headlineOf({ headline }: AlertMessage): string {
  return shortened(headline, digestHeadlineLength, unformatted) || 'Complaint';
}

function ticketIn(alert: AlertMessage): string {
  return `${ticketLink(alert)} · ${unformatted(alert.subject, digestSubjectLength) || 'no subject'}`;
}

function lineOf({ alerts: [first] }: DigestEntry): string {
  return `${toneMarks[first.tone]} ${headlineOf(first)}: ${ticketIn(first)}`;
}

function row({ alerts, marks }: DigestEntry): KnownBlock {
  const [first] = alerts;
  const more = alerts.filter(({ kind }) => kind !== 'card').length - 1;
  const lines = [
    `${toneMarks[first.tone]} *${headlineOf(first)}*${more > 0 ? ` and ${more} more` : ''}`,
    ticketIn(first),
    ...[...new Set(alerts.flatMap(callsIn))].slice(0, callsPerRow),
  ];
  const text = { type: 'mrkdwn', text: lines.join('\n'), verbatim: true } as const;
  // By its first mark a row can be told from the others, too.
  const section: SectionBlock = { type: 'section', ...(marks[0] === undefined ? {} : { block_id: marks[0] }), text };
  const menu = menuOf(alerts);
  return menu === undefined ? section : { ...section, accessory: menu };
}

function ticketLink({ ticket, url }: AlertMessage): string {
  const name = `#${unformatted(ticket.id, subjectLength)}`;
  const address = webAddress(url)?.replaceAll('|', '%7C').replaceAll('&', '&amp;');
  return address === undefined || address.length > digestUrlLength ? name : `<${address}|${name}>`;
}

/** What a row's menu offers: the words, and what is chosen with it. */
interface Offer {
  readonly words: string;
  readonly chosen: string;
}

/** Slack shows five at most, `rest` among them. */
const offers: Readonly<Partial<Record<AlertAction, Offer>>> = {
  acknowledge: { words: 'Acknowledge', chosen: 'acknowledge' },
  take: { words: 'Take it', chosen: 'take' },
  snooze: { words: 'Snooze for 4 hours', chosen: 'snooze:fourHours' satisfies `snooze:${SnoozeChoice}` },
  escalate: { words: 'Escalate', chosen: 'escalate' },
};
/** Opens whatever a card of its own would show and offer. */
const rest: Offer = { words: 'Details and more…', chosen: `more:${detailsChoice}` };

/** What can be done about any of its alerts; `undefined` where the ticket's name is longer than an option carries. */
function menuOf(alerts: readonly [AlertMessage, ...AlertMessage[]]): Overflow | undefined {
  const actions = [...new Set(alerts.flatMap((alert) => alert.actions))];
  const offered = actions.flatMap((action) => offers[action] ?? []);
  const options = [...offered, rest].flatMap((offer) => option(offer, alerts[0]));
  return options.length === 0 ? undefined : { type: 'overflow', action_id: digestMenuId, options };
}

function option({ words, chosen }: Offer, { ticket }: AlertMessage): readonly PlainTextOption[] {
  const carried: ButtonValue = { v: 1, t: refText(ticket), o: chosen };
  const value = JSON.stringify(carried);
  if (value.length > optionValueLength) return [];
  return [{ text: { type: 'plain_text', text: words, emoji: false }, value }];
}
