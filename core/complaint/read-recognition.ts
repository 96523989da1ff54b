import type { Policy } from '../policy/policy.ts';
import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import type { Instant } from '../time.ts';
import { recognise } from './recognise.ts';
import { readRecorded, type RecordedRecognition } from './recorded.ts';
import { textHash } from './text-hash.ts';

type Said = Extract<TimelineEntry, { kind: 'said' }>;

/** A complainant who writes for weeks does not make us read for ever: what made it a complaint stands early. */
const mostMessages = 40;

/**
 * What the complainant wrote. The ticket's first words count whoever typed them: an agent who takes a complaint by
 * phone writes it down for the complainant.
 */
export function complainantSaid(timeline: readonly TimelineEntry[]): readonly Said[] {
  const said = timeline.filter((entry): entry is Said => entry.kind === 'said');
  return said
    .filter((entry, index) => entry.by.role === 'complainant' || (index === 0 && entry.by.role === 'agent'))
    .slice(0, mostMessages);
}

/**
 * Whether the complainant's words are a complaint, from the ticket's own note of it where the words are unchanged.
 *
 * Messages are read one more at a time, and the first that makes it a complaint is its receipt: a question that turns
 * into a complaint after three days was received after three days. Later words can raise the band, never lower it:
 * thanks at the end do not undo a complaint.
 */
export function readRecognition(
  record: TicketRecord,
  timeline: readonly TimelineEntry[],
  policy: Policy,
): RecordedRecognition | undefined {
  const said = complainantSaid(timeline);
  if (said.length === 0) return undefined;
  const hash = textHash(`${record.subject}\n${said.map((entry) => entry.text).join('\n')}`);
  const recorded = readRecorded(record.fields.recognition);
  const { pack, ...thresholds } = policy.recognition;
  const settings = { ...thresholds, severity: policy.severity };
  if (recorded !== undefined && recorded.pack === pack.id && (recorded.hash === hash || recorded.band === 'yes')) {
    return recorded.hash === hash ? recorded : { ...recorded, hash };
  }
  let best: RecordedRecognition | undefined;
  const messages: string[] = [];
  for (const entry of said) {
    messages.push(entry.text);
    const found = recognise({ subject: record.subject, messages }, pack, settings);
    if (best !== undefined && rank(found.band) <= rank(best.band)) continue;
    best = { ...found, hash, ...receipt(best, found.band, entry) };
    if (best.band === 'yes') break;
  }
  return best;
}

/** A complaint is received with the first message that may be one; a later, plainer one does not move it. */
function receipt(before: RecordedRecognition | undefined, band: string, entry: Said): { at: Instant; update: string } {
  if (before !== undefined && before.band !== 'no' && band !== 'no') return { at: before.at, update: before.update };
  return { at: entry.at, update: entry.update };
}

function rank(band: string): number {
  return band === 'yes' ? 2 : Number(band === 'possible');
}
