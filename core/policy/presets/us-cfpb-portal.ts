import type { Preset } from '../preset.ts';

/** What the Consumer Financial Protection Bureau asks of companies that answer through its portal. */
export const usCfpbPortal: Preset = {
  id: 'us-cfpb-portal',
  title: 'CFPB, Company Portal Manual, section 8.1',
  regulatory: true,
  notes: [
    'Counted from the day the bureau sends the complaint to the portal, for tickets whose channel is the regulator’s portal.',
    'A reply that says the work is in progress extends the limit to 60 days. The intake changed in 2026; check the manual in force.',
  ],
  obligations: {
    'cfpb-response': {
      title: 'Respond through the portal',
      anchor: 'portalReceived',
      span: '15 days',
      satisfiedBy: ['decision', 'summaryResolution'],
      substitutes: { extendsTo: '60 days' },
      onlyIf: { channel: ['regulatorPortal'] },
      warnAt: ['5 days before', '2 days before'],
      source: {
        text: 'CFPB Company Portal Manual, section 8.1, as told by CFPB Monitor, 19 January 2012',
        url: 'https://www.cfpbmonitor.com/2012/01/19/cfpb-updates-complaint-system-manual/',
        readOn: '2026-11-21',
      },
    },
  },
};
