import type { Preset } from '../preset.ts';

/** Article 101 of the second Payment Services Directive. Member states may ask for more. */
export const euPsd2: Preset = {
  id: 'eu-psd2',
  title: 'Directive (EU) 2015/2366 (PSD2), Article 101(2)',
  regulatory: true,
  notes: [
    'Member states may have stricter rules, which then apply instead.',
    'A holding letter is known by its words, in English, French, German, Italian, Portuguese and Spanish. In another language it extends nothing: the fifteen days stand, and whether they were broken is for a person to say.',
  ],
  obligations: {
    'psd2-reply': {
      title: 'Reply to all points raised',
      anchor: 'received',
      span: '15 business days',
      satisfiedBy: ['decision', 'summaryResolution'],
      substitutes: { extendsTo: '35 business days', requires: ['reasons', 'expectedDate'] },
      warnAt: ['5 business days before', '1 business day before'],
      source: {
        text: 'Directive (EU) 2015/2366, Article 101(2)',
        url: 'https://haufe.de/versicherungs-glossar/richtlinie-eu-20152366-des-europaeischen-parlaments-un-art-101-streitbeilegung_idesk_PI10820_HI8901057.html',
        readOn: '2026-11-21',
      },
    },
  },
};
