import type { KnownBlock } from '@slack/types';
import type { OpenComplaint } from '#core/report/open-complaint.ts';
import type { RoundUp } from '#core/report/round-up.ts';
import type { Instant } from '#core/time.ts';
import type { RenderedAlert } from './blocks.ts';
import { labelLength } from './limits.ts';
import { line, note } from './list-blocks.ts';
import { unformatted } from './text.ts';

/** Lines of each part; what is beyond them is counted. Our choice: all parts together are one screen. */
const linesPerPart = 6;

const titles = { daily: 'Complaints today', weekly: 'Complaints this week' } as const;
const dueTitles = { daily: 'Due today', weekly: 'Due in the next seven days' } as const;
const sinceWords = { daily: 'since the last round-up', weekly: 'in the week behind us' } as const;

/**
 * A round-up as a message: the counts in one line, then what to look at, each complaint once. As with `renderAlert`, text
 * from outside can mention, link and format nothing.
 */
export function renderRoundUp({
  roundUp,
  now,
  whose,
}: {
  readonly roundUp: RoundUp;
  readonly now: Instant;
  readonly whose?: string | undefined;
}): RenderedAlert {
  const { kind, broken, due, waiting } = roundUp;
  const counts = countsOf(roundUp);
  const title = whose === undefined ? titles[kind] : `${titles[kind]}, ${unformatted(whose, labelLength)}`;
  const parts: readonly (readonly [string, readonly OpenComplaint[]])[] = [
    ['Promises broken', broken],
    [dueTitles[kind], due],
    ['Told, and nobody is on it yet', waiting],
  ];
  return {
    text: `${title}: ${counts}`,
    blocks: [
      heading(title),
      { type: 'section', text: { type: 'plain_text', text: counts, emoji: false } },
      ...parts.flatMap(([title, complaints]) => part(title, complaints, now)),
      note('As of the last look at each ticket. /complaints open shows all of them.'),
    ],
  };
}

/** What there is none of is left out, but for the whole. */
function countsOf({ kind, open, broken, due, unanswered, closed }: RoundUp): string {
  const counted = (count: number, words: string): readonly string[] => (count === 0 ? [] : [`${count} ${words}`]);
  return [
    `${open} open`,
    ...counted(broken.length, 'with a promise broken'),
    ...counted(due.length, dueTitles[kind].toLowerCase()),
    ...counted(unanswered, 'that nobody is on yet'),
    ...counted(closed.count, `closed ${sinceWords[kind]}`).map((words) =>
      closed.isWhole ? words : `at least ${words}`,
    ),
  ].join(' · ');
}

function part(title: string, complaints: readonly OpenComplaint[], now: Instant): KnownBlock[] {
  if (complaints.length === 0) return [];
  const more = complaints.length - linesPerPart;
  return [
    { type: 'divider' },
    { type: 'section', text: { type: 'mrkdwn', text: `*${title}*`, verbatim: true } },
    ...complaints.slice(0, linesPerPart).map((one) => line(one, now)),
    ...(more > 0 ? [note(`and ${more} more, less urgent than these`)] : []),
  ];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
