import { isReckonable, toIso, parseInstant, type Instant } from '../time.ts';
import { readOwnForm, type WrittenRecognition } from './recorded-form.ts';
import { bands, type Band, type Reason, type Recognition } from './recognition.ts';
import { causeOf } from './telling.ts';
import { severities, type Severity } from './vocabulary.ts';
import { tellsOfVulnerability } from './vulnerability.ts';

/** A recognition as the ticket keeps it, so that unchanged text is not read again. */
export interface RecordedRecognition extends Recognition {
  readonly hash: string;
  /** When the message that made it a complaint was written. */
  readonly at: Instant;
  readonly update: string;
  /**
   * When the oldest ticket that was merged into it was received: a browser does not read those again, and they may be
   * deleted.
   */
  readonly oldest?: Instant | undefined;
  /**
   * The tickets merged into it whose severity was taken over, by their ids with a blank between: what somebody does to
   * them afterwards changes nothing here.
   */
  readonly taken?: string | undefined;
}

const mostReasons = 8;
const longestQuote = 80;

/** The field's text: versioned JSON, short enough for a line of the helpdesk's own form. */
export function writeRecorded(recorded: RecordedRecognition): string {
  return JSON.stringify({
    v: 1,
    hash: recorded.hash,
    pack: recorded.pack,
    // Most are, and a shorter field is read sooner.
    language: recorded.language === 'en' ? undefined : recorded.language,
    band: recorded.band,
    score: Math.round(recorded.score * 100) / 100,
    category: recorded.category,
    severity: recorded.severity,
    at: toIso(recorded.at),
    update: recorded.update,
    oldest: recorded.oldest === undefined ? undefined : toIso(recorded.oldest),
    taken: recorded.taken,
    reasons: weightiest(recorded.reasons).map((reason) => [
      reason.cue,
      reason.quote.slice(0, longestQuote),
      reason.start,
      reason.end,
      reason.weight,
    ]),
  });
}

/** The cause and the reasons that count most, in order of place: a customer's own model gives one for nearly every word. */
function weightiest(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length <= mostReasons) return reasons;
  const cause = causeOf(reasons);
  const matter = (reason: Reason): number =>
    reason === cause || tellsOfVulnerability(reason) ? Infinity : Math.abs(reason.weight);
  const kept = new Set(reasons.toSorted((a, b) => matter(b) - matter(a) || 0).slice(0, mostReasons));
  return reasons.filter((reason) => kept.has(reason));
}

/** What the field says, or `undefined` where it says nothing we understand: then the text is read again. */
export function readRecorded(text: string | undefined): RecordedRecognition | undefined {
  if (text === undefined || text === '') return undefined;
  const written = readOwnForm(text) ?? readAnyForm(text);
  return written === undefined ? undefined : understood(written);
}

function readAnyForm(text: string): WrittenRecognition | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['v'] !== 1) return undefined;
  const { hash, pack, language, band, score, category, severity, at, update, oldest, taken, reasons } = value;
  return {
    hash,
    pack,
    language,
    band,
    score,
    category,
    severity,
    at,
    update,
    oldest,
    taken,
    reasons: readReasons(reasons),
  };
}

function understood(written: WrittenRecognition): RecordedRecognition | undefined {
  const { hash, pack, language, band, score, category, severity, at, update, oldest, taken, reasons } = written;
  const instant = typeof at === 'string' ? parseInstant(at) : undefined;
  if (instant === undefined || !isReckonable(instant)) return undefined;
  if (typeof hash !== 'string' || typeof pack !== 'string' || typeof update !== 'string') {
    return undefined;
  }
  if (!bands.includes(band as Band) || !severities.includes(severity as Severity) || !isAmount(score)) return undefined;
  return {
    hash,
    pack,
    ...(typeof language === 'string' && { language }),
    band: band as Band,
    score,
    category: typeof category === 'string' ? category : undefined,
    severity: severity as Severity,
    at: instant,
    update,
    ...oldestIn(oldest),
    ...takenIn(taken),
    reasons,
  };
}

function oldestIn(text: unknown): Pick<RecordedRecognition, 'oldest'> {
  const oldest = typeof text === 'string' ? parseInstant(text) : undefined;
  return oldest === undefined || !isReckonable(oldest) ? {} : { oldest };
}

function takenIn(taken: unknown): Pick<RecordedRecognition, 'taken'> {
  return typeof taken === 'string' ? { taken } : {};
}

function readReasons(values: unknown): readonly Reason[] {
  const reasons: Reason[] = [];
  if (!Array.isArray(values)) return reasons;
  for (const value of values as unknown[]) {
    const reason = Array.isArray(value) ? readReason(value) : undefined;
    if (reason !== undefined) reasons.push(reason);
  }
  return reasons;
}

function readReason(value: readonly unknown[]): Reason | undefined {
  const [cue, quote, start, end, weight] = value;
  if (typeof cue !== 'string' || typeof quote !== 'string') return undefined;
  return isAmount(start) && isAmount(end) && isAmount(weight) ? { cue, quote, start, end, weight } : undefined;
}

function isAmount(value: unknown): value is number {
  return Number.isFinite(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
