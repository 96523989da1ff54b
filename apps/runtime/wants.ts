import type { Instant } from '#core/time.ts';
import type { PostEffect } from './claim.ts';
import type { Want } from './waiting-rooms.ts';

/** What an alert waits for: its turn in its channel. @param isClaimed it was refused with a claim that runs */
export function wantOf({ channel, alert }: PostEffect, from: Instant, isClaimed: boolean): Want {
  return { channel, from, lane: isClaimed ? 'claimed' : alert.tone === 'broken' ? 'broken' : 'other' };
}
