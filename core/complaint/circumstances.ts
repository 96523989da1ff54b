import type { Channel } from '../ticket.ts';
import type { CompiledCue, CueGroupSource } from './cue-pack.ts';

/** What a ticket tells beside its words. All of it is optional: what a helpdesk does not tell speaks neither way. */
export interface Circumstances {
  readonly rating?: 'good' | 'bad' | undefined;
  /** How often it came back after it was solved. */
  readonly reopened?: number | undefined;
  /** A ticket was merged into it that was a complaint, or may have been one. */
  readonly tookIn?: 'yes' | 'possible' | undefined;
  readonly channel?: Channel | undefined;
  /** Tags of the ticket, and the name of the form it came by. */
  readonly tags?: readonly string[] | undefined;
  /** How many complaints the same person had made before. */
  readonly earlierComplaints?: number | undefined;
  /** Name and address under which it was sent. */
  readonly sender?: string | undefined;
}

const group = (id: string, title: string, role: 'decides' | 'adds' | 'damps', signals: readonly string[]) =>
  ({ id, title, role, cap: 8, signals }) satisfies CueGroupSource;

const cue = (id: string, weight: number, of: CueGroupSource): CompiledCue => ({
  id,
  weight,
  group: of,
  signals: of.signals,
  category: undefined,
  driver: undefined,
});

/** What circumstances count, as cues without words of their own. */
const cues = {
  rating: cue('ticket.rated-badly', 1.5, group('rated', 'The complainant rated the service badly', 'adds', [])),
  reopened: cue('ticket.reopened', 1.5, group('reopened', 'The ticket was reopened', 'adds', ['repeat'])),
  reopenedOften: cue(
    'ticket.reopened-often',
    2.5,
    group('reopened', 'The ticket was reopened twice or more', 'adds', ['repeat']),
  ),
  tookIn: cue(
    'ticket.took-in-complaint',
    4,
    group('taken-in', 'A complaint was merged into this ticket', 'decides', []),
  ),
  tookInPossible: cue(
    'ticket.took-in-possible',
    1.5,
    group('taken-in', 'A ticket that may be a complaint was merged into this one', 'adds', []),
  ),
  portal: cue(
    'ticket.from-regulator-portal',
    4,
    group('portal', 'It came through a regulator’s or ombudsman’s portal', 'decides', ['formal', 'regulator']),
  ),
  tag: cue(
    'ticket.said-to-be-complaint',
    4,
    group('tagged', 'A form or tag says that it is a complaint', 'decides', ['formal']),
  ),
  earlier: cue(
    'ticket.earlier-complaint',
    1,
    group('earlier', 'The complainant complained before', 'adds', ['repeat']),
  ),
  regulator: cue(
    'ticket.from-regulator',
    4,
    group('sender', 'A regulator or ombudsman wrote it', 'decides', ['formal', 'regulator']),
  ),
} as const satisfies Readonly<Record<string, CompiledCue>>;

/** The cues of circumstances by their ids, for those who look up what a reason means. */
export const circumstanceCues: readonly CompiledCue[] = Object.values(cues);

/**
 * What the circumstances of a ticket say for its being a complaint.
 *
 * @param complaintTags tags and names of forms that mean a complaint, in small letters
 */
export function weighCircumstances(
  given: Circumstances,
  { complaintTags, sentByRegulator }: { readonly complaintTags: readonly string[]; readonly sentByRegulator: boolean },
): readonly CompiledCue[] {
  const found = happened(given);
  if (given.channel === 'regulatorPortal') found.push(cues.portal);
  if (given.tags?.some((tag) => complaintTags.includes(tag.toLowerCase())) === true) found.push(cues.tag);
  if ((given.earlierComplaints ?? 0) > 0) found.push(cues.earlier);
  if (sentByRegulator) found.push(cues.regulator);
  return found;
}

/** What became of the ticket since it was made. */
function happened({ rating, reopened = 0, tookIn }: Circumstances): CompiledCue[] {
  const found: CompiledCue[] = [];
  if (rating === 'bad') found.push(cues.rating);
  if (reopened > 0) found.push(reopened > 1 ? cues.reopenedOften : cues.reopened);
  if (tookIn !== undefined) found.push(tookIn === 'yes' ? cues.tookIn : cues.tookInPossible);
  return found;
}
