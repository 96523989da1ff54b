import { findPhrases } from '../complaint/cue-matcher.ts';
import type { CuePacks } from '../complaint/cue-packs.ts';
import { driversToldBy, tellsOfVulnerability } from '../complaint/vulnerability.ts';
import type { Fact } from './effect.ts';
import type { Situation } from './situation.ts';
import { capital, initials, small, spaced } from './words.ts';

/**
 * What a channel may read of the person behind a complaint: who it is, and that they may be vulnerable. Only the channels
 * that the policy names in `alerts.restrictedFactsIn` may; all others read initials and nothing of the rest.
 */

/** Whether a channel is one of them, by any of the names it is known by. */
export function mayReadOfPerson({ alerts }: Situation['policy'], ...channel: readonly (string | undefined)[]): boolean {
  const { restrictedFactsIn } = alerts;
  return restrictedFactsIn !== undefined && channel.some((one) => one !== undefined && restrictedFactsIn.includes(one));
}

/** Who complains, as far as the channel may know. */
export function personFacts({ record, complaint }: Situation, mayRead: boolean): readonly Fact[] {
  const { name } = record.complainant;
  if (!mayRead) return [{ label: 'From', value: { kind: 'ticket', text: initials(name) } }];
  const vulnerability = vulnerabilityIn(complaint);
  return [
    { label: 'From', value: { kind: 'ticket', text: name?.trim() || 'not named' } },
    ...(vulnerability === undefined
      ? []
      : [{ label: 'Vulnerability', value: { kind: 'words', text: vulnerability } } as const]),
  ];
}

function vulnerabilityIn({ complainant, recognition, gradings }: Situation['complaint']): string | undefined {
  // A person who wrote "none" knows better than the cues.
  if (gradings.at(-1)?.vulnerable !== true) return undefined;
  const { status, drivers } = complainant.vulnerability;
  const told = status === 'none' ? driversToldBy(recognition.reasons) : drivers;
  const kinds = told.map((driver) => small(spaced(driver))).join(', ');
  const sure = status === 'none' ? 'Perhaps, by their own words' : capital(status);
  return kinds === '' ? sure : `${sure}: ${kinds}`;
}

/**
 * The ticket's subject, as far as the channel may know it: where the policy says who may read of persons, others read it
 * without the complainant's name and without the words that tell of vulnerability. Both are left out alike, so that the
 * gap tells nothing.
 */
export function subjectFor(
  { record, complaint, policy }: Pick<Situation, 'record' | 'complaint' | 'policy'>,
  mayRead: boolean,
): string {
  const { subject } = record;
  if (mayRead || policy.alerts.restrictedFactsIn === undefined) return subject;
  const quotes = complaint.recognition.reasons.filter(tellsOfVulnerability).map(({ quote }) => anyCase(quote));
  const names = (record.complainant.name ?? '').split(/[\s,]+/u).filter((word) => word.length > 1);
  const wholes = names.map((word) => String.raw`(?<![\p{L}\p{N}])${anyCase(word)}(?![\p{L}\p{N}])`);
  const found = [...quotes, ...wholes].filter((pattern) => pattern !== '');
  const rest = withoutCues(subject, policy.recognition.pack);
  return found.length === 0 ? rest : rest.replaceAll(new RegExp(found.join('|'), 'giu'), gap);
}

/** Reasons quote each cue once, and a subject may hold more: in any language, for it is too short to tell its own. */
function withoutCues(subject: string, packs: CuePacks): string {
  const stretches = [{ start: 0, end: subject.length }];
  const found = packs.languages.flatMap((language) => {
    const { cues, matcher } = packs.packOf(language);
    return findPhrases(subject, stretches, matcher).matches.filter(
      ({ cue }) => cues[cue]?.signals.includes('vulnerability') === true,
    );
  });
  const lettersGone = new Uint8Array(subject.length);
  for (const { start, end } of found) lettersGone.fill(1, start, end);
  let kept = '';
  for (let at = 0; at < subject.length; at += 1) {
    if (lettersGone[at] === 0) kept += subject.charAt(at);
    else if (lettersGone[at - 1] !== 1) kept += gap;
  }
  return kept;
}

const gap = '…';

/** A pattern that finds the words however they are spaced; cues read them so as well. */
function anyCase(words: string): string {
  const parts = words.trim().split(/\s+/u);
  return parts.map((part) => part.replaceAll(/[$()*+./?[\\\]^{|}]/gu, String.raw`\$&`)).join(String.raw`\s+`);
}
