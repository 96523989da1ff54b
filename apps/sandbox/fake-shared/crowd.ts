import type { Instant } from '#core/time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time.ts';
import type { Random, Range } from './random.ts';
import { createRandom, drawFrom, pick } from './random.ts';

/** A great many tickets at once, as of an account that has been in use for long. Nobody is told of them. */
export interface Crowd {
  readonly tickets: number;
  /** The same seed makes the same tickets, but for their numbers. */
  readonly seed: number;
  /** Over how long before now they came in, evenly; a year unless said otherwise. */
  readonly overMs?: number;
  /** Messages on each beside the first, by turns of customer and agent; one to five unless said otherwise. */
  readonly replies?: Range;
  /** How many of them are not yet solved, from 0 to 1, the youngest; a fifth unless said otherwise. */
  readonly unsolved?: number;
  /** What customers write first; some of both kinds unless said otherwise. */
  readonly texts?: readonly string[];
  /** Foreign tags, of which each ticket has up to two. */
  readonly tags?: readonly string[];
}

/** One ticket of a crowd as it is drawn. */
export interface Member {
  readonly createdAt: Instant;
  /** Of the last word said. */
  readonly lastAt: Instant;
  readonly subject: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly isSolved: boolean;
  readonly replyCount: number;
  /** What was said after the first message, told anew each time: most of it is never asked for. */
  readonly replies: () => readonly MemberReply[];
  /** From 0 up to but not 1: which customer of the crowd, and which agent. */
  readonly customer: number;
}

/** An agent answers first, then they take turns; a solved ticket ends with the agent. */
export interface MemberReply {
  readonly at: Instant;
  readonly isByRequester: boolean;
  readonly text: string;
}

const usualTexts = [
  'The parcel has not come and nobody answers me. I want my money back.',
  'Where can I download last month’s invoice?',
  'This is the third time I write. I am very disappointed and will complain to the regulator.',
  'Please change the address on my account to the new one.',
  'Your technician never showed up. This is unacceptable, I lost a day’s work.',
  'How do I reset the password of the second user?',
  'I was charged twice. Please refund the second payment.',
  'Thank you, that helped.',
  'The replacement is broken, too. I would like to make a formal complaint.',
  'Is the shop open on Sunday?',
];
const customerReplies = ['Any news?', 'I am still waiting.', 'Thanks for the answer.', 'That does not help me at all.'];
const agentReplies = ['We are looking into it.', 'We have passed this on.', 'Could you send us the order number?'];
const usualTags = ['billing', 'delivery', 'vip', 'returns', 'web', 'second_line'];

/** Every member of a crowd, the oldest first, one at a time: a hundred thousand need not be held at once. */
export function* membersOf(crowd: Crowd, now: Instant): Iterable<Member> {
  const { tickets, seed, overMs = 365 * DAY_MS, unsolved = 0.2 } = crowd;
  const random = createRandom(seed);
  const latest = now - 2 * HOUR_MS;
  for (let index = 0; index < tickets; index += 1) {
    const createdAt = Math.floor(latest - overMs + (overMs * index) / tickets);
    yield memberOf(crowd, { createdAt, now, random, isOld: index < tickets * (1 - unsolved) });
  }
}

interface Drawn {
  readonly createdAt: Instant;
  readonly now: Instant;
  readonly random: Random;
  readonly isOld: boolean;
}

function memberOf(crowd: Crowd, { createdAt, now, random, isOld }: Drawn): Member {
  const { replies = { from: 1, to: 5 }, texts = usualTexts, tags = usualTags } = crowd;
  const text = pick(texts, random);
  const count = drawFrom(replies, random);
  // Nobody solves what was never answered.
  const isSolved = isOld && count > 0;
  const most = Math.max(1, Math.floor((now - MINUTE_MS - createdAt) / (count + 1)));
  const gapMs = Math.min(drawFrom({ from: 10 * MINUTE_MS, to: 9 * HOUR_MS }, random), most);
  const ownTags =
    tags.length === 0 ? [] : [pick(tags, random), pick(tags, random)].slice(0, drawFrom({ from: 0, to: 2 }, random));
  return {
    createdAt,
    lastAt: createdAt + gapMs * count,
    subject: text.slice(0, 40),
    text,
    tags: [...new Set(ownTags)].toSorted(),
    isSolved,
    customer: random(),
    replyCount: count,
    replies: () =>
      Array.from({ length: count }, (_, index) => {
        const isByRequester = index % 2 === 1 && !(isSolved && index === count - 1);
        const words = isByRequester ? customerReplies : agentReplies;
        const text = words[(index + count) % words.length] ?? '';
        return { at: createdAt + gapMs * (index + 1), isByRequester, text };
      }),
  };
}

/** One customer for so many tickets. */
export const ticketsPerCustomer = 5;

/** A value that is made when it is first asked for, and kept from then on. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
