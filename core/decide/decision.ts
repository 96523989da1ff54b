import type { ComplaintFields } from '../complaint/fields.ts';
import type { AlertKind } from '../effect/effect.ts';
import type { Clock } from '../sla/clock.ts';
import type { Instant } from '../time.ts';

export const reasons = [
  'recognised-as-complaint',
  'possible-complaint',
  'confirmed-by-person',
  'rejected-by-person',
  'merged-away',
  'complaint-ended',
  'grave-from-the-start',
  'first-alert',
  'due-soon',
  'deadline-passed',
  'nobody-acknowledged',
  'snooze-ended',
  'escalated-by-person',
  'answered-late',
  'card-shows-the-state',
] as const;
/** Why something was decided. A closed list: sidebar, command line, notes and tests all key on it. */
export type Because = (typeof reasons)[number];

/** What ought to be true of the ticket, or said to people, why, and by which version of the policy. */
export type Decision = { readonly because: Because; readonly policyVersion: string } & (
  | {
      readonly kind: 'mark';
      /** Our tags that must be there, and those that must not; without prefix. */
      readonly tags: readonly string[];
      readonly notTags: readonly string[];
      readonly fields: ComplaintFields;
    }
  /** A private note, written once a key. */
  | { readonly kind: 'note'; readonly key: string }
  | {
      readonly kind: 'alert';
      /** As in the ledger. */
      readonly key: string;
      readonly alert: AlertKind;
      readonly at: Instant;
      readonly clock: Clock | undefined;
      readonly channel: string;
      /** Weaker alerts, which need not be said any more; as in the ledger. */
      readonly covers: readonly string[];
    }
  /** An alert that quiet hours hold back until they end, as things stand; why it is due is its reason. */
  | {
      readonly kind: 'held';
      readonly key: string;
      readonly alert: AlertKind;
      readonly at: Instant;
      readonly channel: string;
      readonly until: Instant;
    }
  | {
      readonly kind: 'card';
      readonly channel: string;
      readonly message: string;
      /** As in the ledger, with the channel's name in the policy, where the ledger has that; the card's where it has not. */
      readonly key?: string;
      readonly named?: string;
    }
);
