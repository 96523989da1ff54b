import type { CommunicationKind, ContentTag } from './vocabulary.ts';

/**
 * What an agent's public reply does for the complaint, told from its words. Plain phrases and nothing clever: an agent
 * can foresee the answer, and an auditor can repeat it. English; other languages count as `substantive`, because a
 * reply by a person that we cannot read must not be held against that person.
 */
const holding =
  /\b(still (investigating|looking into|waiting (on|for))|need (a little |a bit )?more time|not yet (able|in a position)|taking longer than|we (expect|aim|hope) to (reply|respond|have an answer|come back|write))/iu;
const receipt =
  /\b((have|has) (received|logged|recorded|passed)|(got|received) your (message|complaint|e-?mail)|look(ing)? into (it|this|that|what)|(be|get|come) (back )?(in touch|to you)|(will|'ll) (be in touch|investigate|come back|get back|let you know|update you))/iu;
const question =
  /\b(could|can|would|may) (you|we|i) (please |kindly )?(have |send|tell|confirm|let|provide|share|ask)\b[^.?!]{0,160}\?/iu;
const settles =
  /\b(refund|replac|compensat|apolog|sorry that|collect(ed|ion)|repair|credit(ed)?|voucher|because|the reason|we found|our findings|have (arranged|booked|issued|sent|cancelled|corrected|fixed)|outcome|uphold|upheld|decision)/iu;

const shortReply = 600;

/**
 * `ack` says no more than "we have it"; `holding` asks for time; `infoRequest` asks the complainant something; all else
 * goes into the matter and is `substantive`.
 */
export function replyKind(text: string): CommunicationKind {
  const read = text.slice(0, 4_000);
  if (settles.test(read)) return 'substantive';
  if (holding.test(read)) return 'holding';
  if (read.length <= shortReply && question.test(read)) return 'infoRequest';
  if (read.length <= shortReply && receipt.test(read)) return 'ack';
  return 'substantive';
}

const contents: readonly (readonly [ContentTag, RegExp])[] = [
  ['ombudsmanName', /\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu],
  ['referralRight', /\b(refer|take|bring)\b[^.]{0,60}\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu],
  ['referralWindow', /\bwithin (six|6|twelve|12) months\b/iu],
  ['reasons', /\b(because|due to|the reason|owing to)\b/iu],
  ['remedy', /\b(refund|compensation|replacement|repair|voucher|credit|apolog)/iu],
  [
    'expectedDate',
    /\b(by|before|no later than|on) (the )?(\d{1,2}(st|nd|rd|th)?|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomorrow|next week|end of)/iu,
  ],
];

/** What a message to the complainant contains of what a regulator may ask for. */
export function contentsOf(text: string): readonly ContentTag[] {
  const read = text.slice(0, 16_000);
  return contents.filter(([, pattern]) => pattern.test(read)).map(([tag]) => tag);
}

const thanks =
  /\b(thank(s| you)|cheers|much appreciated|all (good|sorted) now|that('s| is) (great|perfect|brilliant))\b/iu;

/** A short message of thanks after the answer: it accepts the outcome and reopens nothing. */
export function isMereThanks(text: string): boolean {
  return (
    text.length <= 240 &&
    thanks.test(text) &&
    !text.includes('?') &&
    !/\b(but|however|still|not|never|again)\b/iu.test(text)
  );
}
