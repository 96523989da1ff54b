import { parseInstant, toIso, type Instant } from '../time.ts';
import type { Action, ExternalReferral, Remedy, RootCause } from './complaint.ts';
import { actionKinds, remedies, rootCauses } from './vocabulary.ts';

/** Of one ticket: our choice, far above what is seen. */
export const mostActions = 30;
/** Why, why, why, why, why. */
export const mostWhys = 5;
/** UTF-16 units of one text a person writes into a record. */
export const longestWords = 2_000;

/**
 * What people decided that is more than a word, as versioned JSON in a field of the ticket, instants in ISO 8601. What
 * somebody typed there by hand is understood as far as it can be, and what cannot be read counts as undecided.
 */
export function readRemedy(text: string): Remedy | undefined {
  const value = recordIn(text);
  if (value === undefined) {
    const given = wordsIn(remedies, text.split(/[\s,;]+/u, 40));
    return given.length === 0 ? undefined : { ...noRemedy, offered: given };
  }
  const { amount } = value;
  const sum = isObject(amount) ? amount : {};
  return {
    requested: wordsIn(remedies, value['requested']),
    offered: wordsIn(remedies, value['offered']),
    amount:
      typeof sum['value'] === 'number' && typeof sum['currency'] === 'string'
        ? { value: sum['value'], currency: sum['currency'].slice(0, 3) }
        : undefined,
    doneAt: instantIn(value['doneAt']),
    dueAt: instantIn(value['dueAt']),
  };
}

const noRemedy: Remedy = { requested: [], offered: [], amount: undefined, doneAt: undefined, dueAt: undefined };

/** The remedy's field. */
export function writeRemedy(remedy: Remedy): string {
  return recordText({ ...remedy, doneAt: isoOf(remedy.doneAt), dueAt: isoOf(remedy.dueAt) });
}

/** See `readRemedy`. */
export function readRootCause(text: string): RootCause | undefined {
  const value = recordIn(text);
  const [code] = wordsIn(rootCauses, [value === undefined ? text.trim() : value['code']]);
  if (code === undefined) return undefined;
  const whys = Array.isArray(value?.['whys']) ? value['whys'].map(wordsOf).slice(0, mostWhys) : [];
  const isAsked = whys.some((why) => why !== '');
  const confidence = (['low', 'medium', 'high'] as const).find((one) => one === value?.['confidence']);
  const method = value?.['method'] === 'fishbone' ? 'fishbone' : isAsked ? 'fiveWhys' : 'none';
  return { code, method, whys: isAsked ? whys : [], confidence, systemic: value?.['systemic'] === true };
}

/** The root cause's field: the bare word where there is no more to say, so that people can search for it. */
export function writeRootCause(cause: RootCause): string {
  const { code, whys, confidence, systemic } = cause;
  const isBare = cause.method === 'none' && whys.length === 0 && confidence === undefined && !systemic;
  return isBare ? code : recordText({ ...cause });
}

/** See `readRemedy`. Each action has an id; one without is left out. */
export function readActions(text: string): readonly Action[] {
  const list = recordIn(text)?.['list'];
  if (!Array.isArray(list)) return [];
  const actions: Action[] = [];
  for (const row of list.slice(0, mostActions)) {
    const action = isObject(row) ? readAction(row) : undefined;
    if (action !== undefined && !actions.some(({ id }) => id === action.id)) actions.push(action);
  }
  return actions;
}

function readAction(row: Record<string, unknown>): Action | undefined {
  const [kind] = wordsIn(actionKinds, [row['kind']]);
  const id = wordsOf(row['id']);
  if (kind === undefined || id === '') return undefined;
  return {
    id,
    kind,
    what: wordsOf(row['what']),
    owner: wordsOf(row['owner']) || undefined,
    dueAt: instantIn(row['dueAt']),
    doneAt: instantIn(row['doneAt']),
    verification: undefined,
    ticket: undefined,
  };
}

/** The actions' field. */
export function writeActions(actions: readonly Action[]): string {
  return recordText({
    list: actions.map(({ id, kind, what, owner, dueAt, doneAt }) => ({
      id,
      kind,
      what,
      owner,
      dueAt: isoOf(dueAt),
      doneAt: isoOf(doneAt),
    })),
  });
}

/** See `readRemedy`. */
export function readReferral(text: string): ExternalReferral | undefined {
  const value = recordIn(text);
  const body = value === undefined ? text.trim().slice(0, longestWords) : wordsOf(value['body']);
  if (body === '') return undefined;
  return {
    body,
    ref: wordsOf(value?.['ref']) || undefined,
    eligibleFrom: instantIn(value?.['eligibleFrom']),
    referredAt: instantIn(value?.['referredAt']),
    decision: wordsOf(value?.['decision']) || undefined,
    complyBy: instantIn(value?.['complyBy']),
  };
}

/** The referral's field. */
export function writeReferral(referral: ExternalReferral): string {
  const { eligibleFrom, referredAt, complyBy } = referral;
  return recordText({
    ...referral,
    eligibleFrom: isoOf(eligibleFrom),
    referredAt: isoOf(referredAt),
    complyBy: isoOf(complyBy),
  });
}

function recordText(record: object): string {
  return JSON.stringify({ v: 1, ...record });
}

/** The record a field holds; `undefined` for a text of any other kind. */
function recordIn(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && value['v'] === 1 ? value : {};
  } catch {
    return {};
  }
}

function wordsIn<const T extends string>(known: readonly T[], value: unknown): readonly T[] {
  if (!Array.isArray(value)) return [];
  const given = value.map((word) => (typeof word === 'string' ? word.toLowerCase() : ''));
  return known.filter((word) => given.includes(word.toLowerCase()));
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestWords) : '';
}

function instantIn(value: unknown): Instant | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

function isoOf(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
