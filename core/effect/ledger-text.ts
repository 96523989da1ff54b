import { isReckonable, type Instant } from '../time.ts';
import { pressActions } from './ledger.ts';
import type { LedgerEntry, PressAction } from './ledger.ts';

const version = 1;
const empty: readonly LedgerEntry[] = [];

/**
 * The ledger as the text that stands in its field: compact JSON, `{"v":1,"e":[[kind, …], …]}`, one array an entry,
 * instants as epoch milliseconds.
 */
export function encodeLedger(entries: readonly LedgerEntry[]): string {
  return JSON.stringify({ v: version, e: entries.map(toRow) });
}

/** UTF-16 units that one entry takes up in that text. */
export function charsOf(entry: LedgerEntry): number {
  return JSON.stringify(toRow(entry)).length + 1;
}

/**
 * The entries a ledger text holds, in their order. An empty, damaged or unknown text is an empty ledger, and a damaged
 * entry is left out: people can edit the field, and what they did to it must not stop the complaint.
 */
export function decodeLedger(text: string | undefined): readonly LedgerEntry[] {
  if (text === undefined || text.trim() === '') return empty;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return empty;
  }
  if (typeof value !== 'object' || value === null) return empty;
  const { v, e } = value as { v?: unknown; e?: unknown };
  if (v !== version || !Array.isArray(e)) return empty;
  return e.map(fromRow).filter((entry) => entry !== undefined);
}

type Row = readonly (string | number)[];

function toRow(entry: LedgerEntry): Row {
  if (entry.kind === 'claimed') return ['claimed', entry.key, entry.owner, entry.channel, entry.at, entry.since];
  if (entry.kind === 'posted') {
    const shared = entry.shared === true ? 1 : 0;
    const rest = entry.named === undefined ? (shared === 1 ? [1] : []) : [shared, entry.named];
    return ['posted', entry.key, entry.channel, entry.message, entry.at, ...rest];
  }
  if (entry.kind === 'covered') return ['covered', entry.key, entry.by, entry.at];
  if (entry.kind === 'noted') return ['noted', entry.key, entry.at];
  if (entry.kind === 'withdrawn') return ['withdrawn', entry.by, entry.at, entry.of];
  const { until, member } = entry;
  // An empty cell is no instant: whoever reads rows of four cells only reads the same press.
  const rest = member === undefined ? (until === undefined ? [] : [until]) : [until ?? '', member];
  return ['pressed', entry.action, entry.by, entry.at, ...rest];
}

type RowReader = (cells: readonly unknown[]) => LedgerEntry | undefined;

const rowReaders: Readonly<Record<LedgerEntry['kind'], RowReader>> = {
  claimed: ([key, owner, channel, at, since]) =>
    isText(key) && isText(owner) && isText(channel) && isInstant(at) && isInstant(since)
      ? { kind: 'claimed', key, owner, channel, at, since }
      : undefined,
  posted: ([key, channel, message, at, shared, named]) =>
    isText(key) && isText(channel) && isText(message) && isInstant(at)
      ? {
          kind: 'posted',
          key,
          channel,
          message,
          at,
          ...(shared === 1 ? { shared: true } : {}),
          ...(isText(named) ? { named } : {}),
        }
      : undefined,
  covered: ([key, by, at]) =>
    isText(key) && isText(by) && isInstant(at) ? { kind: 'covered', key, by, at } : undefined,
  noted: ([key, at]) => (isText(key) && isInstant(at) ? { kind: 'noted', key, at } : undefined),
  pressed: ([action, by, at, until, member]) => {
    const known = pressActions.find((name): name is PressAction => name === action);
    if (known === undefined || !isText(by) || !isInstant(at)) return undefined;
    const rest = { ...(isInstant(until) ? { until } : {}), ...(isText(member) ? { member } : {}) };
    return { kind: 'pressed', action: known, by, at, ...rest };
  },
  withdrawn: ([by, at, of]) =>
    isText(by) && isInstant(at) && isInstant(of) ? { kind: 'withdrawn', by, at, of } : undefined,
};

function fromRow(row: unknown): LedgerEntry | undefined {
  if (!Array.isArray(row)) return undefined;
  const [kind, ...cells] = row as readonly unknown[];
  if (typeof kind !== 'string' || !Object.hasOwn(rowReaders, kind)) return undefined;
  return rowReaders[kind as LedgerEntry['kind']](cells);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isInstant(value: unknown): value is Instant {
  return Number.isInteger(value) && isReckonable(value as number);
}
