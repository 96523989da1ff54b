/**
 * Where a complaint stands. The side exits are `notAComplaint`, `duplicate` (merged away) and `withdrawn`.
 * ISO 10002:2018, 7.2 to 7.9 asks for the steps; the names are ours.
 */
export const stages = [
  'received',
  'acknowledged',
  'assessed',
  'investigating',
  'awaitingComplainant',
  'awaitingThirdParty',
  'decisionDrafted',
  'qcReview',
  'decisionCommunicated',
  'accepted',
  'rejected',
  'stage2',
  'closed',
  'reopened',
  'referredExternal',
  'externalDecided',
  'notAComplaint',
  'duplicate',
  'withdrawn',
] as const;
export type Stage = (typeof stages)[number];

const inHand: readonly Stage[] = ['investigating', 'awaitingComplainant', 'awaitingThirdParty'];
const exits: readonly Stage[] = ['notAComplaint', 'duplicate', 'withdrawn', 'closed'];

/** Which stages may follow which. Steps may be skipped forward: a helpdesk shows some of them only when they matter. */
export const mayFollow: Readonly<Record<Stage, readonly Stage[]>> = {
  received: ['acknowledged', 'assessed', ...inHand, 'decisionCommunicated', 'stage2', ...exits],
  acknowledged: ['assessed', ...inHand, 'decisionDrafted', 'decisionCommunicated', 'stage2', ...exits],
  assessed: ['acknowledged', ...inHand, 'decisionDrafted', 'decisionCommunicated', 'stage2', ...exits],
  investigating: [
    'awaitingComplainant',
    'awaitingThirdParty',
    'decisionDrafted',
    'decisionCommunicated',
    'stage2',
    ...exits,
  ],
  awaitingComplainant: [
    'investigating',
    'awaitingThirdParty',
    'decisionDrafted',
    'decisionCommunicated',
    'stage2',
    ...exits,
  ],
  awaitingThirdParty: [
    'investigating',
    'awaitingComplainant',
    'decisionDrafted',
    'decisionCommunicated',
    'stage2',
    ...exits,
  ],
  decisionDrafted: ['qcReview', 'decisionCommunicated', ...inHand, ...exits],
  qcReview: ['decisionDrafted', 'decisionCommunicated', ...exits],
  decisionCommunicated: ['accepted', 'rejected', 'stage2', 'reopened', 'referredExternal', ...exits],
  accepted: ['closed', 'reopened'],
  rejected: ['stage2', 'referredExternal', 'closed', 'reopened'],
  stage2: [...inHand, 'decisionDrafted', 'decisionCommunicated', ...exits],
  closed: ['reopened', 'referredExternal', 'duplicate'],
  reopened: ['acknowledged', 'assessed', ...inHand, 'decisionDrafted', 'decisionCommunicated', 'stage2', ...exits],
  referredExternal: ['externalDecided', 'closed'],
  externalDecided: ['closed', 'reopened'],
  notAComplaint: ['received', 'reopened'],
  duplicate: [],
  withdrawn: ['reopened'],
};
