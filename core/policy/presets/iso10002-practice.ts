import type { Preset } from '../preset.ts';

const source = {
  text: 'Common practice of well-run complaints programmes; ISO 10002 sets no figures',
  readOn: '2026-11-21',
};

/** What well-run programmes promise themselves. The figures are practice: ISO 10002 asks for promises and sets none. */
export const iso10002Practice: Preset = {
  id: 'iso10002-practice',
  title: 'Good practice along ISO 10002',
  regulatory: false,
  notes: ['ISO 10002 sets no figures: these are what well-run programmes promise themselves. Change them to your own.'],
  obligations: {
    acknowledge: {
      title: 'Acknowledge the complaint',
      anchor: 'received',
      span: '24 hours',
      satisfiedBy: ['reply'],
      warnAt: ['4 hours before'],
      source,
    },
    respond: {
      title: 'Give a first substantive response',
      anchor: 'received',
      span: '5 business days',
      pausable: true,
      satisfiedBy: ['substantive', 'decision', 'summaryResolution'],
      warnAt: ['8 business hours before'],
      source,
    },
    resolve: {
      title: 'Decide the complaint',
      anchor: 'received',
      span: '15 business days',
      pausable: true,
      satisfiedBy: ['decision', 'summaryResolution'],
      warnAt: ['3 business days before', '8 business hours before'],
      source,
    },
    escalation: {
      title: 'Answer the escalation',
      anchor: 'escalated',
      span: '48 hours',
      pausable: true,
      satisfiedBy: ['substantive', 'decision', 'handback'],
      warnAt: ['8 hours before'],
      source,
    },
  },
};
