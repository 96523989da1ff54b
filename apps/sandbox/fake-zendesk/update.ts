import type { Desk, FieldValue, JsonMap, TicketFacts, Via } from './desk.ts';
import { systemAuthor } from './desk.ts';

/** What one save is to change; what is absent stays. */
export interface TicketUpdate {
  readonly facts?: Partial<TicketFacts>;
  /** The whole list: what is not in it is removed. */
  readonly tags?: readonly string[];
  readonly values?: ReadonlyMap<number, FieldValue>;
  readonly comment?: { readonly body: string; readonly public: boolean; readonly authorId?: number | undefined };
}

/** Who saves, and how. */
export interface By {
  readonly author: number;
  readonly via: Via;
  readonly custom?: JsonMap | undefined;
}

/** The status row that stands for a status; a closed ticket keeps that of solved. */
export function statusId(desk: Desk, status: TicketFacts['status']): number {
  const category = status === 'closed' || status === 'deleted' ? 'solved' : status;
  return desk.statuses.find((row) => row.category === category)?.id ?? systemAuthor;
}

/** Tags as the account keeps them: lower case, no blanks, each once, in order. */
export function cleanTags(tags: readonly string[]): string[] {
  const words = tags.flatMap((tag) => tag.toLowerCase().split(/[\s,]+/)).filter((word) => word !== '');
  return [...new Set(words)].toSorted();
}
