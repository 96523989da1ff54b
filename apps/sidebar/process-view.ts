import type { Complaint } from '#core/complaint/complaint.ts';
import type { Decided } from '#core/complaint/decided.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Key, Words } from './words.ts';

/** The steps that ISO 10002:2018 asks for, 7.4 to 7.9. */
export const steps = ['acknowledge', 'assess', 'investigate', 'respond', 'communicate', 'close'] as const;
export type Step = (typeof steps)[number];

/** Sections of the panel in which something can be mended. */
export type SectionName = 'ask' | 'assessment' | 'resolution' | 'cause' | 'actions' | 'referral' | 'reply';

export interface MissingView {
  readonly text: string;
  readonly section: SectionName;
}

/** Where the process stands, and what is missing before its end. */
export interface ProcessView {
  readonly steps: readonly { readonly step: Step; readonly name: string; readonly state: 'done' | 'next' | 'later' }[];
  /** `undefined` once the complaint is closed. */
  readonly next: Step | undefined;
  readonly sentence: string;
  /** Every step was done. */
  readonly isWhole: boolean;
  readonly missing: readonly MissingView[];
}

interface Judged {
  readonly complaint: Complaint;
  readonly decided: Decided;
  readonly policy: Policy;
  readonly words: Words;
}

/** Reads where a complaint is in the process from what was done with it. */
export function processOf(judged: Judged): ProcessView {
  const { complaint, words } = judged;
  const isDone = doneIn(judged);
  const next = complaint.isOpen ? (steps.find((step) => !isDone[step]) ?? 'close') : undefined;
  return {
    steps: steps.map((step) => ({
      step,
      name: words.t(`step_${step}`),
      state: isDone[step] ? 'done' : step === next ? 'next' : 'later',
    })),
    next,
    sentence:
      next === undefined
        ? words.t(steps.every((step) => isDone[step]) ? 'step_over' : 'step_left_out')
        : words.t('step_at', { n: steps.indexOf(next) + 1, step: words.t(`step_${next}`) }),
    isWhole: steps.every((step) => isDone[step]),
    missing: complaint.isOpen ? missingIn(judged) : [],
  };
}

function doneIn({ complaint, decided }: Judged): Readonly<Record<Step, boolean>> {
  const { events } = complaint;
  return {
    acknowledge: events.some(({ kind }) => kind === 'reply'),
    assess: decided.severity !== undefined && isConfirmed(complaint),
    investigate: decided.rootCause !== undefined,
    respond: decided.outcome !== undefined && hasRemedy(decided),
    communicate: isToldFor(complaint),
    close: !complaint.isOpen,
  };
}

/** The decision was told, and nothing reopened the matter since. */
function isToldFor({ decision, reopenedAt }: Complaint): boolean {
  return decision !== undefined && decision.communicatedAt >= (reopenedAt.at(-1) ?? 0);
}

function isConfirmed({ band, confirmed }: Complaint): boolean {
  return band === 'yes' || confirmed;
}

/** What was not upheld needs no remedy; all else says what was given, `none` included. */
function hasRemedy({ remedy, outcome }: Decided): boolean {
  const needsNone = outcome === 'notUpheld' || outcome === 'outOfScope' || outcome === 'withdrawn';
  return needsNone || (remedy?.offered.length ?? 0) > 0;
}

function missingIn(judged: Judged): readonly MissingView[] {
  const { complaint, decided, words } = judged;
  const done = doneIn(judged);
  const isUpheld = decided.outcome === 'upheld' || decided.outcome === 'partlyUpheld';
  const checks: readonly (readonly [boolean, Key, SectionName])[] = [
    [!isConfirmed(complaint), 'missing_confirmed', 'ask'],
    [!done.acknowledge, 'missing_acknowledged', 'reply'],
    [complaint.issues[0]?.category === undefined, 'missing_category', 'assessment'],
    [decided.severity === undefined, 'missing_severity', 'assessment'],
    [decided.rootCause === undefined, 'missing_cause', 'cause'],
    [decided.outcome === undefined, 'missing_outcome', 'resolution'],
    [!hasRemedy(decided), 'missing_remedy', 'resolution'],
    [isUpheld && decided.actions.length === 0, 'missing_action', 'actions'],
    [
      decided.actions.some(({ owner, dueAt }) => owner === undefined || dueAt === undefined),
      'missing_owner',
      'actions',
    ],
    [!done.communicate, 'missing_communicated', 'reply'],
    [done.communicate && !isReferralTold(judged), 'missing_referral', 'referral'],
  ];
  return checks.flatMap(([isMissing, key, section]) => (isMissing ? [{ text: words.t(key), section }] : []));
}

/** A regulator's decision must say where else to turn; told from what was written to the complainant. */
function isReferralTold({ complaint, policy }: Judged): boolean {
  const isOwed = policy.obligations.some(
    ({ preset, requires }) => complaint.presets.includes(preset) && requires.includes('referralRight'),
  );
  return (
    !isOwed ||
    complaint.communications.some(
      ({ direction, contains }) => direction === 'out' && contains.includes('referralRight'),
    )
  );
}
