import type { Severity } from '#core/complaint/vocabulary.ts';
import { withReason } from '#core/complaint/with-reason.ts';
import type { TicketChange } from '#core/effect/effect.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { isAcknowledged } from '#core/decide/acknowledged.ts';
import { isHeadKey } from '#core/decide/place.ts';
import { isCrossing } from '#core/effect/crossing.ts';
import { pressNote } from '#core/effect/note.ts';
import { snoozeEnd, type SnoozeChoice } from '#core/effect/snooze.ts';
import { withoutTakenBack } from '#core/effect/taken-back.ts';
import { inWords } from '#core/effect/words.ts';
import { judge } from '#core/pipeline.ts';
import type { TicketRecord, TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { timeAt } from './desk-time.ts';
import type { Desk, Shell } from './shell.ts';
import { deskOf, readIfThere } from './run.ts';

/** Who did something beside the ticket, and when. */
interface Doing {
  readonly ticket: TicketRef;
  readonly by: Presser;
  readonly at: Instant;
  /** The message that carries the button, where that is known. */
  readonly message?: string | undefined;
}

/** A person, by the name people know them by. */
export interface Presser {
  /** Slack's. */
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
}

/** A button that somebody pressed, or a form that they filled in. */
export type Press = Doing &
  (
    | { readonly action: 'acknowledge' | 'take' | 'escalate' }
    | { readonly action: 'snooze'; readonly until: SnoozeChoice }
    | { readonly action: 'assign'; readonly to: Presser }
    | { readonly action: 'severity'; readonly severity: Severity; readonly reason: string }
    /** Not a complaint. */
    | { readonly action: 'reject'; readonly reason: string }
  );

/** `say` is for the presser alone. */
export type Pressed =
  | { readonly outcome: 'done'; readonly say?: string }
  | { readonly outcome: 'already' | 'refused'; readonly say: string };

/** Busy agents may save at the same second: so many times we read again and try. */
const mostTries = 6;

/**
 * Writes what a person pressed to the ticket, with their name, in one save with the note that tells it.
 *
 * The first of two people who press at once is told that it is done; the other, who was first. Who answers an alert may
 * be anybody who sees it; who changes the record itself must be an agent of the helpdesk.
 */
export async function press(pressed: Press, shell: Shell, signal: AbortSignal): Promise<Pressed> {
  const desk = deskOf(pressed.ticket, shell);
  const refused = await refusePerson(pressed, desk, signal);
  if (refused !== undefined) return refused;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const record = await readIfThere(desk, pressed.ticket, signal);
    if (record === undefined) return deleted;
    const on = { record, shell, desk, signal };
    const refusal = await refusalOf(pressed, on);
    if (refusal !== undefined) return refusal;
    const change = await changeOf(pressed, on);
    if ('outcome' in change) return change;
    try {
      if ((await desk.actions.write(record, change, signal)) === 'written') return doneBeside(pressed, record);
    } catch (error) {
      if (error instanceof IntegrationError && error.reason === 'closed') return closed;
      throw error;
    }
  }
  return { outcome: 'refused', say: 'The ticket is being changed by others at this moment. Please press again.' };
}

/** What is only said of an alert; the rest changes what the record says. */
const answers: ReadonlySet<Press['action']> = new Set(['acknowledge', 'take', 'snooze', 'escalate']);

async function refusePerson(pressed: Press, desk: Desk, signal: AbortSignal): Promise<Pressed | undefined> {
  if (answers.has(pressed.action)) return undefined;
  const { email } = pressed.by;
  const agent = email === undefined ? undefined : await desk.agents.byEmail(email, signal);
  if (agent !== undefined) return undefined;
  return {
    outcome: 'refused',
    say: 'Only an agent of the helpdesk can change this, and none there has your e-mail address. Please ask one.',
  };
}

/** The card shows what was done. Whoever pressed elsewhere is told, or the button would seem dead. */
function doneBeside(pressed: Press, record: TicketRecord): Pressed {
  // A digest stays as it is: only a card of its own shows what was done, or the sign of one in another channel.
  const isCard = record.ledger.some(
    (entry) =>
      entry.kind === 'posted' && entry.shared !== true && entry.message === pressed.message && isHeadKey(entry.key),
  );
  if (pressed.message === undefined || isCard) return { outcome: 'done' };
  return { outcome: 'done', say: saidBeside[pressed.action] };
}

const saidBeside: Readonly<Record<Press['action'], string>> = {
  acknowledge: 'Noted on the ticket: you are on it.',
  take: 'Noted on the ticket: you have taken this complaint.',
  snooze: 'Noted on the ticket: you have snoozed this alert. A broken promise is told all the same.',
  escalate: 'Noted on the ticket: you have escalated this complaint. The next level is told.',
  assign: 'The ticket is assigned.',
  severity: 'Noted on the ticket: the severity is changed.',
  reject: 'Noted on the ticket: this is no complaint. Its clocks and alerts have ended.',
};

const deleted: Pressed = { outcome: 'refused', say: 'The ticket was deleted in the helpdesk.' };
const closed: Pressed = { outcome: 'refused', say: 'The ticket is closed, so nothing more can be written to it.' };

async function refusalOf(pressed: Press, on: On): Promise<Pressed | undefined> {
  const { record, shell, desk } = on;
  if (record.isFrozen === true) return closed;
  if (record.status === 'deleted') return deleted;
  if (isWritten(pressed, record)) return { outcome: 'done' };
  const { complaint, clocks } = judge(record, shell.policy, timeAt([desk], shell.time));
  if (complaint === undefined || !complaint.isOpen) {
    return { outcome: 'refused', say: 'This complaint is no longer open: somebody has dealt with it in the helpdesk.' };
  }
  return await repeatOf(pressed, on, isAcknowledged(complaint, clocks));
}

