import type { LedgerEntry, PressAction } from '#core/effect/ledger.ts';
import { isAcknowledged } from '#core/decide/acknowledged.ts';
import { pressNote } from '#core/effect/note.ts';
import { inWords } from '#core/effect/words.ts';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import type { Shell } from './shell.ts';
import { deskOf } from './run.ts';

/** A button that somebody pressed, by the name people know them by. */
export interface Press {
  readonly ticket: TicketRef;
  readonly action: Exclude<PressAction, 'snooze'>;
  readonly by: { readonly id: string; readonly name: string; readonly email: string | undefined };
  readonly at: Instant;
  /** The message that carries the button, where that is known. */
  readonly message?: string | undefined;
}

/** `say` is for the presser alone. */
export type Pressed =
  | { readonly outcome: 'done'; readonly say?: string }
  | { readonly outcome: 'already' | 'refused'; readonly say: string };

/** Busy agents may save at the same second: so many times we read again and try. */
const mostTries = 6;

/**
 * Writes what a person pressed to the ticket, with their name, in one save with the note that tells it.
 *
 * The first of two people who press at once is told that it is done; the other, who was first.
 */
export async function press(pressed: Press, shell: Shell, signal: AbortSignal): Promise<Pressed> {
  const desk = deskOf(pressed.ticket, shell);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const record = await desk.source.read(pressed.ticket, signal);
    const refusal = refusalOf(pressed, record, shell);
    if (refusal !== undefined) return refusal;
    const assignee = pressed.action === 'take' ? await agentOf(pressed, shell, signal) : undefined;
    const entry: LedgerEntry = { kind: 'pressed', action: pressed.action, by: pressed.by.name, at: pressed.at };
    try {
      const written = await desk.actions.write(
        record,
        {
          ledger: [entry],
          note: noteOf(pressed, assignee, shell),
          ...(assignee === undefined ? {} : { assignee }),
        },
        signal,
      );
      if (written === 'written') return doneBeside(pressed, record);
    } catch (error) {
      if (error instanceof IntegrationError && error.reason === 'closed') return closed;
      throw error;
    }
  }
  return { outcome: 'refused', say: 'The ticket is being changed by others at this moment. Please press again.' };
}

/** The card shows what was done. Whoever pressed elsewhere is told, or the button would seem dead. */
function doneBeside(pressed: Press, record: TicketRecord): Pressed {
  const card = record.ledger.find((entry) => entry.kind === 'posted' && entry.key.startsWith('complaint:card:'));
  if (pressed.message === undefined || (card?.kind === 'posted' && card.message === pressed.message)) {
    return { outcome: 'done' };
  }
  return { outcome: 'done', say: saidBeside[pressed.action] };
}

const saidBeside: Readonly<Record<Press['action'], string>> = {
  acknowledge: 'Noted on the ticket: you are on it.',
  take: 'Noted on the ticket: you have taken this complaint.',
  escalate: 'Noted on the ticket: you have escalated this complaint. The next level is told.',
};

const closed: Pressed = { outcome: 'refused', say: 'The ticket is closed, so nothing more can be written to it.' };

function refusalOf(pressed: Press, record: TicketRecord, shell: Shell): Pressed | undefined {
  if (record.status === 'closed') return closed;
  if (record.status === 'deleted') return { outcome: 'refused', say: 'The ticket was deleted in the helpdesk.' };
  const { complaint, clocks } = judge(record, shell.policy, shell.time.now());
  if (complaint === undefined || !complaint.isOpen) {
    return { outcome: 'refused', say: 'This complaint is no longer open: somebody has dealt with it in the helpdesk.' };
  }
  return repeatOf(pressed, record, { shell, acknowledged: isAcknowledged(complaint, clocks) });
}

/** Escalating again goes one level higher, and somebody else may take over; to acknowledge twice says nothing new. */
function repeatOf(
  pressed: Press,
  record: TicketRecord,
  on: { shell: Shell; acknowledged: boolean },
): Pressed | undefined {
  const earlier = record.ledger.findLast((entry) => entry.kind === 'pressed' && entry.action === pressed.action);
  if (earlier?.kind !== 'pressed') return undefined;
  const mine = earlier.by === pressed.by.name;
  if (mine && earlier.at === pressed.at) return { outcome: 'done' };
  const repeats = (pressed.action === 'acknowledge' && on.acknowledged) || (pressed.action === 'take' && mine);
  if (!repeats) return undefined;
  return {
    outcome: 'already',
    say: `${mine ? 'You' : earlier.by} did that already, ${inWords(earlier.at, on.shell.policy)}.`,
  };
}

async function agentOf(pressed: Press, shell: Shell, signal: AbortSignal): Promise<string | undefined> {
  if (pressed.by.email === undefined) return undefined;
  return await deskOf(pressed.ticket, shell).agents.byEmail(pressed.by.email, signal);
}

function noteOf(pressed: Press, assignee: string | undefined, shell: Shell): string {
  const { policy } = shell;
  const note = pressNote(pressed.action, pressed.by.name, inWords(pressed.at, policy), policy.version);
  return pressed.action === 'take' && assignee === undefined
    ? `${note}\nThe ticket keeps its assignee: no agent here has that person's e-mail address.`
    : note;
}
