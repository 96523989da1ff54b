import type { HomeView, KnownBlock } from '@slack/types';
import type { OpenComplaint } from '#core/report/open-complaint.ts';
import { refText } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { line, note, said } from './list-blocks.ts';
import { plain } from './text.ts';

/** What a person finds in the app's Home. A complaint may be in several lists. */
export interface Home {
  readonly all: readonly OpenComplaint[];
  readonly broken: number;
  /** `undefined` where it cannot be known now. */
  readonly mine: readonly OpenComplaint[] | undefined;
  /** Which helpdesks cannot tell that now, in words for people, where others can. */
  readonly unheard?: string | undefined;
  readonly today: readonly OpenComplaint[];
  /** What the last press in it came to, where it came to nothing. */
  readonly said?: string | undefined;
}

/** Lines of each part: with all three full, well within the hundred blocks of a Home. */
const linesPerPart = 15;

/** The Home as a Slack view: what waits for the one who looks, then what falls due today, then the rest; each once. */
export function renderHome({ all, broken, mine, unheard, today, said: words }: Home, now: Instant): HomeView {
  const notIn = (...parts: readonly (readonly OpenComplaint[])[]): ((one: OpenComplaint) => boolean) => {
    const names = new Set(parts.flat().map(({ ticket }) => refText(ticket)));
    return ({ ticket }) => !names.has(refText(ticket));
  };
  return {
    type: 'home',
    blocks: [
      heading('Complaints'),
      ...(words === undefined ? [] : [said(words)]),
      note(standing(all.length, broken)),
      ...(all.length === 0 ? [] : mineParts({ mine, unheard }, now)),
      ...part('Broken, or due today', today.filter(notIn(mine ?? [])), now),
      ...part('Open, and due later', all.filter(notIn(mine ?? [], today)), now),
      { type: 'divider' },
      note(
        'The tickets are the record: what you see here is as of the last look at each. /complaints help tells what you can ask for.',
      ),
    ],
  };
}

function standing(open: number, broken: number): string {
  if (open === 0) return 'No complaint is open.';
  if (open === 1) return `1 complaint is open, and ${broken === 0 ? 'no' : 'a'} promise is broken.`;
  const promises = broken === 1 ? '1 of them has a broken promise' : `${broken} of them have a broken promise`;
  return broken === 0
    ? `${open} complaints are open, and no promise is broken.`
    : `${open} complaints are open; ${promises}.`;
}

/** What is somebody's and cannot be told from the others' stands among these. */
function mineParts({ mine, unheard }: Pick<Home, 'mine' | 'unheard'>, now: Instant): KnownBlock[] {
  if (mine === undefined) return [note('The helpdesk cannot be asked what is assigned to you now.')];
  const known = part('Waiting for you', mine, now);
  if (unheard !== undefined) return [...known, note(`Some of yours may stand among the others below: ${unheard}.`)];
  return mine.length === 0 ? [note('No complaint is assigned to you.')] : known;
}

function part(title: string, complaints: readonly OpenComplaint[], now: Instant): KnownBlock[] {
  if (complaints.length === 0) return [];
  const more = complaints.length - linesPerPart;
  return [
    { type: 'divider' },
    heading(title),
    ...complaints.slice(0, linesPerPart).map((one) => line(one, now)),
    ...(more > 0 ? [note(`and ${more} more`)] : []),
  ];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: plain(text, 150), emoji: false } };
}
