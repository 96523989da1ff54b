import type { Instant } from '../time.ts';

export const pressActions = ['acknowledge', 'take', 'snooze', 'escalate'] as const;
/** What a person does about an alert. To acknowledge an alert is to say "I am on it"; it answers nobody's complaint. */
export type PressAction = (typeof pressActions)[number];

/**
 * What the ticket remembers of our alerts. `key` is an effect's key without the ticket's own name:
 * `obligation:step:cycle`.
 *
 * - `claimed`: somebody is about to post it; `owner` is a fresh nonce
 * - `posted`: it was posted, as message `message` of `channel`, or, `shared`, in a digest that is that message; `named`
 *   is the channel as the policy called it, where what may be said there rests on that
 * - `covered`: a stronger alert, `by`, spoke for it
 * - `noted`: the private note of this key was written
 * - `pressed`: a person acted; `by` is the name shown to people, `member` Slack's id of who it was, where it was done there
 * - `withdrawn`: a person took back the escalation pressed at `of`; what people were told of it stays told
 */
export type LedgerEntry =
  | {
      readonly kind: 'claimed';
      readonly key: string;
      readonly owner: string;
      /** Where it is about to be posted; before that, a blank between, where earlier claims of it may have been. */
      readonly channel: string;
      /** Server time of this claim; its lease is counted from here. */
      readonly at: Instant;
      /** Server time of the first claim of this key: how far back a search for its message must go. */
      readonly since: Instant;
    }
  | {
      readonly kind: 'posted';
      readonly key: string;
      readonly channel: string;
      readonly message: string;
      readonly at: Instant;
      readonly shared?: boolean | undefined;
      readonly named?: string | undefined;
    }
  | { readonly kind: 'covered'; readonly key: string; readonly by: string; readonly at: Instant }
  | { readonly kind: 'noted'; readonly key: string; readonly at: Instant }
  | {
      readonly kind: 'pressed';
      readonly action: PressAction;
      readonly by: string;
      /** Two colleagues may have one name. */
      readonly member?: string | undefined;
      readonly at: Instant;
      /** `snooze` only: when the alert comes back. */
      readonly until?: Instant | undefined;
    }
  | { readonly kind: 'withdrawn'; readonly by: string; readonly at: Instant; readonly of: Instant };
