import type { Preset } from '../preset.ts';

/** The limit after which an energy customer of Great Britain may go to the ombudsman and must be told so. */
export const gbEnergy: Preset = {
  id: 'gb-energy',
  title: 'Gas and Electricity (Consumer Complaints Handling Standards) Regulations 2008',
  regulatory: true,
  notes: [
    'A deadlock letter that names the ombudsman may come earlier.',
    'Closing a complaint needs a recorded basis for thinking it resolved (regulation 4).',
    'A remedy that the ombudsman decides on is owed within 28 days; no clock is kept on it, because the decision reaches you outside the ticket.',
  ],
  obligations: {
    'energy-letter': {
      title: 'Resolve it or send the eight-week letter',
      anchor: 'received',
      span: '8 weeks',
      satisfiedBy: ['decision', 'summaryResolution'],
      holdingKeeps: { requires: ['ombudsmanName', 'referralRight'] },
      warnAt: ['14 days before', '3 days before'],
      source: {
        text: 'Energy Ombudsman, eight week and deadlock letters, March 2020',
        url: 'https://partners.ombudsman-services.org/resources/guidance-notes/eight-week-and-deadlock-letters-energy',
        readOn: '2026-11-21',
      },
    },
  },
};
