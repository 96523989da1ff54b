import type { QuotingSource } from './cue-pack.ts';
import type { Stretch } from './word-scan.ts';

/** What the complainant wrote: the ticket's subject and their messages, oldest first. */
export interface ComplainantText {
  readonly subject: string;
  readonly messages: readonly string[];
}

/** How much of a text is read, in UTF-16 units; of a longer one its first and its last half of this. */
export const readingLimit = 65_536;

/**
 * The one text that offsets of reasons count in: the subject, a line feed, and the messages apart by line feeds.
 */
export function recognitionText(text: ComplainantText): string {
  return `${text.subject}\n${text.messages.join('\n')}`;
}

/** The parts of a text that its writer wrote, and the words by which a robot's message was known. */
export interface OwnWords {
  readonly stretches: readonly Stretch[];
  readonly automatic: readonly Stretch[];
}

/**
 * Sets aside what a complainant's messages carry along: quoted history, signatures, a device's footer, and messages that
 * no person wrote. Offsets are those of `recognitionText`.
 *
 * An opening message that is nothing but quotation is read all the same: somebody forwarded or pasted it.
 */
export function ownWords(text: ComplainantText, quoting: QuotingSource): OwnWords {
  const length = text.subject.length + 1 + text.messages.reduce((sum, message) => sum + message.length + 1, -1);
  const stretches: Stretch[] = [];
  const automatic: Stretch[] = [];
  const robotSubject = automaticPart(text.subject, quoting.automaticSubjects, 0);
  if (robotSubject !== undefined) automatic.push(robotSubject);
  else stretches.push(...clip({ start: 0, end: text.subject.length }, length));
  let offset = text.subject.length + 1;
  text.messages.forEach((message, place) => {
    const start = offset;
    offset += message.length + 1;
    if (place === 0 && robotSubject !== undefined) return;
    const robot = automaticPart(message, quoting.automaticOpenings, start);
    if (robot !== undefined) {
      automatic.push(robot);
      return;
    }
    for (const part of clip({ start, end: start + message.length }, length)) {
      const own = ownLines(message.slice(part.start - start, part.end - start), quoting);
      const read = own.length === 0 && place === 0 ? [{ start: 0, end: part.end - part.start }] : own;
      stretches.push(...read.map((line) => ({ start: line.start + part.start, end: line.end + part.start })));
    }
  });
  return { stretches, automatic };
}

/** By how many units of its own words a language is told. */
const sampleSize = 160;

/** The first of the writer's own words, enough of them to tell a language by; empty where they hold no letter. */
export function sampleOf(whole: string, stretches: readonly Stretch[]): string {
  let sample = '';
  for (const { start, end } of stretches) {
    if (sample.length >= sampleSize) break;
    sample += `${whole.slice(start, Math.min(end, start + sampleSize - sample.length))} `;
  }
  return /\p{L}/u.test(sample) ? sample : '';
}

/** The part within what is read of a text of this length. */
function clip(part: Stretch, length: number): readonly Stretch[] {
  if (length <= readingLimit) return [part];
  const half = readingLimit / 2;
  const head = { start: part.start, end: Math.min(part.end, half) };
  const tail = { start: Math.max(part.start, length - half), end: part.end };
  return [head, tail].filter((piece) => piece.start < piece.end);
}

function automaticPart(text: string, beginnings: readonly string[], offset: number): Stretch | undefined {
  const blanks = text.slice(0, 200).search(/\S/);
  if (blanks < 0) return undefined;
  const opening = text
    .slice(blanks, blanks + 100)
    .toLowerCase()
    .replaceAll('\u2019', "'");
  const found = beginnings.find((beginning) => opening.startsWith(beginning));
  return found === undefined ? undefined : { start: offset + blanks, end: offset + blanks + found.length };
}

interface Line extends Stretch {
  /** Trimmed, in small letters, cut to what the rules look at. */
  readonly words: string;
}

/** French programs write one before a colon. */
const hardSpace = /[\u00a0\u202f]/u;
const hardSpaces = /[\u00a0\u202f]/gu;
const longestLookedAt = 240;
const longestSignature = { lines: 10, units: 600 };

function ownLines(message: string, quoting: QuotingSource): readonly Stretch[] {
  const lines = splitLines(message);
  const own: Stretch[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || restIsQuoted(lines, at, quoting)) break;
    if (line.words !== '' && isCarried(lines, at, quoting)) continue;
    const last = own.at(-1);
    if (last !== undefined && last.end + 1 === line.start) own[own.length - 1] = { start: last.start, end: line.end };
    else own.push({ start: line.start, end: line.end });
  }
  return own.some(({ start, end }) => message.slice(start, end).trim() !== '') ? own : [];
}

function isCarried(lines: readonly Line[], at: number, quoting: QuotingSource): boolean {
  const line = lines[at];
  return (
    line !== undefined && (line.words.startsWith('>') || introduces(lines, at, quoting) || isFooter(line, quoting))
  );
}

function splitLines(message: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= message.length) {
    const feed = message.indexOf('\n', start);
    const end = feed < 0 ? message.length : feed;
    lines.push({
      start,
      end,
      words: end === start ? '' : wordsOf(message.slice(start, Math.min(end, start + longestLookedAt))),
    });
    start = end + 1;
  }
  return lines;
}

function wordsOf(line: string): string {
  const words = line.trim().toLowerCase();
  return hardSpace.test(words) ? words.replaceAll(hardSpaces, ' ') : words;
}

/** From here on nothing is the writer's: copied history without marks, or a signature. */
function restIsQuoted(lines: readonly Line[], at: number, quoting: QuotingSource): boolean {
  const words = lines[at]?.words ?? '';
  if (words === '') return false;
  if (words === '--') return isShort(lines, at);
  if ((words.startsWith('-') || words.startsWith('_')) && quoting.separators.includes(withoutRule(words))) return true;
  if (introduces(lines, at, quoting)) return !lines.slice(at + 1, at + 5).some((line) => line.words.startsWith('>'));
  if (at === 0) return false;
  const header = quoting.headers.find(({ first }) => words.startsWith(first));
  return header !== undefined && lines.slice(at + 1, at + 5).some((line) => line.words.startsWith(header.second));
}

function isShort(lines: readonly Line[], at: number): boolean {
  const units = (lines.at(-1)?.end ?? 0) - (lines[at]?.end ?? 0);
  return lines.length - at <= longestSignature.lines && units <= longestSignature.units;
}

function withoutRule(words: string): string {
  return words.replaceAll('-', ' ').replaceAll('_', ' ').trim();
}

/** "On … wrote:", on one line or wrapped onto a second. */
function introduces(lines: readonly Line[], at: number, quoting: QuotingSource): boolean {
  const words = lines[at]?.words ?? '';
  if (words === '') return false;
  const before = lines[at - 1]?.words ?? '';
  const after = lines[at + 1]?.words ?? '';
  return quoting.introductions.some(({ starts, ends }) => {
    if (words.startsWith(`${starts} `)) return /\d/.test(words) && (words.endsWith(ends) || after.endsWith(ends));
    return words.endsWith(ends) && before.startsWith(`${starts} `) && /\d/.test(before);
  });
}

function isFooter(line: Line, quoting: QuotingSource): boolean {
  return line.end - line.start < 80 && quoting.footers.some((footer) => line.words.startsWith(footer));
}
