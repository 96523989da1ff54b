import { has, phrasesOf, readerOf, type LookedThrough } from './phrases.ts';
import { contentTags, type CommunicationKind, type ContentTag } from './vocabulary.ts';

const rightOfReferral = /\b(refer|take|bring)\b[^.]{0,60}\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu;

/**
 * What an agent's public reply does for the complaint, told from its words. Plain phrases and nothing clever: an agent
 * can foresee the answer, and an auditor can repeat it. English; other languages count as `substantive`, because a
 * reply by a person that we cannot read must not be held against that person.
 *
 * Behind each pattern stand the pieces of words of which one must be there.
 */
const { phrases, lookThrough } = readerOf({
  final: [/\b(this is|please find( below| attached)?|here is) (our|my|the) final (response|decision)\b/iu, ['fin']],
  resolved: [
    /\b((is|as|been) (now |fully |to be )*(resolved|settled)|consider(ed)? (it|this|the matter|your complaint) (now |to be |as )*(resolved|settled|closed))\b/iu,
    ['olv', 'ttl', 'nsi'],
  ],
  // Something done for the complainant, or said for good: it stands even where more time is asked for the rest. What the
  // complainant has done is no answer.
  gives: [
    /\b((?<!\byou ?)(have|has|'ve) (now |already |today )?(refunded|replaced|compensated|credited|repaired|arranged|booked|issued|sent|cancelled|corrected|fixed|upheld|rejected|decided)|(refund|replacement|credit|voucher|compensation) (of [^.]{1,20} )?(has been|was|is on its way|is being)|(we|i) (do not |don't |partly )?uphold|our (decision|outcome|findings?) (is|are)|(we|i) found that)/iu,
    words('fun lac mpe dit epa rra boo ssu ent cel rre xed uph eje cid vou cis utc ndi fou'),
  ],
  holding: [
    /\b(still (investigating|looking into|waiting (on|for))|need (a little |a bit )?more time|not yet (able|in a position)|taking longer than|we (expect|aim|hope) to (reply|respond|have an answer|come back|write|decide|finish))/iu,
    words('sti tim yet lon xpe aim ope'),
  ],
  touches: [
    /\b(refund|replac|compensat|apolog|sorry that|collect(ed|ion)|repair|credit(ed)?|voucher|because|the reason|we found|our findings|outcome|uphold|upheld|decision|(?<!\byou )have (arranged|booked|issued|sent|cancelled|corrected|fixed))/iu,
    words('fun lac mpe apo rry lle epa dit vou eca aso fou ndi utc uph cis rra boo ssu ent cel rre xed'),
  ],
  receipt: [
    /\b((have|has) (received|logged|recorded|passed)|(got|received) your (message|complaint|e-?mail)|look(ing)? into (it|this|that|what)|(be|get|come) (back )?(in touch|to you)|(will|'ll) (be in touch|investigate|come back|get back|let you know|update you))/iu,
    [...words('cei ogg cor ass got ook tou inv bac kno upd'), 'o y'],
  ],
  question: [
    /\b(could|can|would|may) (you|we|i) (please |kindly )?(have |send|tell|confirm|let|provide|share|ask)\b[^.?!]{0,160}\?/iu,
    words('hav sen tel con let pro sha ask'),
  ],
  ombudsmanName: [/\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu, words('mbu afc fsp isa dju')],
  referralRight: [rightOfReferral, words('mbu afc fsp isa dju')],
  referralWindow: [/\bwithin (six|6|twelve|12) months\b/iu, ['ths']],
  reasons: [/\b(because|due to|the reason|owing to)\b/iu, words('eca due aso owi')],
  remedy: [/\b(refund|compensation|replacement|repair|voucher|credit|apolog)/iu, words('fun mpe lac epa vou dit apo')],
  expectedDate: [
    /\b(by|before|no later than|on) (the )?(\d{1,2}(st|nd|rd|th)?|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomorrow|next week|end of)/iu,
    [
      ...words('mon tue wed thu fri jan feb mar apr may jun jul aug sep oct nov dec tom nex'),
      'd o',
      // Any digit stands for all.
      'y 1',
      'e 1',
      'n 1',
    ],
  ],
});

function words(pieces: string): readonly string[] {
  return pieces.split(' ');
}

const shortReply = 600;
const readForKind = 4_000;
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
  return kindOf(lookThrough(text.slice(0, readForKind)));
}

function kindOf(reply: LookedThrough): CommunicationKind {
  if (has(reply, phrases.final)) return 'decision';
  if (has(reply, phrases.resolved) && has(reply, phrases.referralRight)) return 'summaryResolution';
  if (has(reply, phrases.gives)) return 'substantive';
  if (has(reply, phrases.holding)) return 'holding';
  if (reply.text.length > shortReply || has(reply, phrases.touches)) return 'substantive';
  if (reply.text.includes('?') && has(reply, phrases.question)) return 'infoRequest';
  return has(reply, phrases.receipt) ? 'ack' : 'substantive';
}

/** What a message to the complainant contains of what a regulator may ask for. */
export function contentsOf(text: string): readonly ContentTag[] {
  return contentsIn(lookThrough(text.slice(0, longestRead)));
}

const nothing: readonly ContentTag[] = [];
const bitsOfContents = contentTags.reduce((bits, tag) => bits | phrases[tag].bit, 0);

function contentsIn(message: LookedThrough): readonly ContentTag[] {
  if ((message.hints & bitsOfContents) === 0) return nothing;
  const found: ContentTag[] = [];
  for (const tag of contentTags) if (has(message, phrases[tag])) found.push(tag);
  return found;
}

/** What a person's public reply does and contains. */
export interface ReadReply {
  readonly kind: CommunicationKind;
  readonly contains: readonly ContentTag[];
}

/** `replyKind` and `contentsOf` of a text. */
export function readReply(text: string): ReadReply {
  if (text.length > readForKind) return { kind: replyKind(text), contains: contentsOf(text) };
  const reply = lookThrough(text);
  return { kind: kindOf(reply), contains: contentsIn(reply) };
}

const thanks = phrasesOf(
  /\b(thank(s| you)|cheers|much appreciated|all (good|sorted) now|that('s| is) (great|perfect|brilliant))\b/iu,
);
const butNot = phrasesOf(
  /\b(but|however|still|not|never|again|cannot|nothing|nobody|no(?! (problem|worries|need|more|further)\b)|(do|does|did|is|are|was|were|has|have|had|ca|wo|could|should|would)n['\u2019]?t)\b/iu,
);
/** Asked for or threatened with: to open a complaint once too often is better than to lose one. */
const asksForMore = phrasesOf(
  /\b(want(?! (to (say|thank)|for (no|nothing)))|demand|insist|expect|please(?! (close|pass|give|thank))|re-?open|ombudsman|regulator|adjudicator|court|lawyer|solicitor|unhappy|disappoint\w*|unacceptable|instead|yet|waiting)\b/iu,
);
const longestThanks = 240;

/** A short message of thanks after the answer: it accepts the outcome and reopens nothing. */
export function isMereThanks(text: string): boolean {
  return text.length <= longestThanks && thanks(text) && !text.includes('?') && !butNot(text) && !asksForMore(text);
}
