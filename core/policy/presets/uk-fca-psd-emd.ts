import type { Preset } from '../preset.ts';

/** The Financial Conduct Authority's rules for complaints about payment services and electronic money. */
export const ukFcaPsdEmd: Preset = {
  id: 'uk-fca-psd-emd',
  title: 'FCA Handbook, DISP 1.6.2A: payments and e-money',
  regulatory: true,
  notes: [
    'Applies to every complaint. A firm that also has others beside uk-fca-disp restricts it: psd-final: {onlyIf: {tag: [psd_complaint, emd_complaint]}}.',
    'The acknowledgement must be prompt and state the timetable; the rule gives no figure, so no clock is kept on it here.',
  ],
  obligations: {
    'psd-final': {
      title: 'Send the final response',
      anchor: 'received',
      span: '15 business days',
      satisfiedBy: ['decision', 'summaryResolution'],
      substitutes: { extendsTo: '35 business days', requires: ['reasons', 'expectedDate'] },
      requires: ['referralRight'],
      warnAt: ['5 business days before', '1 business day before'],
      source: {
        text: 'FCA Handbook DISP 1.6.2A, version of 1 June 2026',
        url: 'https://handbook.fca.org.uk/handbook/disp1/disp1s6?date=01-06-2026',
        readOn: '2026-11-21',
      },
    },
  },
};
