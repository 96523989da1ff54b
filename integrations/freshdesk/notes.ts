import { decodeLedger, encodeLedger } from '#core/effect/ledger-text.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';

/**
 * Our private notes. Each ends in a mark: a name that bears the prefix, and the entries it adds to the ledger as JSON,
 * with the number of characters before it, blanks apart. By that number a note of ours is told from one that quotes it.
 */
export interface OwnNote {
  /** For people; empty where the note is of the ledger alone. */
  readonly words: string;
  readonly entries: readonly LedgerEntry[];
}

const forPeople = 'Recourse keeps account of its alerts here. Please leave this note as it is.';

/** The HTML of a note of ours. */
export function writeOwnNote({ words, entries }: OwnNote, prefix: string): string {
  const isLedgerOnly = words === '';
  const shown = isLedgerOnly ? forPeople : words.trimEnd();
  const json = `${encodeLedger(entries).slice(0, -1)},"w":${unitsOf(shown)}}`;
  return `<div>${htmlOf(`${shown}\n\n${markOf(prefix, isLedgerOnly)}${json}`)}</div>`;
}

/** What a note says, `undefined` where it is not ours. */
export function readOwnNote(text: string, prefix: string): OwnNote | undefined {
  if (!text.includes(prefix)) return undefined;
  for (const isLedgerOnly of [true, false]) {
    const mark = markOf(prefix, isLedgerOnly);
    const at = text.lastIndexOf(`${mark}{`);
    if (at === -1) continue;
    const json = text.slice(at + mark.length, text.lastIndexOf('}') + 1).replaceAll(/\s+/g, ' ');
    const words = text.slice(0, at).trimEnd();
    const units = Number(/"w":(\d{1,7})\}$/.exec(json)?.[1]);
    if (units !== unitsOf(words)) continue;
    return { words: isLedgerOnly ? '' : words, entries: decodeLedger(json) };
  }
  return undefined;
}

function markOf(prefix: string, isLedgerOnly: boolean): string {
  return `${prefix}${isLedgerOnly ? 'ledger' : 'note'} `;
}

/** Blanks and line ends may be changed on the way through HTML; nothing else is. */
function unitsOf(text: string): number {
  return text.replaceAll(/\s+/g, '').length;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text as HTML that shows it, and nothing else. */
export function htmlOf(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark).replaceAll(/\r\n|[\r\n]/g, '<br>');
}
