import type { Preset } from '../preset.ts';

const letter = {
  anchor: 'received',
  satisfiedBy: ['decision', 'summaryResolution'],
  holdingKeeps: { requires: ['ombudsmanName', 'referralRight'] },
  warnAt: ['10 days before', '3 days before'],
} as const;

/** Ofcom's limit for telling a telecoms customer of the dispute resolution scheme. */
export const ukOfcomAdr: Preset = {
  id: 'uk-ofcom-adr',
  title: 'Ofcom, access to alternative dispute resolution',
  regulatory: true,
  notes: [
    'Eight weeks for complaints received before 8 April 2026, six weeks from then on. No transitional rule was seen, so the day of receipt alone decides.',
    'A deadlock letter that names the scheme may come earlier.',
  ],
  obligations: {
    'adr-letter-8-weeks': {
      ...letter,
      satisfiedBy: [...letter.satisfiedBy],
      holdingKeeps: { requires: [...letter.holdingKeeps.requires] },
      warnAt: [...letter.warnAt],
      title: 'Resolve it or send the ADR letter',
      span: '8 weeks',
      effectiveTo: '2026-04-08',
      source: {
        text: 'Ofcom, 8 July 2025: the rule until 7 April 2026',
        url: 'https://www.wired-gov.net/wg/news.nsf/articles/quicker+complaints+resolution+for+telecoms+customers+under+new+ofcom+rules+09072025101500?open',
        readOn: '2026-11-21',
      },
    },
    'adr-letter': {
      ...letter,
      satisfiedBy: [...letter.satisfiedBy],
      holdingKeeps: { requires: [...letter.holdingKeeps.requires] },
      warnAt: [...letter.warnAt],
      title: 'Resolve it or send the ADR letter',
      span: '6 weeks',
      effectiveFrom: '2026-04-08',
      source: {
        text: 'Ofcom, 8 July 2025: the rule from 8 April 2026',
        url: 'https://www.techdigest.tv/2025/07/ofcom-accelerates-telecoms-complaint-resolution-for-consumers.html',
        readOn: '2026-11-21',
      },
    },
  },
};
