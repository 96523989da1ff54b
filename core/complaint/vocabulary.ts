/** Closed sets of the complaint model. The words are the field's; ISO 10002 fixes none of them. */

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const impacts = ['single', 'several', 'systemic'] as const;
export type Impact = (typeof impacts)[number];

export const safetyImplications = ['none', 'possible', 'actual'] as const;
export type SafetyImplication = (typeof safetyImplications)[number];

export const complexities = ['simple', 'standard', 'complex'] as const;
export type Complexity = (typeof complexities)[number];

export const outcomes = [
  'upheld',
  'partlyUpheld',
  'notUpheld',
  'resolvedInformally',
  'withdrawn',
  'outOfScope',
  'referred',
] as const;
export type OutcomeOfComplaint = (typeof outcomes)[number];

export const remedies = [
  'explanation',
  'apology',
  'correction',
  'repair',
  'replacement',
  'refund',
  'priceReduction',
  'compensation',
  'goodwill',
  'policyChange',
  'other',
  'none',
] as const;
export type RemedyKind = (typeof remedies)[number];

export const communicationKinds = [
  'autoAck',
  'ack',
  'update',
  'infoRequest',
  'holding',
  'substantive',
  'summaryResolution',
  'decision',
  'closure',
  'signpost',
] as const;
/** What a message to the complainant does for the complaint. */
export type CommunicationKind = (typeof communicationKinds)[number];

export const actionKinds = ['correction', 'corrective', 'preventive'] as const;
export type ActionKind = (typeof actionKinds)[number];

export const rootCauses = [
  'people',
  'process',
  'product',
  'policy',
  'system',
  'supplier',
  'communication',
  'thirdParty',
  'customerMisunderstanding',
  'unknown',
] as const;
export type RootCauseCode = (typeof rootCauses)[number];

export const escalationTriggers = [
  'warn',
  'breach',
  'severity',
  'vulnerability',
  'reopen',
  'repeat',
  'manual',
  'regulator',
  'csatLow',
] as const;
export type EscalationTrigger = (typeof escalationTriggers)[number];

export const alertStates = ['posted', 'acknowledged', 'snoozed', 'escalated', 'cleared', 'failed'] as const;
export type AlertState = (typeof alertStates)[number];

export const vulnerabilities = ['none', 'suspected', 'disclosed', 'confirmed'] as const;
export type VulnerabilityStatus = (typeof vulnerabilities)[number];

export const vulnerabilityDrivers = ['health', 'lifeEvent', 'resilience', 'capability'] as const;
export type VulnerabilityDriver = (typeof vulnerabilityDrivers)[number];

export const clockStatuses = [
  'notStarted',
  'running',
  'paused',
  'dueSoon',
  'met',
  'metLate',
  'breached',
  'waived',
  'superseded',
] as const;
export type ClockStatus = (typeof clockStatuses)[number];

export const contentTags = [
  'ombudsmanName',
  'referralRight',
  'referralWindow',
  'reasons',
  'remedy',
  'expectedDate',
] as const;
/** What a message to the complainant must contain for it to count. */
export type ContentTag = (typeof contentTags)[number];

/** What a complaint can be about, as people are offered to choose; they may write another. */
export const offeredCategories: readonly string[] = [
  'delivery',
  'billing',
  'product',
  'service',
  'privacy',
  'safety',
  'delay',
];
