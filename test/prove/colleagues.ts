import type { Office } from './platform.ts';
import type { Random } from './random.ts';

/** People at work on the tickets of one helpdesk. */
export interface Workplace {
  readonly office: Office;
  readonly tickets: readonly string[];
  readonly random: Random;
}

type Act = (at: Workplace, id: string) => void;

/** What colleagues do to a ticket, the usual more often. */
export const colleaguesActs: readonly Act[] = [tag, tag, tag, note, note, reply, solve, end];

/** A closed or deleted ticket refuses people, too. */
export function attempt(act: Act, at: Workplace): void {
  const id = at.tickets.length === 0 ? undefined : at.random.of(at.tickets);
  if (id === undefined) return;
  try {
    act(at, id);
  } catch {
    return;
  }
}

/** A colleague saves a list of tags that was read some time ago: ours may be gone with it. */
function tag({ office }: Workplace, id: string): void {
  const ours = office.tagsOf(id).filter((tag) => tag.startsWith('recourse_'));
  office.retags(id, { add: ['sofa'], remove: ours });
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

function end({ office, random, tickets }: Workplace, id: string): void {
  const other = tickets.find((ticket) => ticket !== id);
  const how = random.of(['deleted', 'merged', 'closed']);
  if (how === 'deleted') office.deletes(id);
  else if (how === 'closed') {
    office.solves(id);
    office.closes(id);
  } else if (other !== undefined) office.merges(id, other);
}
