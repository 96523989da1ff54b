import type { Action } from '#core/complaint/complaint.ts';
import { notConsidered, readDecided, readVulnerabilityStatus, type Decided } from '#core/complaint/decided.ts';
import { mostWhys, writeActions, writeReferral, writeRemedy, writeRootCause } from '#core/complaint/decided-records.ts';
import type { ComplaintFields } from '#core/complaint/fields.ts';
import { actionKinds, remedies, rootCauses } from '#core/complaint/vocabulary.ts';
import { withReason } from '#core/complaint/with-reason.ts';
import { parseInstant, toIso, type Instant } from '#core/time.ts';
import { amountIn } from './amount.ts';

/**
 * What people decided, each thing under its own name and as text: what a form shows and what two people may change at
 * once. Empty text is undecided. A set is its words with a blank between; a date is `2026-11-22`. Of an action the name is
 * `action.ID.what` and so on; one whose `kind` is empty is taken away.
 */
export type Facts = Readonly<Record<string, string>>;

/** The facts that hold a set of words; two people who change different words of one do not clash. */
const setFacts: ReadonlySet<string> = new Set(['drivers', 'remedyRequested', 'remedyGiven']);

/** The facts that our fields hold. */
export function factsOf(fields: ComplaintFields): Facts {
  const decided = readDecided(fields);
  const { isComplaint } = decided;
  const facts: Record<string, string | undefined> = {
    complaint: isComplaint === undefined ? '' : isComplaint ? 'yes' : 'no',
    complaintReason: decided.complaintReason,
    category: decided.category,
    severity: decided.severity,
    impact: decided.impact,
    safety: decided.safetyImplication,
    complexity: decided.complexity,
    ...factsOfVulnerability(decided, fields),
    ...factsOfRemedy(decided),
    outcome: decided.outcome,
    outcomeReasons: decided.outcomeReasons,
    ...factsOfCause(decided),
    ...factsOfReferral(decided),
  };
  for (const action of decided.actions) Object.assign(facts, factsOfAction(action));
  return Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, text ?? '']));
}

type Texts = Readonly<Record<string, string | undefined>>;

function factsOfVulnerability({ vulnerability }: Decided, fields: ComplaintFields): Texts {
  return {
    vulnerability: readVulnerabilityStatus(fields.vulnerability),
    drivers: vulnerability.drivers.join(' '),
    notConsidered: yesIf(vulnerability.causedByFailureToConsider),
  };
}

function factsOfRemedy({ remedy }: Decided): Texts {
  return {
    remedyRequested: remedy?.requested.join(' '),
    remedyGiven: remedy?.offered.join(' '),
    amount: remedy?.amount?.value.toString(),
    currency: remedy?.amount?.currency,
    remedyDone: dateOf(remedy?.doneAt),
  };
}

function factsOfCause({ rootCause }: Decided): Texts {
  const whys = Array.from({ length: mostWhys }, (_, i) => [`why${i + 1}`, rootCause?.whys[i]] as const);
  return { cause: rootCause?.code, systemic: yesIf(rootCause?.systemic), ...Object.fromEntries(whys) };
}

function factsOfReferral({ referral }: Decided): Texts {
  return {
    referralBody: referral?.body,
    referralRef: referral?.ref,
    referredOn: dateOf(referral?.referredAt),
    referralDecision: referral?.decision,
  };
}

function factsOfAction({ id, kind, what, owner, dueAt, doneAt }: Action): Record<string, string> {
  return {
    [`action.${id}.kind`]: kind,
    [`action.${id}.what`]: what,
    [`action.${id}.owner`]: owner ?? '',
    [`action.${id}.due`]: dateOf(dueAt),
    [`action.${id}.done`]: dateOf(doneAt),
  };
}

/** Ids of the actions that facts name, those taken away left out. */
export function actionIds(facts: Facts): readonly string[] {
  return Object.keys(facts).flatMap((name) => {
    const id = /^action\.([^.]+)\.kind$/u.exec(name)?.[1];
    return id === undefined || facts[name] === '' ? [] : [id];
  });
}