/**
 * Whether the ticket shows this very press: told again, perhaps to another process, it is known by the instant that Slack
 * gave it; a form, which has none, by what it wrote.
 */
function isWritten(pressed: Press, { ledger, fields, timeline }: TicketRecord): boolean {
  switch (pressed.action) {
    case 'assign':
      return false;
    case 'reject':
      return squeezed(fields.complaint ?? '') === withReason('no', pressed.reason);
    case 'severity': {
      if (fields.severity !== pressed.severity) return false;
      const words = squeezed(`, ${gradedTo(pressed)}.`);
      return timeline.some((entry) => entry.kind === 'said' && !entry.public && squeezed(entry.text).includes(words));
    }
    case 'acknowledge':
    case 'take':
    case 'snooze':
    case 'escalate':
      return ledger.some(
        (entry) =>
          entry.kind === 'pressed' &&
          entry.action === pressed.action &&
          isBy(pressed.by, entry) &&
          entry.at === pressed.at,
      );
  }
}

/** Two colleagues may have one name; where the ticket does not say who it was, the name is all there is. */
function isBy({ id, name }: Presser, { by, member }: Extract<LedgerEntry, { kind: 'pressed' }>): boolean {
  return member === undefined ? by === name : member === id;
}

function gradedTo({ severity, reason }: Extract<Press, { action: 'severity' }>): string {
  return `to ${severity}${reason === '' ? '' : `: ${reason}`}`;
}

/** Helpdesks keep the words and not always the blanks. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** What another press says anew, and how the one is asked who may not have known. */
const repeatable: ReadonlyMap<Press['action'], string> = new Map([
  ['take', 'take it over'],
  ['escalate', 'go one level higher'],
  ['snooze', 'snooze it otherwise'],
]);

/**
 * Escalating again goes one level higher, somebody else may take over, and snooze otherwise, once they can know of the
 * first; to acknowledge twice says nothing new, and to take what one has says nothing new.
 */
async function repeatOf(pressed: Press, on: On, acknowledged: boolean): Promise<Pressed | undefined> {
  const { record, shell } = on;
  const earlier = withoutTakenBack(record.ledger).findLast(
    (entry) => entry.kind === 'pressed' && entry.action === pressed.action,
  );
  if (earlier?.kind !== 'pressed') return undefined;
  const mine = isBy(pressed.by, earlier);
  const repeats =
    acknowledged &&
    (pressed.action === 'acknowledge' || (pressed.action === 'take' && mine && (await isTheirs(pressed.by, on))));
  const anew = isCrossing(pressed.at, earlier.at) ? repeatable.get(pressed.action) : undefined;
  if (!repeats && anew === undefined) return undefined;
  const said = `${mine ? 'You' : earlier.by} did that already, ${inWords(earlier.at, shell.policy)}.`;
  return { outcome: 'already', say: repeats ? said : `${said} To ${anew}, press again in a moment.` };
}

/** Whether a ticket that somebody took is still theirs; who is no agent was never given it. */
async function isTheirs(person: Presser, on: On): Promise<boolean> {
  const agent = await agentOf(person, on);
  return agent === undefined || agent === on.record.assignee?.id;
}

interface On {
  readonly record: TicketRecord;
  readonly shell: Shell;
  readonly desk: Desk;
  readonly signal: AbortSignal;
}

/** What becomes of the ticket, in one save. */
async function changeOf(pressed: Press, on: On): Promise<TicketChange | Pressed> {
  const { policy } = on.shell;
  const { by, at } = pressed;
  const when = inWords(at, policy);
  const entry = { kind: 'pressed', by: by.name, member: by.id, at } as const;
  switch (pressed.action) {
    case 'acknowledge':
    case 'escalate':
      return {
        ledger: [{ ...entry, action: pressed.action }],
        note: pressNote(pressed.action, by.name, when, policy.version),
      };
    case 'take': {
      const assignee = await agentOf(by, on);
      const note = pressNote('take', by.name, when, policy.version);
      const ledger: LedgerEntry[] = [{ ...entry, action: 'take' }];
      return assignee === undefined
        ? {
            ledger,
            note: `${note}\nThe ticket keeps its assignee: no agent here has that person's e-mail address.`,
          }
        : { ledger, note, assignee };
    }
    case 'snooze': {
      const until = snoozeEnd(pressed.until, at, policy);
      return {
        ledger: [{ ...entry, action: 'snooze', until }],
        note: pressNote('snooze', by.name, `${when}, until ${inWords(until, policy)}`, policy.version),
      };
    }
    case 'assign': {
      const assignee = await agentOf(pressed.to, on);
      if (assignee === undefined) {
        return { outcome: 'refused', say: `No agent of the helpdesk has the e-mail address of ${pressed.to.name}.` };
      }
      if (assignee === on.record.assignee?.id) {
        return { outcome: 'already', say: `The ticket is assigned to ${pressed.to.name} already.` };
      }
      return { assignee, note: pressNote('assign', by.name, `${when}, to ${pressed.to.name}`, policy.version) };
    }
    case 'severity':
      return {
        fields: { severity: pressed.severity },
        note: pressNote('severity', by.name, `${when}, ${gradedTo(pressed)}`, policy.version),
      };
    case 'reject':
      return {
        fields: { complaint: withReason('no', pressed.reason) },
        note: pressNote('reject', by.name, `${when}: ${pressed.reason}`, policy.version),
      };
  }
}

async function agentOf(person: Presser, { desk, signal }: On): Promise<string | undefined> {
  return person.email === undefined ? undefined : await desk.agents.byEmail(person.email, signal);
}
