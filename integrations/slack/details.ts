import type { KnownBlock, ModalView, SectionBlock } from '@slack/types';
import type { ComplaintDetails } from '#core/effect/details.ts';
import type { PromiseStand } from '#core/effect/promises.ts';
import { renderAlert, toneMarks } from './blocks.ts';
import { carriedBy, type ModalAbout } from './forms.ts';
import { labelLength, modalTitleLength, promisesPerCard, promiseTitleLength } from './limits.ts';
import { said } from './list-blocks.ts';
import { shownInstant } from './shown-instant.ts';
import { plain, unformatted } from './text.ts';

/** What the modal shows: the complaint, or what is to be said in its place. `said`: what the last press came to. */
export type ShownDetails =
  | { readonly details: ComplaintDetails; readonly said?: string | undefined }
  | { readonly details: undefined; readonly said: string };

/** By which Slack's word that the modal was closed is known. */
export const detailsCallback = 'recourse_details';

/**
 * A complaint for one person, where its row in a list has no room: what its card shows, every promise, and every button
 * and menu of the card. A press in it comes back with the modal's own metadata, which say where it was opened from. Opened
 * from the app's Home, it is told of when it is closed, for then the Home below it may say what is no more.
 */
export function renderDetails(about: ModalAbout, shown: ShownDetails): ModalView {
  return {
    type: 'modal',
    callback_id: detailsCallback,
    ...(about.channel === undefined ? { notify_on_close: true } : {}),
    private_metadata: JSON.stringify(carriedBy(about)),
    title: { type: 'plain_text', text: plain(`Ticket ${about.ticket.id}`, modalTitleLength), emoji: false },
    close: { type: 'plain_text', text: 'Close', emoji: false },
    blocks: shown.details === undefined ? [said(shown.said)] : detailBlocks(shown.details, shown.said),
  };
}

function detailBlocks({ card, promises }: ComplaintDetails, words: string | undefined): KnownBlock[] {
  // The promise that is due next stands among all.
  const facts = card.facts.filter(({ label }) => promises.every(({ title }) => title !== label));
  const blocks = renderAlert({ ...card, kind: 'card', facts }).blocks;
  const at = blocks.findIndex(({ type }) => type === 'actions' || type === 'context');
  const split = at === -1 ? blocks.length : at;
  return [
    ...(words === undefined ? [] : [said(words), { type: 'divider' } as const]),
    ...blocks.slice(0, split),
    ...promiseBlocks(promises),
    ...blocks.slice(split),
  ];
}

/** One line each; what is beyond is counted. */
function promiseBlocks(promises: readonly PromiseStand[]): KnownBlock[] {
  if (promises.length === 0) return [];
  const more = promises.length - promisesPerCard;
  const lines = promises.slice(0, promisesPerCard).map(lineOf);
  return [section([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'))];
}

function lineOf({ title, tone, words, at }: PromiseStand): string {
  const named = `${toneMarks[tone]} *${unformatted(title, promiseTitleLength)}*`;
  return `${named} ${unformatted(words, labelLength)}${at === undefined ? '' : ` ${shownInstant(at)}`}`;
}

function section(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}
