import type { Facts } from './facts.ts';

/** What was typed and not saved, and what it was typed over. */
export interface Typed {
  readonly edits: Facts;
  readonly base: Facts;
}

export const nothingTyped: Typed = { edits: {}, base: {} };

const keyOf = (ticket: string): string => `recourse typed ${ticket}`;

/**
 * What was typed on a ticket and not saved yet. It stays with the browser's tab, so that a helpdesk that throws its panels
 * away loses nothing of it, and is gone with the save or with the tab.
 */
export function readTyped(ticket: string): Typed {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(ticket)) ?? 'null');
    if (typeof value !== 'object' || value === null) return nothingTyped;
    const { edits, base } = value as { edits?: unknown; base?: unknown };
    return { edits: textsOf(edits), base: textsOf(base) };
  } catch {
    return nothingTyped;
  }
}

/** Remembers what is typed; where the browser keeps nothing, the panel still does while it is open. */
export function keepTyped(ticket: string, typed: Typed): void {
  try {
    if (Object.keys(typed.edits).length === 0) sessionStorage.removeItem(keyOf(ticket));
    else sessionStorage.setItem(keyOf(ticket), JSON.stringify(typed));
  } catch {
    // Storage is full or forbidden.
  }
}

function textsOf(value: unknown): Facts {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
