import { accented, phrasesOf } from '../phrases.ts';
import { pieces, type LanguageWords } from './reply-words.ts';

export const english: LanguageWords = {
  thanks: phrasesOf(
    accented(
      /\b(thank(s| you)|cheers|much appreciated|all (good|sorted) now|that('s| is) (great|perfect|brilliant))\b/iu,
    ),
  ),
  more: phrasesOf(
    accented(
      /\b(but|however|still|not|never|(?<!thank(s| you)( so much| very much)? )again|cannot|nothing|nobody|no(?! (problem|worries|need|more|further)\b)|(do|does|did|is|are|was|were|has|have|had|ca|wo|could|should|would)n['\u2019]?t|want(?! (to (say|thank)|for (no|nothing)))|demand|insist|expect|please(?! (close|pass|give|thank))|re-?open|ombudsman|regulator|adjudicator|court|lawyer|solicitor|unhappy|disappoint\w*|unacceptable|instead|yet|waiting)\b/iu,
    ),
  ),
  replies: {
    final: [/\b(this is|please find( below| attached)?|here is) (our|my|the) final (response|decision)\b/iu, ['fin']],
    resolved: [
      /\b((is|as|been) (now |fully |to be )*(resolved|settled)|consider(ed)? (it|this|the matter|your complaint) (now |to be |as )*(resolved|settled|closed))\b/iu,
      ['olv', 'ttl', 'nsi'],
    ],
    // It stands even where more time is asked for the rest. What the complainant has done is no answer, and neither is that
    // the complaint was passed on.
    gives: [
      /\b((?<!\byou ?)(have|has|'ve) (now |already |today )?(refunded|replaced|compensated|credited|repaired|arranged|booked|issued|sent(?! (your|this|the) (complaint|message|case|query|enquiry|e-?mail)\b)|cancelled|corrected|fixed|upheld|rejected|decided)|(refund|replacement|credit|voucher|compensation) (of [^.]{1,20} )?(has been|was|is on its way|is being)|(we|i) (do not |don't |partly )?uphold|our (decision|outcome|findings?) (is|are)|(we|i) found that)/iu,
      pieces('fun lac mpe dit epa rra boo ssu ent cel rre xed uph eje cid vou cis utc ndi fou'),
    ],
    holding: [
      /\b(still (investigating|looking into|waiting (on|for))|need (a little |a bit )?more time|not yet (able|in a position)|taking longer than|we (expect|aim|hope) to (reply|respond|have an answer|come back|write|decide|finish))/iu,
      pieces('sti tim yet lon xpe aim ope'),
    ],
    touches: [
      /\b(refund|replac|compensat|apolog(?!\w* for (any|the|this|your) (\w+ )?(inconvenience|trouble|delay|wait|frustration|experience))|sorry that|collect(ed|ion)|repair|credit(?! (card|report|score|agreement|rating|limit|file))|voucher|because|the reason|we found|our findings|outcome|uphold|upheld|decision|(?<!\byou )have (arranged|booked|issued|sent(?! (your|this|the) (complaint|message|case|query|enquiry|e-?mail)\b)|cancelled|corrected|fixed))/iu,
      pieces('fun lac mpe apo rry lle epa dit vou eca aso fou ndi utc uph cis rra boo ssu ent cel rre xed'),
    ],
    receipt: [
      /\b((have|has) (received|logged|recorded|passed|forwarded|sent (your|this|the))|(got|received) your (message|complaint|e-?mail)|look(ing)? into (it|this|that|what)|(be|get|come) (back )?(in touch|to you)|(will|'ll) (be in touch|investigate|come back|get back|let you know|update you))/iu,
      [...pieces('cei ogg cor ass war ent got ook tou inv bac kno upd'), 'o y'],
    ],
    question: [
      /\b(could|can|would|may) (you|we|i) (please |kindly )?(have |send|tell|confirm|let|provide|share|ask)\b[^.?!]{0,160}\?/iu,
      pieces('hav sen tel con let pro sha ask'),
    ],
    ombudsmanName: [/\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu, pieces('mbu afc fsp isa dju')],
    referralRight: [
      /\b(refer|take|bring)\b[^.]{0,60}\b(ombudsman|afca|fspo|cisas|adjudicator)\b/iu,
      pieces('mbu afc fsp isa dju'),
    ],
    referralWindow: [/\bwithin (six|6|twelve|12) months\b/iu, ['ths']],
    reasons: [/\b(because|due to|the reason|owing to)\b/iu, pieces('eca due aso owi')],
    remedy: [
      /\b(refund|compensation|replacement|repair|voucher|credit|apolog)/iu,
      pieces('fun mpe lac epa vou dit apo'),
    ],
    expectedDate: [
      /\b(by|before|no later than|on) (the )?(\d{1,2}(st|nd|rd|th)?|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomorrow|next week|end of)/iu,
      [
        ...pieces('mon tue wed thu fri jan feb mar apr may jun jul aug sep oct nov dec tom nex'),
        'd o',
        // Any digit stands for all.
        'y 1',
        'e 1',
        'n 1',
      ],
    ],
  },
};
