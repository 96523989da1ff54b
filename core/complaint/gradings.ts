import type { Instant } from '../time.ts';
import type { ByKind } from './by-kind.ts';
import type { Grading } from './complaint.ts';
import { readDecided, type Decided } from './decided.ts';
import type { ComplaintFields } from './fields.ts';
import type { RecordedRecognition } from './recorded.ts';

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
    if (field === 'severity') severity = readDecided({ severity: value }).severity ?? recognition.severity;
    else if (field === 'category') category = readDecided({ category: value }).category ?? recognition.category;
    else continue;
    if (at <= receivedAt) gradings[0] = { at: receivedAt, severity, category };
    else gradings.push({ at, severity, category });
  }
  return gradings;
}

function hasHistory(changes: ByKind['fields'], field: keyof ComplaintFields): boolean {
  for (const change of changes) if (change.field === field) return true;
  return false;
}
