import type { Preset } from '../preset.ts';

const source = {
  text: 'Housing Ombudsman, Complaint Handling Code: stage 1 and stage 2 timescales',
  url: 'https://housing-ombudsman.org.uk/residents/make-a-complaint/waiting-for-a-final-response',
  readOn: '2026-11-21',
};

/** The Housing Ombudsman's statutory Complaint Handling Code, for landlords in England. */
export const ukHousingOmbudsman: Preset = {
  id: 'uk-housing-ombudsman',
  title: 'Housing Ombudsman, Complaint Handling Code',
  regulatory: true,
  notes: [
    'Stage 1 may be extended once, by ten working days at most, explained in writing with a new date. Stage 2 may be extended too; how far was not certain, so that no figure is given here.',
    'Who handles stage 2 must not have handled stage 1.',
  ],
  obligations: {
    'housing-acknowledge': {
      title: 'Acknowledge the complaint',
      anchor: 'received',
      span: '5 business days',
      satisfiedBy: ['reply'],
      onlyIf: { stage: 1 },
      warnAt: ['1 business day before'],
      source,
    },
    'housing-stage-1': {
      title: 'Respond at stage 1',
      anchor: 'acknowledged',
      span: '10 business days',
      satisfiedBy: ['decision', 'summaryResolution'],
      substitutes: { extendsTo: '20 business days', requires: ['reasons', 'expectedDate'] },
      onlyIf: { stage: 1 },
      warnAt: ['3 business days before', '1 business day before'],
      source,
    },
    'housing-stage-2-acknowledge': {
      title: 'Acknowledge the request for stage 2',
      anchor: 'escalated',
      span: '5 business days',
      satisfiedBy: ['reply'],
      onlyIf: { stage: 2 },
      warnAt: ['1 business day before'],
      source,
    },
    'housing-stage-2': {
      title: 'Respond at stage 2',
      anchor: 'stageAcknowledged',
      span: '20 business days',
      satisfiedBy: ['decision', 'summaryResolution'],
      requires: ['ombudsmanName', 'referralRight'],
      onlyIf: { stage: 2 },
      warnAt: ['5 business days before', '1 business day before'],
      source,
    },
  },
};