/** Two people wrote the same thing differently. */
export interface Clash {
  readonly fact: string;
  readonly mine: string;
  readonly theirs: string;
}

/**
 * What I changed, brought together with what others changed since I began. What both changed stays as the others wrote
 * it and is told as a clash; a set is merged word by word.
 *
 * @param base  what I saw when I began
 * @param mine  what I changed, and nothing else
 * @param theirs  what the ticket holds now
 */
export function mergeFacts(
  base: Facts,
  mine: Facts,
  theirs: Facts,
): { readonly facts: Facts; readonly clashes: readonly Clash[] } {
  const facts: Record<string, string> = { ...theirs };
  const clashes: Clash[] = [];
  for (const [fact, text] of Object.entries(mine)) {
    const [was, now] = [base[fact] ?? '', theirs[fact] ?? ''];
    if (text === now) continue;
    if (setFacts.has(fact)) facts[fact] = mergeWords(was, text, now);
    else if (was === now) facts[fact] = text;
    else clashes.push({ fact, mine: text, theirs: now });
  }
  return { facts, clashes };
}

function mergeWords(was: string, mine: string, theirs: string): string {
  const [before, after] = [wordsOf(was), wordsOf(mine)];
  const kept = wordsOf(theirs).filter((word) => after.includes(word) || !before.includes(word));
  return [...kept, ...after.filter((word) => !before.includes(word) && !kept.includes(word))].join(' ');
}

/** The words of a fact that is a set. */
export function wordsOf(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split(' ');
}

/** The fields that must be written for a ticket to hold these facts; an emptied one is `''`. */
export function fieldsFor(facts: Facts, fields: ComplaintFields): ComplaintFields {
  const before = factsOf(fields);
  const decided = readDecided(fields);
  const changed = new Set(
    [...new Set([...Object.keys(facts), ...Object.keys(before)])].filter(
      (name) => (facts[name] ?? '') !== (before[name] ?? ''),
    ),
  );
  const written: Record<string, string> = {};
  for (const [field, { of, write }] of Object.entries(writers)) {
    if ([...changed].some((name) => of.test(name))) written[field] = write((name) => facts[name] ?? '', decided, facts);
  }
  return written;
}

type Get = (name: string) => string;

interface Writer {
  readonly of: RegExp;
  readonly write: (get: Get, decided: Decided, facts: Facts) => string;
}

const writers: Readonly<Record<string, Writer>> = {
  complaint: { of: /^complaint/u, write: (get) => withReason(get('complaint'), get('complaintReason')) },
  category: { of: /^category$/u, write: (get) => get('category').trim() },
  severity: { of: /^severity$/u, write: (get) => get('severity') },
  assessment: { of: /^(impact|safety|complexity)$/u, write: assessmentText },
  vulnerability: { of: /^(vulnerability|drivers|notConsidered)$/u, write: vulnerabilityText },
  remedy: { of: /^(remedy|amount$|currency$)/u, write: remedyText },
  outcome: { of: /^outcome/u, write: (get) => withReason(get('outcome'), get('outcomeReasons')) },
  root_cause: { of: /^(cause|systemic|why\d)$/u, write: causeText },
  action: { of: /^action\./u, write: actionsText },
  referral: { of: /^refer/u, write: referralText },
};

function assessmentText(get: Get): string {
  return ['impact', 'safety', 'complexity']
    .flatMap((name) => (get(name) === '' ? [] : [`${name}: ${get(name)}`]))
    .join('; ');
}

function vulnerabilityText(get: Get): string {
  const status = get('vulnerability');
  if (status === '' || status === 'none') return status;
  const drivers = [...wordsOf(get('drivers')), ...(get('notConsidered') === '' ? [] : [notConsidered])];
  return drivers.length === 0 ? status : `${status}: ${drivers.join(', ')}`;
}

