import { InvariantError } from '#core/invariant.ts';
import { describeIssue } from '#core/sla/calendar-rules.ts';
import { checkCalendarSource } from '#core/sla/calendar-check.ts';
import type { CalendarSource } from '#core/sla/calendar-source.ts';
import { compileCalendar, openMsBetween, type Calendar } from '#core/sla/calendar.ts';
import { explainDue, type DueExplanation } from '#core/sla/explain-due.ts';
import { dueAt, formatSpan, parseSpan, suggestSpan, type Span } from '#core/sla/span.ts';
import { parseInstant, toIso, type Instant } from '#core/time.ts';
import { expandHolidayRegions } from '../runtime/holiday-regions.ts';
import { explanationText } from './due-text.ts';
import { isBlank, parseLine } from './answer-lines.ts';
import { linesOf, maxLineBytes, type Line } from './json-lines.ts';
import { UseError } from './use-error.ts';

/** A question that cannot be answered as it was asked; the message says why. */
export class QuestionError extends Error {
  readonly code = 'DUE_QUESTION';

  constructor(message: string) {
    super(message);
    this.name = 'QuestionError';
  }
}

/** `recourse due`: one question. The calendar is what the file held, not checked yet. */
export interface DueQuestion {
  readonly calendarSource: unknown;
  readonly from: string;
  readonly span: string;
  readonly json: boolean;
}

/**
 * When a span is due, with the day-by-day explanation: as text, or as JSON with instants in ISO 8601.
 *
 * @throws {QuestionError} for a calendar, an instant or a span that cannot be read, and for a span that ends nowhere
 */
export async function runDue(question: DueQuestion): Promise<string> {
  const calendar = await readCalendar(question.calendarSource);
  const from = readInstant('from', question.from);
  const explanation = explained(from, readSpan(question.span), calendar);
  return question.json ? JSON.stringify(explanationJson(explanation)) : explanationText(explanation, calendar);
}

function explained(from: Instant, span: Span, calendar: Calendar): DueExplanation {
  try {
    return explainDue({ from, span, calendar }, [], from);
  } catch (cause) {
    if (!(cause instanceof InvariantError)) throw cause;
    throw new QuestionError(`${cause.message} (${cause.code})`);
  }
}

/**
 * `recourse due --batch`: JSON lines in, JSON lines out, in order.
 *
 * A line with `define` names a calendar and is not answered. One with `span` is answered by `due`, one with `to` by
 * `openMs`, one that cannot be answered by `error`, a code and why. Blank lines are passed over.
 *
 * @param input  UTF-8, lines parted by `\n`
 * @param write  may say when there is room for more
 * @returns the exit code: 1 where any line was answered by an error
 * @throws {UseError} for a file that cannot be read
 */
export async function runDueBatch(input: AsyncIterable<Uint8Array>, write: (line: string) => unknown): Promise<0 | 1> {
  let exitCode: 0 | 1 = 0;
  const calendars = new Map<string, Calendar>();
  for await (const line of linesOf(readable(input), maxLineBytes)) {
    if (line !== undefined && isBlank(line)) continue;
    let answer: object | undefined;
    try {
      const asked = questionIn(line);
      answer = 'define' in asked ? await define(asked, calendars) : answerTo(asked, calendars);
    } catch (error) {
      exitCode = 1;
      answer = { error: faultOf(error) };
    }
    if (answer !== undefined) await write(JSON.stringify(answer));
  }
  return exitCode;
}

function questionIn(line: Line): Record<string, unknown> {
  const parsed = parseLine(line);
  if ('message' in parsed) throw new QuestionError(`a line is ${parsed.message}`);
  if (!isRecord(parsed.value)) throw new QuestionError('a line holds a JSON object');
  return parsed.value;
}

/** Why a line is not answered; anything else that goes wrong ends the command. */
function faultOf(error: unknown): string {
  if (error instanceof QuestionError || error instanceof InvariantError) return `${error.code}: ${error.message}`;
  throw error;
}

async function* readable(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* input;
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    // What cannot be read once it is open, such as a folder, is not named by its error.
    const name = 'path' in input ? `the file ${String(input.path)}` : 'standard input';
    throw new UseError(`${name} cannot be read`, cause);
  }
}

async function define(asked: Record<string, unknown>, calendars: Map<string, Calendar>): Promise<undefined> {
  if (typeof asked.define !== 'string') throw new QuestionError('define needs a name');
  // What was defined before under this name must not answer for what was meant now.
  calendars.delete(asked.define);
  calendars.set(asked.define, await readCalendar(asked.calendar));
}

function answerTo(asked: Record<string, unknown>, calendars: ReadonlyMap<string, Calendar>): object {
  const calendar = typeof asked.calendar === 'string' ? calendars.get(asked.calendar) : undefined;
  if (calendar === undefined) throw new QuestionError(`no calendar ${show(asked.calendar)} has been defined`);
  const from = readInstant('from', asked.from);
  if ('span' in asked && 'to' in asked)
    throw new QuestionError('a line asks for a span or for the time until to, not both');
  if ('span' in asked) return { due: toIso(dueAt(from, readSpan(asked.span), calendar)) };
  const to = readInstant('to', asked.to);
  if (from > to) throw new QuestionError(`from ${toIso(from)} is after to ${toIso(to)}`);
  return { openMs: openMsBetween(calendar, from, to) };
}

async function readCalendar(source: unknown): Promise<Calendar> {
  const found = checkCalendarSource(source);
  const expanded = found.length > 0 ? undefined : await expandHolidayRegions(source as CalendarSource);
  const issues = expanded?.issues ?? found;
  if (expanded === undefined || issues.length > 0) {
    throw new QuestionError(`calendar cannot be used: ${issues.map(describeIssue).join('; ')}`);
  }
  return compileCalendar(expanded.source);
}

function readInstant(name: string, value: unknown): Instant {
  const at = typeof value === 'string' ? parseInstant(value) : undefined;
  if (at === undefined)
    throw new QuestionError(`${name} is not an instant: ${show(value)}, write 2026-03-27T16:00:00.000Z`);
  return at;
}

function readSpan(value: unknown): Span {
  const text = typeof value === 'string' ? value : '';
  const span = parseSpan(text);
  if (span !== undefined) return span;
  const meant = suggestSpan(text);
  throw new QuestionError(
    `cannot read span ${show(value)}, write ${meant === undefined ? '"15 business days"' : `"${meant}"`}`,
  );
}

function explanationJson(explanation: DueExplanation): object {
  return {
    due: explanation.dueAt === undefined ? null : toIso(explanation.dueAt),
    from: toIso(explanation.from),
    span: formatSpan(explanation.span),
    zone: explanation.zone,
    counts: explanation.counts,
    days: explanation.days.map((day) => ({
      ...day,
      stretches: day.stretches.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
    })),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
