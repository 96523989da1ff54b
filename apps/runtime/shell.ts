import type { Policy } from '#core/policy/policy.ts';
import type { AlertChannel, Timekeeper } from '#integrations/contract.ts';
import type { DeskPorts } from '#integrations/desk.ts';
import type { AheadPlaces } from './ahead-places.ts';
import type { Held } from './claim.ts';
import type { DeskTime } from './desk-time.ts';
import type { Log } from './log.ts';
import type { OpenComplaints } from './open-complaints.ts';
import type { Pending } from './pending.ts';
import type { Refused } from './refused.ts';
import type { UnkeptChanges } from './unkept-changes.ts';
import type { WaitingRooms } from './waiting-rooms.ts';

/** One account of a helpdesk, by its ports. */
export interface Desk extends DeskPorts {
  readonly platform: string;
  readonly account: string;
  /** The account's own clock. */
  readonly clock: DeskTime;
}

/**
 * What performing needs: ports, policy, time. The maps are caches: emptying them at any moment costs a repeated
 * request and nothing else.
 */
export interface Shell {
  readonly policy: Policy;
  readonly desks: readonly Desk[];
  readonly channel: AlertChannel;
  /**
   * Why nothing at all can be posted now, as a code; asked before anything is claimed, so that a workspace that is away
   * for days costs no ticket a write. Where it is left out, only posting tells.
   */
  readonly obstacle: (() => Promise<string | undefined>) | undefined;
  readonly time: Timekeeper;
  readonly log: Log;
  /** A fresh nonce: who holds a claim. */
  readonly nonce: () => string;
  /** What each card shows, by its key, so that an unchanged one is not sent again. */
  readonly shown: Map<string, string>;
  /** Claims of ours under which certainly nothing was posted, and under which it may be while they last. */
  readonly held: Map<string, Held>;
  /** Alerts and edits that were refused and until when they are left alone, so that a lasting refusal is no storm of tries. */
  readonly refused: Map<string, Refused>;
  /** What a helpdesk does not keep, so that it is not written without end. */
  readonly unkept: UnkeptChanges;
  /** Which alerts are claimed before they fall due. */
  readonly ahead: AheadPlaces;
  /** Where what many tickets have to say in one channel waits for its turn. */
  readonly rooms: WaitingRooms;
  /** The open complaints as last judged, for lists that people ask for. */
  readonly open: OpenComplaints;
  /** What is due and not posted, for people to see. */
  readonly pending: Pending;
}
