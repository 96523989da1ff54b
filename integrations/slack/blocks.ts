import type { ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types';
import type { AlertMessage, Fact, Tone } from '#core/effect/effect.ts';
import { actionRow } from './buttons.ts';
import {
  factLength,
  factsPerCard,
  factsPerReply,
  fieldsPerSection,
  footnoteLength,
  headerTextLength,
  labelLength,
  subjectLength,
} from './limits.ts';
import { shownInstant } from './shown-instant.ts';
import { plain, shortened, unformatted } from './text.ts';

/** One mark a message, to be found in a full channel; the headline says the same in words. */
export const toneMarks: Readonly<Record<Tone, string>> = { calm: '🔵', warning: '🟠', broken: '🔴', done: '🟢' };

/** What a message is to Slack: `text` for notifications and screen readers, `blocks` for the eye. */
export interface RenderedAlert {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

function plainText(text: string, emoji = false): PlainTextElement {
  return { type: 'plain_text', text, emoji };
}

/** `verbatim`: Slack makes no links, channels or mentions of what merely looks like one. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

function shownValue({ value }: Fact): string {
  if (value.kind === 'instant') return shownInstant(value.at);
  if (value.kind === 'channel') return shownChannel(value.channel);
  if (value.kind === 'person') return calledPerson(value.member) ?? (unformatted(value.name, factLength) || '–');
  return unformatted(value.text, factLength) || '–';
}

const channelId = /^[CG][A-Z0-9]{6,20}$/u;
const memberId = /^[UW][A-Z0-9]{6,20}$/u;

/** A link to the channel where its id is known, its name otherwise: both are the policy's. */
function shownChannel(channel: string): string {
  return channelId.test(channel) ? `<#${channel}>` : unformatted(`#${channel}`, factLength);
}

/** The one mention there is: of somebody whom the policy names by id. */
function calledPerson(member: string | undefined): string | undefined {
  return member !== undefined && memberId.test(member) ? `<@${member}>` : undefined;
}

function isCalled({ value }: Fact): boolean {
  return value.kind === 'person' && calledPerson(value.member) !== undefined;
}

function shownField(fact: Fact): MrkdwnElement {
  const label = unformatted(fact.label, labelLength);
  return mrkdwn(label === '' ? shownValue(fact) : `*${label}*\n${shownValue(fact)}`);
}

/** Facts side by side, two columns, ten to a section. */
function factSections(facts: readonly Fact[]): SectionBlock[] {
  const fields = facts.slice(0, factsPerCard).map(shownField);
  const sections: SectionBlock[] = [];
  for (let from = 0; from < fields.length; from += fieldsPerSection) {
    sections.push({ type: 'section', fields: fields.slice(from, from + fieldsPerSection) });
  }
  return sections;
}

function subjectLine({ ticket, subject }: AlertMessage): string {
  return plain(`#${ticket.id} · ${plain(subject, subjectLength) === '' ? 'no subject' : subject}`, subjectLength);
}

function context(elements: (PlainTextElement | MrkdwnElement)[]): ContextBlock[] {
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

function footnote(message: AlertMessage): PlainTextElement[] {
  const words = plain(message.footnote, footnoteLength);
  return words === '' ? [] : [plainText(words)];
}

/** The one message a complaint has in its channel: what is at stake, about what, the facts, what can be done. */
function cardBlocks(message: AlertMessage, headline: string, mark: string | undefined): KnownBlock[] {
  return [
    { type: 'header', text: plainText(headline, true) },
    { type: 'section', text: plainText(subjectLine(message)) },
    ...factSections(message.facts),
    ...actionRow(message, mark),
    ...context(footnote(message)),
  ];
}

function labelled(fact: Fact): string {
  const label = unformatted(fact.label, labelLength);
  return label === '' ? shownValue(fact) : `${label}: ${shownValue(fact)}`;
}

/** A line for each person whom a message calls. */
export function callsIn({ facts }: AlertMessage): readonly string[] {
  return facts.filter(isCalled).slice(0, factsPerReply).map(labelled);
}

/** What happened to it, in the card's thread: one line, who is called by it, and small print. */
function replyBlocks(message: AlertMessage, headline: string, mark: string | undefined): KnownBlock[] {
  const others = message.facts.filter((fact) => !isCalled(fact));
  const facts = others.slice(0, factsPerReply).map((fact) => mrkdwn(labelled(fact)));
  return [
    { type: 'section', text: mrkdwn([headline, ...callsIn(message)].join('\n')) },
    ...context([plainText(subjectLine(message))]),
    ...context([...facts, ...footnote(message)]),
    ...actionRow(message, mark),
  ];
}

/**
 * An alert as a Slack message.
 *
 * Every word that came from outside stands in `plain_text`, or in mrkdwn with nothing left that mrkdwn reads; it can
 * mention nobody, link nowhere and format nothing; who is called is named by the policy, by id. Words beyond the limits of `limits.ts` are cut, facts beyond them left
 * out; the message is always one that Slack takes.
 *
 * @param options.mark what the alert's message carries as metadata; its buttons bring it back
 */
export function renderAlert(
  message: AlertMessage,
  options: { readonly mark?: string | undefined } = {},
): RenderedAlert {
  const tone = toneMarks[message.tone];
  const words = (spent: number, of: (text: string, length: number) => string): string =>
    shortened(message.headline, headerTextLength - spent, of) || 'Complaint';
  const text = `${tone} ${words(3, unformatted)}: ${unformatted(`#${message.ticket.id} ${message.subject}`, subjectLength)}`;
  const blocks =
    message.kind === 'card'
      ? cardBlocks(message, `${tone} ${words(3, plain)}`, options.mark)
      : replyBlocks(message, `${tone} *${words(3, unformatted)}*`, options.mark);
  return { text, blocks };
}
