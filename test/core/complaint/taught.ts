import type { TaughtTicket } from '#core/complaint/model-learn.ts';
import { readTicket } from './english.ts';

const things = ['lamp', 'table', 'shelf', 'chair', 'stool', 'bench', 'desk', 'rail'];
const rooms = ['kitchen', 'hall', 'study', 'attic', 'cellar'];
/** What customers of an invented shop say when they complain, in words that no cue knows. */
const troubles = ['wobbles at dusk', 'squeaks all night', 'leans to one side'];
const wishes = ['comes in oak', 'fits a sloping wall', 'is in the spring catalogue'];

/** One line of a teaching file: what somebody wrote, and what people found it to be. */
export interface TaughtText {
  readonly id: string;
  readonly text: string;
  readonly complaint: boolean;
}

/** So many texts, every third of them a complaint; no two alike. */
export function taughtTexts(count: number): readonly TaughtText[] {
  return Array.from({ length: count }, (_, n) => {
    const thing = things[n % things.length];
    const room = rooms[Math.floor(n / things.length) % rooms.length];
    const complaint = n % 3 === 0;
    const said = (complaint ? troubles : wishes)[Math.floor(n / 3) % 3];
    return { id: `t${n}`, complaint, text: `Hello, the ${thing} for our ${room} ${said}. Order ${1000 + n}.` };
  });
}

/** A text as learning takes it. */
export function taught({ text, complaint }: Pick<TaughtText, 'text' | 'complaint'>): TaughtTicket {
  const words = { subject: '', messages: [text] };
  return { text: words, isComplaint: complaint, byCues: readTicket(words) };
}
