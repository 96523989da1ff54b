import type { Office } from './platform.ts';
import type { Random } from './random.ts';

/** People at work on the tickets of one helpdesk. */
export interface Workplace {
  readonly office: Office;
  readonly tickets: readonly string[];
  readonly random: Random;
}

export type Act = (at: Workplace, id: string) => void;

/** What colleagues do to a ticket, the usual more often. */
export const colleaguesActs: readonly Act[] = [
  tag,
  tag,
  edit,
  note,
  note,
  reply,
  solve,
  redact,
  rejects,
  confirms,
  end,
];

/** What a complainant does meanwhile: it may reopen what is solved, or open a clock that stood. */
export const complainantsActs: readonly Act[] = [complains, thanks];

/** What may happen to a ticket in the very moment in which it is claimed or its alert is posted. */
export const interruptions: readonly Act[] = [tag, edit, reply, redact, close, remove, merge, complains, rejects];

/**
 * Does it to one of the tickets, or to that one. A closed or deleted ticket refuses people, too.
 *
 * @returns whether it was done
 */
export function attempt(act: Act, at: Workplace, of?: string): boolean {
  const id = of ?? (at.tickets.length === 0 ? undefined : at.random.of(at.tickets));
  if (id === undefined) return false;
  try {
    act(at, id);
    return true;
  } catch {
    return false;
  }
}

/** A colleague saves a list of tags that was read some time ago: ours may be gone with it. */
function tag({ office }: Workplace, id: string): void {
  const ours = office.tagsOf(id).filter((tag) => tag.startsWith('recourse_'));
  office.retags(id, { add: ['sofa'], remove: ours });
}

function complains({ office }: Workplace, id: string): void {
  office.hears(id, 'Nothing has happened. The sofa is still broken, and I am very angry by now.');
}

/**
 * In Zendesk only: where a list of conversations lags, a ticket stands open for seconds before the thanks that opened it are
 * seen, and is told of as reopened. No duty that ever was real asked for that.
 */
function thanks({ office }: Workplace, id: string): void {
  if (office.platform === 'freshdesk') throw new Error('not here');
  office.hears(id, 'Thank you!');
}

function note({ office }: Workplace, id: string): void {
  office.notes(id, 'The warehouse looks into it.');
}

function reply({ office }: Workplace, id: string): void {
  office.replies(id, 'We have looked into it and will send you a new sofa on Friday, free of charge.');
}

function solve({ office }: Workplace, id: string): void {
  office.replies(id, 'The new sofa is on its way. We are sorry.', 'solved');
}

/** A colleague decides what is ours to know, and changes what is not. */
function edit({ office }: Workplace, id: string): void {
  office.edits(id);
}

/** A colleague says that it is none, and another that it is one after all. */
function rejects({ office }: Workplace, id: string): void {
  office.decides(id, 'no: it is a question about a delivery');
}

function confirms({ office }: Workplace, id: string): void {
  office.decides(id, 'yes');
}

function redact({ office }: Workplace, id: string): void {
  office.redacts(id);
}

function end(at: Workplace, id: string): void {
  at.random.of([remove, merge, close])(at, id);
}

function remove({ office }: Workplace, id: string): void {
  office.deletes(id);
}

function close({ office }: Workplace, id: string): void {
  office.solves(id);
  office.closes(id);
}

function merge({ office, tickets }: Workplace, id: string): void {
  const other = tickets.find((ticket) => ticket !== id);
  if (other !== undefined) office.merges(id, other);
}
