import type { Severity } from '#core/complaint/vocabulary.ts';
import type { Instant } from '#core/time.ts';
import { markedBand, markedSeverity } from './own-marks.ts';

/** A ticket that was merged into another, as the helpdesk shows it. */
interface Taken {
  readonly id: string;
  readonly created_at: Instant;
  readonly tags: readonly string[];
}

/** What a merge brings along: when that ticket was received, and what its marks say it was. */
interface Brought {
  readonly receivedAt: Instant | undefined;
  readonly complaint?: 'yes' | 'possible' | undefined;
  readonly severity?: Severity | undefined;
}

/** What one of the merged tickets brings along, as far as it could be read. */
export function takenIn(merged: readonly Taken[] | undefined, id: string | undefined, prefix: string): Brought {
  const taken = merged?.find((ticket) => ticket.id === id);
  if (taken === undefined) return { receivedAt: undefined };
  const { created_at: receivedAt, tags } = taken;
  return { receivedAt, complaint: markedBand(tags, prefix), severity: markedSeverity(tags, prefix) };
}
