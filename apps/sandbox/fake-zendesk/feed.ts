import type { DeskTicket } from './desk.ts';
import { seconds } from './desk.ts';

/** After this generated second and, within it, after this ticket. */
export interface Place {
  readonly second: number;
  readonly id: number;
}

/** The account's tickets in the order in which they last changed, kept so that an export need not sort them all. */
export interface Feed {
  /** To be called after a ticket's `generatedAt` has moved. */
  readonly moved: (ticket: DeskTicket) => void;
  /** By generated second and, within one, by number; only what comes after `place`, up to a second and with it. */
  readonly after: (place: Place, untilSecond: number) => Iterable<DeskTicket>;
}

interface Move {
  readonly second: number;
  readonly ticket: DeskTicket;
}

/** Below this many moves it is not worth throwing outdated ones out. */
const fewMoves = 1_000;

export function createFeed(): Feed {
  let moves: Move[] = [];
  let known = 0;
  let isInOrder = true;
  const isPresent = ({ second, ticket }: Move): boolean => seconds(ticket.generatedAt) === second;
  const tidy = (): void => {
    if (!isInOrder) moves.sort((one, other) => one.second - other.second);
    isInOrder = true;
    if (moves.length < fewMoves || moves.length < 2 * known) return;
    const seen = new Set<DeskTicket>();
    moves = moves.filter((move) => isPresent(move) && !seen.has(move.ticket) && seen.add(move.ticket));
    known = moves.length;
  };
  return {
    moved: (ticket) => {
      const second = seconds(ticket.generatedAt);
      const last = moves.at(-1);
      if (last?.ticket === ticket && last.second === second) return;
      isInOrder &&= last === undefined || last.second <= second;
      moves.push({ second, ticket });
    },
    *after(place, untilSecond) {
      tidy();
      let at = firstFrom(moves, place.second);
      while (at < moves.length) {
        const second = moves[at]?.second ?? Number.POSITIVE_INFINITY;
        if (second > untilSecond) return;
        const tickets = new Set<DeskTicket>();
        for (let move = moves[at]; move?.second === second; at += 1, move = moves[at]) {
          if (isPresent(move) && (second > place.second || move.ticket.id > place.id)) tickets.add(move.ticket);
        }
        yield* [...tickets].toSorted((one, other) => one.id - other.id);
      }
    },
  };
}

/** The first move of that second or a later one. */
function firstFrom(moves: readonly Move[], second: number): number {
  let [from, to] = [0, moves.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((moves[middle]?.second ?? 0) < second) from = middle + 1;
    else to = middle;
  }
  return from;
}
