import { readClosing, type Ending } from './closing.ts';
import { readDecided, type Decided } from './decided.ts';
import type { ComplaintFields } from './fields.ts';
import { readRecorded, type RecordedRecognition } from './recorded.ts';

/** What our own fields say. */
export interface FieldFacts {
  readonly decided: Decided;
  readonly recorded: RecordedRecognition | undefined;
  readonly endings: readonly Ending[];
}

const read = new WeakMap<ComplaintFields, FieldFacts>();

/** Reads our fields. A record never changes, so its fields are read once. */
export function readFields(fields: ComplaintFields): FieldFacts {
  const known = read.get(fields);
  if (known !== undefined) return known;
  const facts = {
    decided: readDecided(fields),
    recorded: readRecorded(fields.recognition),
    endings: readClosing(fields.closing),
  };
  read.set(fields, facts);
  return facts;
}
