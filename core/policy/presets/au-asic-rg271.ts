import type { Preset, PresetObligation } from '../preset.ts';

const timeframes = {
  text: 'AFCA, maximum IDR timeframes under RG 271',
  url: 'https://afca.org.au/members/rg271/new-maximum-idr-timeframes',
  readOn: '2026-11-21',
};

/** An IDR delay notification keeps the promise where it gives the reasons and the right to go to AFCA. */
const response = (title: string, span: string, onlyIf: PresetObligation['onlyIf']): PresetObligation => ({
  title,
  anchor: 'received',
  span,
  satisfiedBy: ['decision', 'summaryResolution'],
  holdingKeeps: { requires: ['reasons', 'ombudsmanName', 'referralRight'] },
  requires: ['ombudsmanName', 'referralRight'],
  onlyIf,
  warnAt: ['7 days before', '2 days before'],
  effectiveFrom: '2021-10-05',
  source: timeframes,
});

/** ASIC's Regulatory Guide 271, for complaints received from 5 October 2021 on. */
export const auAsicRg271: Preset = {
  id: 'au-asic-rg271',
  title: 'ASIC Regulatory Guide 271, internal dispute resolution',
  regulatory: true,
  notes: [
    'Tag tickets superannuation or hardship where those limits apply. A superannuation trustee can set rg271-super: {onlyIf: {}} and leave rg271-response off instead.',
    'What is closed within days of receipt may need no written response and is registered all the same; sources differ on which days, so nothing is excused here.',
  ],
  obligations: {
    'rg271-acknowledge': {
      title: 'Acknowledge the complaint',
      anchor: 'received',
      span: '24 hours',
      satisfiedBy: ['reply'],
      warnAt: ['4 hours before'],
      effectiveFrom: '2021-10-05',
      source: {
        text: 'AFA on RG 271, 8 October 2021',
        url: 'https://www.afa.asn.au/news/new-internal-dispute-resolution-regime',
        readOn: '2026-11-21',
      },
    },
    'rg271-response': response('Give the IDR response', '30 days', { notTag: ['superannuation', 'hardship'] }),
    'rg271-super': response('Give the IDR response (superannuation)', '45 days', {
      tag: ['superannuation'],
      notTag: ['hardship'],
    }),
    'rg271-hardship': response('Give the IDR response (financial hardship)', '21 days', { tag: ['hardship'] }),
  },
};
