import type { Policy } from '../policy/policy.ts';
import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import { judgedBy, judgeWords } from './judge-words.ts';
import type { RecordedRecognition } from './recorded.ts';
import { textHash } from './text-hash.ts';

type Said = Extract<TimelineEntry, { kind: 'said' }>;

/** A complainant who writes for weeks does not make us read for ever: what made it a complaint stands early. */
const mostMessages = 40;

/**
 * What the complainant wrote. The ticket's first words count whoever typed them, in public or not: an agent who takes a
 * complaint by phone writes it down for the complainant.
 */
export function complainantSaid(timeline: readonly TimelineEntry[]): readonly Said[] {
  const said = timeline.filter((entry): entry is Said => entry.kind === 'said');
  return said
    .filter((entry, index) => entry.by.role === 'complainant' || (index === 0 && entry.by.role === 'agent'))
    .slice(0, mostMessages);
}

/**
 * Whether the complainant's words are a complaint, from the ticket's own note of it where that still holds.
 *
 * Messages are read one more at a time, and the first that makes it a complaint is its receipt: a question that turns
 * into a complaint after three days was received after three days. Later words and newer cues can raise the band, never
 * lower it: thanks at the end do not undo a complaint, only a person does. So what was surely one is not read again,
 * and the receipt that was written down names the complaint's cycles for good.
 */
export function readRecognition(
  record: Pick<TicketRecord, 'subject'>,
  of: { readonly timeline: readonly TimelineEntry[]; readonly recorded: RecordedRecognition | undefined },
  policy: Policy,
): RecordedRecognition | undefined {
  const { timeline, recorded } = of;
  if (recorded?.band === 'yes') return recorded;
  const said = complainantSaid(timeline);
  if (said.length === 0) return recorded;
  const hash = textHash(`${record.subject}\n${said.map((entry) => entry.text).join('\n')}`);
  if (recorded?.hash === hash && recorded.pack === judgedBy(policy)) return recorded;
  const read = readWords(record.subject, said, policy);
  if (recorded === undefined || recorded.band === 'no') return { ...read, hash };
  const { at, update } = recorded;
  return rank(read.band) > rank(recorded.band) ? { ...read, hash, at, update } : { ...recorded, hash, pack: read.pack };
}

type Read = Omit<RecordedRecognition, 'hash'>;

function readWords(subject: string, said: readonly Said[], policy: Policy): Read {
  const messages: string[] = [];
  let best: Read | undefined;
  for (const entry of said) {
    messages.push(entry.text);
    const found = judgeWords({ subject, messages }, policy);
    if (best !== undefined && rank(found.band) <= rank(best.band)) continue;
    // A complaint is received with the first message that may be one; a later, plainer one does not move it.
    const first = best === undefined || best.band === 'no' ? entry : best;
    best = { ...found, at: first.at, update: first.update };
    if (best.band === 'yes') break;
  }
  return best!;
}

function rank(band: string): number {
  return band === 'yes' ? 2 : Number(band === 'possible');
}
