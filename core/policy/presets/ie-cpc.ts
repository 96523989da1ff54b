import type { Preset } from '../preset.ts';

const source = {
  text: 'Central Bank of Ireland, Consumer Protection Code, as revised from 24 March 2026; the regulations themselves were not read',
  url: 'https://complaintlab.com/resources/knowledge-base/ireland-cbi-complaint-handling',
  readOn: '2026-11-21',
};

/** The Central Bank of Ireland's Consumer Protection Code. Both figures are the same before and after its revision. */
export const ieCpc: Preset = {
  id: 'ie-cpc',
  title: 'Central Bank of Ireland, Consumer Protection Code',
  regulatory: true,
  notes: [
    'Regular updates are owed as well. Sources differ on whether they are due at or every 20 business days, so no clock is kept on them here.',
  ],
  obligations: {
    'cpc-acknowledge': {
      title: 'Acknowledge the complaint',
      anchor: 'received',
      span: '5 business days',
      satisfiedBy: ['reply'],
      warnAt: ['1 business day before'],
      source,
    },
    'cpc-resolve': {
      title: 'Resolve it, or tell when and name the ombudsman',
      anchor: 'received',
      span: '40 business days',
      satisfiedBy: ['decision', 'summaryResolution'],
      holdingKeeps: { requires: ['expectedDate', 'ombudsmanName', 'referralRight'] },
      warnAt: ['10 business days before', '2 business days before'],
      source,
    },
  },
};
