import type { Complaint } from '#core/complaint/complaint.ts';
import type { Clock } from '#core/sla/clock.ts';
import { isUnmet } from '#core/sla/clock.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Decided } from '#core/complaint/decided.ts';
import { referralBodies } from './referral-bodies.ts';
import type { Words } from './words.ts';

export type DraftKind = 'ack' | 'holding' | 'decision';

/** What a draft is written from. `words` are in the complainant's language, where we speak it. */
export interface DraftInput {
  readonly record: TicketRecord;
  readonly complaint: Complaint;
  readonly clocks: readonly Clock[];
  readonly decided: Decided;
  readonly policy: Policy;
  readonly now: Instant;
  readonly words: Words;
  /** Who will send it. */
  readonly by: string;
}

/**
 * A reply for the agent to read, change and send. What only a person knows stands in square brackets. It says what the
 * presets in force ask such a reply to say.
 */
export function draftOf(kind: DraftKind, input: DraftInput): string {
  const { record, words, by } = input;
  const name = record.complainant.name;
  const paragraphs = [
    name === undefined ? words.t('mail_hello_plain') : words.t('mail_hello', { name }),
    ...bodies[kind](input),
    `${words.t('mail_bye')}\n${by}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

const unknown = '[…]';

const bodies: Readonly<Record<DraftKind, (input: DraftInput) => readonly string[]>> = {
  ack: ({ words, clocks, record, now }) => {
    const ref = `#${record.ref.id}`;
    const due = lastDue(clocks);
    return [
      words.t('mail_ack_1'),
      due === undefined || due < now
        ? words.t('mail_ack_2_plain', { ref })
        : words.t('mail_ack_2', { ref, when: words.longDate(due) }),
      words.t('mail_ack_3'),
    ];
  },
  holding: (input) => {
    const { words, clocks, record, now } = input;
    const due = lastDue(clocks);
    return [
      words.t('mail_holding_1', { ref: `#${record.ref.id}` }),
      due === undefined || due < now
        ? words.t('mail_holding_2_plain')
        : words.t('mail_holding_2', { when: words.longDate(due) }),
      ...referralsIn(input, (rule) => rule.holding),
    ];
  },
  decision: (input) => {
    const { words, record, decided } = input;
    const outcome = decided.outcome === undefined ? unknown : (words.known(decided.outcome) ?? decided.outcome);
    const given = decided.remedy?.offered.filter((remedy) => remedy !== 'none') ?? [];
    const remedy = given.map((one) => (one === 'other' ? unknown : (words.known(one) ?? one))).join(', ');
    return [
      words.t('mail_decision_1', { ref: `#${record.ref.id}` }),
      words.t('mail_decision_2', {
        outcome: inSentence(outcome, words),
        reasons: decided.outcomeReasons ?? words.t('mail_decision_reasons'),
      }),
      ...(remedy === '' ? [] : [words.t('mail_decision_3', { remedy: inSentence(remedy, words) })]),
      ...referralsIn(input, (rule) => rule.final),
    ];
  },
};

/** German writes its nouns large wherever they stand. */
function inSentence(text: string, { locale }: Words): string {
  return locale.startsWith('de') ? text : text.toLocaleLowerCase(locale);
}

/** By when the whole complaint is to be answered: the last promise that is still to be kept. */
function lastDue(clocks: readonly Clock[]): Instant | undefined {
  const dues = clocks.filter(isUnmet).flatMap(({ dueAt }) => dueAt ?? []);
  return dues.length === 0 ? undefined : Math.max(...dues);
}

/** The wordings that presets in force ask for, each once. */
function referralsIn(
  { complaint, policy }: DraftInput,
  asks: (rule: { readonly holding: boolean; readonly final: boolean }) => boolean,
): readonly string[] {
  const asking = policy.obligations.filter(({ preset, requires, holdingKeeps, substitutes }) => {
    const inHolding = [...(holdingKeeps?.requires ?? []), ...(substitutes?.requires ?? [])];
    const final = requires.includes('referralRight');
    return complaint.presets.includes(preset) && asks({ holding: inHolding.includes('referralRight'), final });
  });
  return [...new Set(asking.flatMap(({ preset }) => referralBodies[preset]?.wording ?? []))];
}
