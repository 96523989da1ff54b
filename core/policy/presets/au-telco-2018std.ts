import type { Preset } from '../preset.ts';

const source = {
  text: 'ACMA, how telcos must handle complaints (Industry Standard 2018, as amended)',
  url: 'https://www.acma.gov.au/how-telcos-must-handle-complaints',
  readOn: '2026-11-21',
};

/** The Australian industry standard for telecommunications complaints. */
export const auTelco2018Std: Preset = {
  id: 'au-telco-2018std',
  title: 'Telecommunications (Consumer Complaints Handling) Industry Standard 2018',
  regulatory: true,
  notes: [
    'Tag tickets urgent where the standard calls them so. From 1 January 2026 a person affected by domestic violence is urgent too: tag affected_person.',
    'The complainant’s agreement to the plan starts the five days for carrying it out.',
  ],
  obligations: {
    'telco-propose': {
      title: 'Explain how it will be fixed',
      anchor: 'received',
      span: '10 business days',
      satisfiedBy: ['decision', 'summaryResolution'],
      warnAt: ['3 business days before', '1 business day before'],
      source,
    },
    'telco-urgent': {
      title: 'Fix the urgent complaint',
      anchor: 'received',
      span: '2 business days',
      satisfiedBy: ['solved', 'closed', 'summaryResolution'],
      onlyIf: { tag: ['urgent'] },
      warnAt: ['4 business hours before'],
      source,
    },
    'telco-affected-person': {
      title: 'Fix the urgent complaint of an affected person',
      anchor: 'received',
      span: '2 business days',
      satisfiedBy: ['solved', 'closed', 'summaryResolution'],
      onlyIf: { tag: ['affected_person'], notTag: ['urgent'] },
      warnAt: ['4 business hours before'],
      effectiveFrom: '2026-01-01',
      source: { ...source, text: 'Industry Standard 2018 as amended by F2025L00921' },
    },
    'telco-implement': {
      title: 'Carry out what was agreed',
      anchor: 'decisionAccepted',
      span: '5 business days',
      satisfiedBy: ['solved', 'closed'],
      warnAt: ['1 business day before'],
      source,
    },
  },
};
