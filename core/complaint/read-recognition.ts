import type { Policy } from '../policy/policy.ts';
import type { TicketRecord, TimelineEntry } from '../ticket.ts';
import type { Circumstances } from './circumstances.ts';
import { judgedBy, judgeWords } from './judge-words.ts';
import {
  circumstancesAfter,
  circumstancesMark,
  standingCircumstances,
  type StandingFacts,
} from './read-circumstances.ts';
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
 * and the receipt that was written down names the complaint's cycles for good. A bad rating and a reopening count from
 * when they happened; tags, channel and sender from the first words.
 */
export function readRecognition(
  record: Pick<TicketRecord, 'subject'> & StandingFacts,
  of: { readonly timeline: readonly TimelineEntry[]; readonly recorded: RecordedRecognition | undefined },
  policy: Policy,
): RecordedRecognition | undefined {
  const { timeline, recorded } = of;
  if (recorded?.band === 'yes') return recorded;
  const said = complainantSaid(timeline);
  if (said.length === 0) return recorded;
  const mark = circumstancesMark(lastCircumstances(record, timeline), policy.recognition.complaintTags);
  const words = `${record.subject}\n${said.map((entry) => entry.text).join('\n')}`;
  const hash = textHash(mark === '' ? words : `${words}\n${mark}`);
  if (recorded?.hash === hash && recorded.pack === judgedBy(policy)) return recorded;
  const read = readWords(record, { timeline, said }, policy);
  if (recorded === undefined || recorded.band === 'no') return { ...read, hash };
  const { at, update, oldest } = recorded;
  return rank(read.band) > rank(recorded.band)
    ? { ...read, hash, at, update, oldest }
    : { ...recorded, hash, pack: read.pack };
}

type Read = Omit<RecordedRecognition, 'hash'>;

function readWords(
  record: Pick<TicketRecord, 'subject'> & StandingFacts,
  { timeline, said }: { readonly timeline: readonly TimelineEntry[]; readonly said: readonly Said[] },
  policy: Policy,
): Read {
  const counted = new Set<TimelineEntry>(said);
  const messages: string[] = [];
  let circumstances = standingCircumstances(record);
  let best: Read | undefined;
  for (const entry of timeline) {
    const changed = circumstancesAfter(circumstances, entry);
    circumstances = changed ?? circumstances;
    if (entry.kind === 'said' && counted.has(entry)) messages.push(entry.text);
    else if (changed === undefined || messages.length === 0) continue;
    const found = judgeWords({ subject: record.subject, messages }, policy, circumstances);
    if (best !== undefined && rank(found.band) <= rank(best.band)) continue;
    // A complaint is received with the first message that may be one; a later, plainer one does not move it.
    const first = best === undefined || best.band === 'no' ? entry : best;
    best = { ...found, at: first.at, update: first.update };
    if (best.band === 'yes') break;
  }
  return best!;
}

function lastCircumstances(record: StandingFacts, timeline: readonly TimelineEntry[]): Circumstances {
  let last = standingCircumstances(record);
  for (const entry of timeline) last = circumstancesAfter(last, entry) ?? last;
  return last;
}

function rank(band: string): number {
  return band === 'yes' ? 2 : Number(band === 'possible');
}
