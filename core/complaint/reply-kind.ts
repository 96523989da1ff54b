import type { CommunicationKind, ContentTag } from './vocabulary.ts';

/**
 * What an agent's public reply does for the complaint, told from its words. Plain phrases and nothing clever: an agent
 * can foresee the answer, and an auditor can repeat it. English; other languages count as `substantive`, because a
 * reply by a person that we cannot read must not be held against that person.
 */
const final = /\b(this is|please find( below| attached)?|here is) (our|my|the) final (response|decision)\b/iu;
const resolved =
  /\b((is|as|been) (now |fully |to be )*(resolved|settled)|consider(ed)? (it|this|the matter|your complaint) (now |to be |as )*(resolved|settled|closed))\b/iu;
/** Something done for the complainant, or said for good: it stands even where more time is asked for the rest. */
const gives =
  /\b((have|has|'ve) (now |already |today )?(refunded|replaced|compensated|credited|repaired|arranged|booked|issued|sent|cancelled|corrected|fixed|upheld|rejected|decided)|(refund|replacement|credit|voucher|compensation) (of [^.]{1,20} )?(has been|was|is on its way|is being)|(we|i) (do not |don't |partly )?uphold|our (decision|outcome|findings?) (is|are)|(we|i) found that)/iu;
const holding =
  /\b(still (investigating|looking into|waiting (on|for))|need (a little |a bit )?more time|not yet (able|in a position)|taking longer than|we (expect|aim|hope) to (reply|respond|have an answer|come back|write|decide|finish))/iu;
const touches =
  /\b(refund|replac|compensat|apolog|sorry that|collect(ed|ion)|repair|credit(ed)?|voucher|because|the reason|we found|our findings|outcome|uphold|upheld|decision|have (arranged|booked|issued|sent|cancelled|corrected|fixed))/iu;
const receipt =
  /\b((have|has) (received|logged|recorded|passed)|(got|received) your (message|complaint|e-?mail)|look(ing)? into (it|this|that|what)|(be|get|come) (back )?(in touch|to you)|(will|'ll) (be in touch|investigate|come back|get back|let you know|update you))/iu;
const question =
  /\b(could|can|would|may) (you|we|i) (please |kindly )?(have |send|tell|confirm|let|provide|share|ask)\b[^.?!]{0,160}\?/iu;

const shortReply = 600;
const longestRead = 16_000;

/**
 * `decision`: the final response, by its own words; `summaryResolution`: says that the matter is resolved and where to
 * turn if it is not, which is what a summary resolution communication must say; `holding` asks for time, and giving
 * reasons for it answers nothing; `ack` says no more than "we have it"; `infoRequest` asks the complainant something;
 * all else goes into the matter and is `substantive`.
 *
 * @see FCA Handbook DISP 1.5.4 (what a summary resolution communication says)
 */
export function replyKind(text: string): CommunicationKind {
  const read = text.slice(0, 4_000);
  if (final.test(read)) return 'decision';
  if (resolved.test(read) && rightOfReferral.test(read)) return 'summaryResolution';
  if (gives.test(read)) return 'substantive';
  if (holding.test(read)) return 'holding';
  if (touches.test(read)) return 'substantive';
  if (read.length <= shortReply && question.test(read)) return 'infoRequest';
  if (read.length <= shortReply && receipt.test(read)) return 'ack';
  return 'substantive';
}

const rightOfReferral = /\b(refer|take|bring)\b[^.]{0,60}\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu;

const contents: readonly (readonly [ContentTag, RegExp])[] = [
  ['ombudsmanName', /\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu],
  ['referralRight', rightOfReferral],
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
  const read = text.slice(0, longestRead);
  return contents.filter(([, pattern]) => pattern.test(read)).map(([tag]) => tag);
}

/** What a person's public reply does and contains. */
export interface ReadReply {
  readonly kind: CommunicationKind;
  readonly contains: readonly ContentTag[];
}

/** `replyKind` and `contentsOf` of a text. */
export function readReply(text: string): ReadReply {
  return { kind: replyKind(text), contains: contentsOf(text) };
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