function remedyText(get: Get, { remedy }: Decided): string {
  const known = (name: string) => remedies.filter((word) => wordsOf(get(name)).includes(word));
  const [requested, offered] = [known('remedyRequested'), known('remedyGiven')];
  const value = sumOf(get('amount'), remedy?.amount?.value);
  const amount = value === undefined ? undefined : { value, currency: get('currency').toUpperCase() };
  const doneAt = instantOf(get('remedyDone'), remedy?.doneAt);
  if (requested.length + offered.length === 0 && amount === undefined && doneAt === undefined) return '';
  return writeRemedy({ requested, offered, amount, doneAt, dueAt: remedy?.dueAt });
}

/**
 * Which of these facts no field can hold yet: a sum that is none, and what stands beside something that is not said. Saved
 * with the rest it would be lost.
 */
export function unreadIn(facts: Facts): readonly string[] {
  const { amount = '', outcome = '', cause = '' } = facts;
  const isNoSum = amount.trim() !== '' && amountIn(amount) === undefined;
  return [
    ...(isNoSum ? ['amount'] : []),
    ...(isNoSum || amount.trim() === '' ? ['currency'] : []),
    ...(outcome === '' ? ['outcomeReasons'] : []),
    ...(cause === '' ? ['systemic', ...Array.from({ length: mostWhys }, (_, i) => `why${i + 1}`)] : []),
  ].filter((name) => (facts[name] ?? '') !== '');
}

/** What is no sum, or was not touched, leaves the one that was there before. */
function sumOf(text: string, before: number | undefined): number | undefined {
  if (text.trim() === '') return undefined;
  return text === before?.toString() ? before : (amountIn(text) ?? before);
}

function causeText(get: Get, { rootCause }: Decided): string {
  const code = rootCauses.find((one) => one === get('cause'));
  if (code === undefined) return '';
  const whys = Array.from({ length: mostWhys }, (_, i) => get(`why${i + 1}`).trim());
  while (whys.at(-1) === '') whys.pop();
  const method = whys.length > 0 ? 'fiveWhys' : rootCause?.method === 'fishbone' ? 'fishbone' : 'none';
  return writeRootCause({ code, method, whys, confidence: rootCause?.confidence, systemic: get('systemic') !== '' });
}

function actionsText(get: Get, { actions }: Decided, facts: Facts): string {
  const list = actionIds(facts).flatMap((id): readonly Action[] => {
    const before = actions.find((action) => action.id === id);
    const of = (name: string): string => get(`action.${id}.${name}`).trim();
    const kind = actionKinds.find((one) => one === of('kind'));
    if (kind === undefined) return [];
    const dueAt = instantOf(of('due'), before?.dueAt);
    const doneAt = instantOf(of('done'), before?.doneAt);
    const owner = of('owner') || undefined;
    return [{ id, kind, what: of('what'), owner, dueAt, doneAt, verification: undefined, ticket: undefined }];
  });
  return list.length === 0 ? '' : writeActions(list);
}

function referralText(get: Get, { referral }: Decided): string {
  const body = get('referralBody').trim();
  if (body === '') return '';
  return writeReferral({
    body,
    ref: get('referralRef').trim() || undefined,
    eligibleFrom: referral?.eligibleFrom,
    referredAt: instantOf(get('referredOn'), referral?.referredAt),
    decision: get('referralDecision').trim() || undefined,
    complyBy: referral?.complyBy,
  });
}

function yesIf(holds: boolean | undefined): string {
  return holds === true ? 'yes' : '';
}

function dateOf(at: Instant | undefined): string {
  return at === undefined ? '' : toIso(at).slice(0, 10);
}

/** A date is kept as its noon in UTC, which is the same date nearly everywhere; what was kept before stays as it was. */
function instantOf(date: string, before: Instant | undefined): Instant | undefined {
  if (date === dateOf(before)) return before;
  return date === '' ? undefined : parseInstant(`${date}T12:00:00.000Z`);
}
