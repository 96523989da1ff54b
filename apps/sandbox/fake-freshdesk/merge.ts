import { saveTicket, say } from './change.ts';
import type { Desk, DeskTicket } from './desk.ts';
import { closed } from './desk.ts';
import { toHtml, toText } from './html.ts';

export interface MergeNote {
  /** HTML. */
  readonly body: string;
  readonly private: boolean;
}

export interface Merge {
  readonly source: DeskTicket;
  readonly target: DeskTicket;
  readonly author: number;
  readonly noteInTarget?: MergeNote | undefined;
  readonly noteInSource?: MergeNote | undefined;
}

/** Closes `source` in favour of `target`; each gets a note that names the other, private unless asked. */
export function mergeTickets(desk: Desk, merge: Merge): void {
  const { source, target, author: userId } = merge;
  const last = source.conversations.findLast((one) => !one.private)?.body ?? source.description;
  const inTarget = merge.noteInTarget ?? {
    body: toHtml(
      `Ticket ${source.id}, "${source.facts.subject ?? ''}", is closed and merged into this ticket. It said last:\n\n${toText(last)}`,
    ),
    private: true,
  };
  const inSource = merge.noteInSource ?? {
    body: toHtml(`This ticket is closed and merged into ticket ${target.id}.`),
    private: true,
  };
  const note = { incoming: false, source: 2, userId } as const;
  say(desk, target, { ...note, ...inTarget }, noteEvent(inTarget.private));
  say(desk, source, { ...note, ...inSource }, noteEvent(inSource.private));
  target.mergedFrom.push(source);
  saveTicket(desk, source, { facts: { status: closed } });
}

export const noteEvent = (isPrivate: boolean): string => `{note_type:${isPrivate ? 'private' : 'public'}}`;
