import type { HomeView, KnownBlock } from '@slack/types';
import type { OpenComplaint } from '#core/report/open-complaint.ts';
import type { Instant } from '#core/time.ts';
import { line, note } from './list-blocks.ts';
import { plain } from './text.ts';

/** What a person finds in the app's Home. */
export interface Home {
  readonly open: number;
  readonly broken: number;
  readonly mine: readonly OpenComplaint[];
  readonly today: readonly OpenComplaint[];
}

/** Lines of each part: with both full, well within the hundred blocks of a Home. */
const linesPerPart = 15;

/** The Home as a Slack view: what waits for the one who looks, then what falls due today. */
export function renderHome({ open, broken, mine, today }: Home, now: Instant): HomeView {
  const yours = new Set(mine);
  const count = open === 1 ? '1 complaint is open' : `${open} complaints are open`;
  const promises = broken === 1 ? '1 of them has a broken promise' : `${broken} of them have a broken promise`;
  return {
    type: 'home',
    blocks: [
      heading('Complaints'),
      note(
        open === 0
          ? 'No complaint is open.'
          : broken === 0
            ? `${count}, and no promise is broken.`
            : `${count}; ${promises}.`,
      ),
      ...part('Waiting for you', mine, now),
      ...part(
        'Broken, or due today',
        today.filter((one) => !yours.has(one)),
        now,
      ),
      { type: 'divider' },
      note(
        'The tickets are the record: what you see here is as of the last look at each. /complaints help tells what you can ask for.',
      ),
    ],
  };
}

function part(title: string, complaints: readonly OpenComplaint[], now: Instant): KnownBlock[] {
  const more = complaints.length - linesPerPart;
  return [
    { type: 'divider' },
    heading(title),
    ...(complaints.length === 0 ? [note('Nothing.')] : complaints.slice(0, linesPerPart).map((one) => line(one, now))),
    ...(more > 0 ? [note(`and ${more} more`)] : []),
  ];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: plain(text, 150), emoji: false } };
}
