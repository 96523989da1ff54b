import type { Instant } from '../time.ts';
import type { ByKind } from './by-kind.ts';
import type { Grading } from './complaint.ts';
import { readCategory, readSeverity, readVulnerabilityStatus, type Decided } from './decided.ts';
import type { ComplaintFields } from './fields.ts';
import type { RecordedRecognition } from './recorded.ts';
import { driversToldBy } from './vulnerability.ts';

/**
 * How the complaint was graded when: by its words at first, then by people, as their fields changed. Where the helpdesk
 * tells no history of a field, what it holds now is taken to have held from receipt.
 */
export function gradingsOf(
  changes: ByKind['fields'],
  of: { readonly recognition: RecordedRecognition; readonly decided: Decided; readonly receivedAt: Instant },
): readonly Grading[] {
  const { recognition, decided, receivedAt } = of;
  let severity = hasHistory(changes, 'severity') ? recognition.severity : (decided.severity ?? recognition.severity);
  let category = hasHistory(changes, 'category') ? recognition.category : (decided.category ?? recognition.category);
  const gradings: Grading[] = [{ at: receivedAt, severity, category }];
  for (const { at, field, value } of changes) {
    if (field === 'severity') severity = readSeverity(value) ?? recognition.severity;
    else if (field === 'category') category = readCategory(value) ?? recognition.category;
    else continue;
    if (at <= receivedAt) gradings[0] = { at: receivedAt, severity, category };
    else gradings.push({ at, severity, category });
  }
  return gradings;
}

/**
 * The same with whether the complainant may be vulnerable, for a policy that tells of those elsewhere: a person's word,
 * `none` too, goes before what the complainant's own words tell; what cannot be understood says neither.
 */
export function gradingsWithVulnerability(
  changes: ByKind['fields'],
  of: Parameters<typeof gradingsOf>[1] & { readonly written: string | undefined },
): readonly Grading[] {
  const byWords = driversToldBy(of.recognition.reasons).length > 0;
  const meant = (text: string | undefined): boolean => {
    const status = readVulnerabilityStatus(text);
    return status === undefined ? byWords : status !== 'none';
  };
  const said = changes.filter(({ field }) => field === 'vulnerability');
  const first = said.length === 0 ? meant(of.written) : byWords;
  const at = (instant: number): boolean => {
    const last = said.findLast((change) => change.at <= instant);
    return last === undefined ? first : meant(last.value);
  };
  const graded = gradingsOf(changes, of);
  const turns = said.filter((change) => change.at > of.receivedAt).map((change) => change.at);
  const instants = [...new Set([...graded.map((grading) => grading.at), ...turns])].sort((a, b) => a - b);
  return instants.map((instant): Grading => ({
    ...graded.findLast((grading) => grading.at <= instant)!,
    at: instant,
    vulnerable: at(instant),
  }));
}

function hasHistory(changes: ByKind['fields'], field: keyof ComplaintFields): boolean {
  for (const change of changes) if (change.field === field) return true;
  return false;
}
