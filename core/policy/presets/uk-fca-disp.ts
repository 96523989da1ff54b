import type { Preset } from '../preset.ts';

/** The Financial Conduct Authority's rules for complaints other than those on payments and e-money. */
export const ukFcaDisp: Preset = {
  id: 'uk-fca-disp',
  title: 'FCA Handbook, DISP 1.5 and 1.6',
  regulatory: true,
  notes: [
    'The acknowledgement must be prompt; the rule gives no figure, so no clock is kept on it here.',
    'A complaint settled by close of business on the third business day after the day of receipt needs a summary resolution communication only; after that the eight weeks run on and nothing is broken.',
    'A ticket tagged psd_complaint or emd_complaint is left to uk-fca-psd-emd.',
    'Records are kept three years from receipt, five for UCITS and collective portfolio management.',
  ],
  obligations: {
    'disp-summary': {
      title: 'Settle it by summary resolution',
      anchor: 'received',
      span: '3 business days',
      satisfiedBy: ['summaryResolution', 'decision'],
      orElse: 'disp-final',
      onlyIf: { notTag: ['psd_complaint', 'emd_complaint'] },
      warnAt: ['4 business hours before'],
      source: {
        text: 'FCA Handbook DISP 1.5, version of 30 June 2016',
        url: 'https://public-ui-fcahandbook-dev.azurewebsites.net/handbook/disp1/disp1s5',
        readOn: '2026-11-21',
      },
    },
    'disp-final': {
      title: 'Send the final response',
      anchor: 'received',
      span: '8 weeks',
      satisfiedBy: ['decision', 'summaryResolution'],
      holdingKeeps: { requires: ['reasons', 'expectedDate', 'referralRight'] },
      requires: ['referralRight'],
      onlyIf: { notTag: ['psd_complaint', 'emd_complaint'] },
      warnAt: ['14 days before', '3 days before'],
      source: {
        text: 'FCA Handbook DISP 1.6, version of 1 June 2026',
        url: 'https://handbook.fca.org.uk/handbook/disp1/disp1s6?date=01-06-2026',
        readOn: '2026-11-21',
      },
    },
  },
};
