import { carryOut } from '#apps/runtime/carry-out.ts';
import type { Press } from '#apps/runtime/press.ts';
import type { TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Living } from './living.ts';
import { account, agent, type Office } from './platform.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

/** People in Slack who press what stands on a card. */
export interface Supervisors {
  /** Somebody presses something about one of these tickets now, wherever Slack reaches the product. */
  press(office: Office, tickets: readonly string[]): void;
  /** What somebody was told is done, and the ticket does not show. */
  unkept(): readonly string[];
}

/** Presses that stand in a ledger. */
type Kept = Extract<Press, { readonly action: 'acknowledge' | 'take' | 'snooze' | 'escalate' }>;

/** Somebody was told so. */
interface Told {
  readonly office: Office;
  readonly pressed: Kept;
}

const colleague = { id: 'U1', name: agent.name, email: agent.email };
/** The helpdesk knows of no such person: what they take keeps its assignee. */
const manager = { id: 'U2', name: 'Mara Lind', email: undefined };
const people = [colleague, manager];

const presses: readonly ((on: {
  readonly ticket: TicketRef;
  readonly at: Instant;
  readonly random: Random;
}) => Press)[] = [
  ({ random, ...on }) => ({ ...on, by: random.of(people), action: 'acknowledge' }),
  ({ ticket, at }) => ({ ticket, at, by: manager, action: 'take' }),
  ({ random, ...on }) => ({ ...on, by: random.of(people), action: 'snooze', until: 'hour' }),
  ({ random, ...on }) => ({ ...on, by: random.of(people), action: 'escalate' }),
  ({ random, ...on }) => ({ ...on, by: random.of(people), action: 'escalate' }),
  ({ ticket, at }) => ({ ticket, at, by: colleague, action: 'severity', severity: 'critical', reason: 'Injury' }),
  ({ ticket, at }) => ({ ticket, at, by: colleague, action: 'reject', reason: 'It is a question' }),
];

export function openSupervisors(on: {
  readonly scheduler: Scheduler;
  readonly livings: () => readonly Living[];
  readonly met: (what: string) => void;
}): Supervisors {
  const { scheduler, livings, met } = on;
  const { random } = scheduler;
  const told: Told[] = [];
  const carriedOut = async (office: Office, pressed: Press, living: Living): Promise<void> => {
    const { works } = living;
    if (works === undefined) return;
    const { outcome } = await carryOut(pressed, works);
    met(`a supervisor: ${pressed.action} ${outcome}`);
    if (outcome === 'done' && isKept(pressed)) told.push({ office, pressed });
  };
  return {
    press(office, tickets) {
      const reached = livings().filter(({ works }) => works !== undefined);
      if (reached.length === 0 || tickets.length === 0) return;
      const ticket = { platform: office.platform, account, id: random.of(tickets) };
      const pressed = random.of(presses)({ ticket, at: scheduler.now(), random });
      // Who hears that it failed presses again, or not.
      carriedOut(office, pressed, random.of(reached)).catch(() => undefined);
    },
    unkept: () =>
      told.flatMap(({ office, pressed }) => {
        const { ticket, action, by, at } = pressed;
        const record = office.truths(ticket.id).at(-1);
        if (record === undefined || record.status === 'deleted') return [];
        const isThere = record.ledger.some(
          (entry) => entry.kind === 'pressed' && entry.action === action && entry.by === by.name && entry.at === at,
        );
        return isThere
          ? []
          : [`I13: ${by.name} was told that it is done, and ${ticket.id} does not show it: ${action} ${at}`];
      }),
  };
}

function isKept(pressed: Press): pressed is Kept {
  return ['acknowledge', 'take', 'snooze', 'escalate'].includes(pressed.action);
}
