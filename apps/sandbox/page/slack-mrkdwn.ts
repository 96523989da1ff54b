import { parseAngle } from './slack-angle.ts';
import { decodeEntities, type Inline } from './slack-inline.ts';

/** A stretch of lines. */
export type Stretch =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string };

/** Marks inside marks that are read; deeper ones stay as they are written. */
const deepest = 6;

type Mark = 'bold' | 'italic' | 'strike';

const marks: Readonly<Record<string, Mark>> = { '*': 'bold', _: 'italic', '~': 'strike' };

/**
 * Slack's mrkdwn as a tree. Links, mentions and dates come only from `<…>`; escaped text (`&lt;`) gives none of them.
 * Bare addresses are left as text, unlike in Slack: nothing that a customer wrote becomes a link here.
 */
export function parseMrkdwn(text: string): Stretch[] {
  return text
    .split(/```([\s\S]+?)```/)
    .flatMap((part, index) => (index % 2 === 1 ? preformatted(part) : paragraphs(trimBreaks(part, index > 0))));
}

function preformatted(text: string): Stretch[] {
  return [{ kind: 'preformatted', text: decodeEntities(text.replace(/^\n|\n$/g, '')) }];
}

function trimBreaks(text: string, afterCode: boolean): string {
  return afterCode ? text.replace(/^\n/, '') : text;
}

function paragraphs(text: string): Stretch[] {
  if (text === '') return [];
  const stretches: { kind: 'paragraph' | 'quote'; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const kind = quoted === null ? 'paragraph' : 'quote';
    const inner = quoted === null ? line : line.slice(quoted[0].length);
    const last = stretches.at(-1);
    if (last?.kind === kind) last.lines.push(inner);
    else stretches.push({ kind, lines: [inner] });
  }
  return stretches.map(({ kind, lines }) => ({ kind, children: lines.flatMap((line, at) => lineOf(line, at > 0)) }));
}

function lineOf(line: string, broken: boolean): Inline[] {
  const inline = parseLine(line, 0);
  return broken ? [{ kind: 'break' }, ...inline] : inline;
}

interface Reading {
  readonly line: string;
  readonly depth: number;
  /** Marks for which it is known that no end comes any more; keeps a long hostile line from being read again and again. */
  readonly endless: Set<string>;
}

function parseLine(line: string, depth: number): Inline[] {
  const reading: Reading = { line, depth, endless: new Set() };
  const found: Inline[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < line.length) {
    const piece = pieceAt(reading, at);
    if (piece === undefined) {
      at += 1;
      continue;
    }
    if (plainFrom < at) found.push({ kind: 'text', text: decodeEntities(line.slice(plainFrom, at)) });
    found.push(piece.inline);
    at = piece.end;
    plainFrom = at;
  }
  if (plainFrom < line.length) found.push({ kind: 'text', text: decodeEntities(line.slice(plainFrom)) });
  return found;
}

function pieceAt(reading: Reading, at: number): { readonly inline: Inline; readonly end: number } | undefined {
  const { line, endless } = reading;
  const sign = line.charAt(at);
  if (endless.has(sign)) return undefined;
  if (sign === '<' || sign === '`') {
    const close = line.indexOf(sign === '<' ? '>' : '`', at + 1);
    if (close < 0) endless.add(sign);
    if (close <= at + 1) return undefined;
    const inside = line.slice(at + 1, close);
    if (sign === '`') return { inline: { kind: 'code', text: decodeEntities(inside) }, end: close + 1 };
    return inside.includes('<') ? undefined : { inline: parseAngle(inside), end: close + 1 };
  }
  const mark = Object.hasOwn(marks, sign) ? marks[sign] : undefined;
  return mark === undefined ? undefined : marked(reading, at, mark);
}

function marked(
  { line, depth, endless }: Reading,
  at: number,
  mark: Mark,
): { readonly inline: Inline; readonly end: number } | undefined {
  const sign = line.charAt(at);
  const next = line.charAt(at + 1);
  if (depth >= deepest || next === sign || !/\S/.test(next) || isWord(line.charAt(at - 1))) return undefined;
  const close = endOf(line, at);
  if (close === undefined) {
    endless.add(sign);
    return undefined;
  }
  return {
    inline: { kind: 'marked', mark, children: parseLine(line.slice(at + 1, close), depth + 1) },
    end: close + 1,
  };
}

/** Where a mark ends: behind something, before no word, and not inside `<…>` or code. */
function endOf(line: string, from: number): number | undefined {
  const sign = line.charAt(from);
  let at = from + 1;
  while (at < line.length) {
    const here = line.charAt(at);
    if (here === sign && at > from + 1 && /\S/.test(line.charAt(at - 1)) && !isWord(line.charAt(at + 1))) return at;
    at = here === '<' || here === '`' ? behind(line, at, here) : at + 1;
  }
  return undefined;
}

function behind(line: string, at: number, sign: string): number {
  const close = line.indexOf(sign === '<' ? '>' : '`', at + 1);
  return close < 0 ? at + 1 : close + 1;
}

function isWord(sign: string): boolean {
  return /[\p{L}\p{N}]/u.test(sign);
}
