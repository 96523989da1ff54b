import { findPhrases } from '../complaint/cue-matcher.ts';
import type { CuePacks } from '../complaint/cue-packs.ts';
import { foldedUnit, spellingsOf } from '../complaint/letters.ts';
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
 * without the complainant's name, without e-mail addresses and without the words that tell of vulnerability. All are left
 * out alike, so that the gap tells nothing.
 */
export function subjectFor(
  { record, complaint, policy }: Pick<Situation, 'record' | 'complaint' | 'policy'>,
  mayRead: boolean,
): string {
  if (mayRead || policy.alerts.restrictedFactsIn === undefined) return record.subject;
  const subject = record.subject.normalize('NFC');
  const lettersGone = new Uint8Array(subject.length);
  // Reasons quote each cue once, and a subject may hold more: in any language, for it is too short to tell its own.
  for (const { start, end } of cuesIn(subject, policy.recognition.pack)) lettersGone.fill(1, start, end);
  for (const { start, end } of addressesIn(subject)) lettersGone.fill(1, start, end);
  const quotes = complaint.recognition.reasons.filter(tellsOfVulnerability).map(({ quote }) => spacedAnyhow(quote));
  const patterns = new Set([...quotes, ...patternsOfName(record.complainant.name ?? '')]);
  const folded = foldedText(subject);
  for (const pattern of patterns) {
    if (pattern === '') continue;
    for (const { index, 0: found } of folded.matchAll(new RegExp(pattern, 'gu'))) {
      lettersGone.fill(1, index, index + found.length);
    }
  }
  let kept = '';
  for (let at = 0; at < subject.length; at += 1) {
    if (lettersGone[at] === 0) kept += subject.charAt(at);
    else if (lettersGone[at - 1] !== 1) kept += gap;
  }
  return kept;
}

function cuesIn(subject: string, packs: CuePacks): readonly { readonly start: number; readonly end: number }[] {
  const stretches = [{ start: 0, end: subject.length }];
  return packs.languages.flatMap((language) => {
    const { cues, matcher } = packs.packOf(language);
    return findPhrases(subject, stretches, matcher).matches.filter(
      ({ cue }) => cues[cue]?.signals.includes('vulnerability') === true,
    );
  });
}

/** E-mail addresses, which say who somebody is in whatever way their name is run together there. */
function addressesIn(subject: string): readonly { readonly start: number; readonly end: number }[] {
  if (!subject.includes('@')) return [];
  return [...subject.matchAll(address)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

const gap = '…';
const address = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
const standsAlone = /^[\p{Script=Latin}\p{Script=Greek}]/u;

/**
 * Patterns that find a person's names in a folded text, as they and others write them: with or without accents. In Latin
 * and Greek letters a name is a word of its own; in other scripts words run together, or a name takes letters at its ends.
 */
function patternsOfName(name: string): readonly string[] {
  const parts = name.split(/[\s,]+/u).filter((word) => word !== '');
  const joined = parts.join('');
  const words = parts.filter((word) => word.length > 1);
  if (parts.length > 1 && !standsAlone.test(joined)) words.push(joined);
  return words.flatMap((word) =>
    spellingsOf(word).map((spelling) => {
      const pattern = spacedAnyhow(spelling);
      return standsAlone.test(word) ? String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])` : pattern;
    }),
  );
}

/** In small letters without accents, unit by unit, so that what is found stands in the text itself at the same place. */
function foldedText(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += String.fromCharCode(foldedUnit[text.charCodeAt(at)]!);
  return folded;
}

const apostrophes = "['\u2019\u2018\u02BC`\u00B4]";

/** A pattern that finds words in a folded text however they are spaced, and whichever apostrophe is in them. */
function spacedAnyhow(words: string): string {
  const parts = foldedText(words.normalize('NFC')).trim().split(/\s+/u);
  return parts
    .map((part) => part.replaceAll(/[$()*+./?[\\\]^{|}]/gu, String.raw`\$&`))
    .join(String.raw`\s+`)
    .replaceAll(new RegExp(apostrophes, 'gu'), apostrophes);
}
