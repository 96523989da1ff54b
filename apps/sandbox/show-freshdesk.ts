import { foldLedger } from '#integrations/freshdesk/claims.ts';
import { readOwnNote } from '#integrations/freshdesk/notes.ts';
import { ledgerField } from '#core/effect/names.ts';
import { decodeLedger } from '#core/effect/ledger-text.ts';
import type { CommentView } from './fake-shared/view.ts';
import type { SandboxComment } from './model.ts';
import { showEntry, showTicket, type ShowTicket } from './show.ts';

/**
 * Tickets of the fake Freshdesk as pages and scripts see them. Its ledger stands in private notes: those are marked as
 * ours, their words told from what is for machines.
 *
 * @param baseUrl  where the fake listens: the product's links to tickets begin with it
 */
export function showFreshdeskTicket(baseUrl: string): ShowTicket {
  return (ticket, on) => {
    const shown = showTicket(ticket, on);
    const notes = ticket.comments.map((comment) => noteIn(comment, on.prefix));
    const ledger = foldLedger(
      notes.filter((note) => note !== undefined),
      decodeLedger(ticket.fields[`${on.prefix}${ledgerField}`]),
    );
    return {
      ...shown,
      platform: 'freshdesk',
      comments: shown.comments.map((comment, index) => withNote(comment, notes[index])),
      ledger: ledger.map(showEntry),
      url: `${baseUrl}/a/tickets/${ticket.id}`,
    };
  };
}

type Note = Parameters<typeof foldLedger>[0][number] & { readonly words: string };

function noteIn({ id, at, public: isPublic, text }: CommentView, prefix: string): Note | undefined {
  const note = isPublic ? undefined : readOwnNote(text, prefix);
  return note === undefined ? undefined : { ...note, id, at: Date.parse(at) };
}

function withNote(comment: SandboxComment, note: Note | undefined): SandboxComment {
  if (note === undefined) return comment;
  const { words, entries } = note;
  return { ...comment, own: { words, ledger: entries.map(showEntry) } };
}
