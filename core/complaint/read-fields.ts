import { readClosing, type Ending } from './closing.ts';
import { readDecided, type Decided } from './decided.ts';
import type { ComplaintFields } from './fields.ts';
import { readRecorded, writeRecorded, type RecordedRecognition } from './recorded.ts';

/** What our own fields say. */
export interface FieldFacts {
  readonly decided: Decided;
  readonly recorded: RecordedRecognition | undefined;
  /** The text in which `recorded` stands. */
  readonly recordedText: string | undefined;
  readonly endings: readonly Ending[];
}

/** Reads our fields. */
export function readFields(fields: ComplaintFields): FieldFacts {
  return {
    decided: readDecided(fields),
    recorded: readRecorded(fields.recognition),
    recordedText: fields.recognition,
    endings: readClosing(fields.closing),
  };
}

/** The text for the recognition's field: what was read from there stays as it was written. */
export function recognitionField(recognition: RecordedRecognition, { recorded, recordedText }: FieldFacts): string {
  return recognition === recorded && recordedText !== undefined ? recordedText : writeRecorded(recognition);
}
