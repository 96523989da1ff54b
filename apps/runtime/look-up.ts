import { mayReadOfPerson } from '#core/effect/personal.ts';
import { judge } from '#core/pipeline.ts';
import { asReadBy, byUrgency, openComplaintOf, type OpenComplaint } from '#core/report/open-complaint.ts';
import { dayAt } from '#core/sla/zone.ts';
import type { Instant } from '#core/time.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { timedOut, withinLimit } from '#integrations/time-limit.ts';
import { timeAt } from './desk-time.ts';
import { accountOf } from './fair-queue.ts';
import { helpdeskName } from './open-ticket.ts';
import { readIfThere } from './run.ts';
import type { Desk, Shell } from './shell.ts';

export const views = ['open', 'mine', 'today'] as const;
/** Which complaints somebody asks for: all, those they have, those whose promise falls due today or was broken. */
export type View = (typeof views)[number];

/** A list that somebody asked for, the most urgent first. */
export interface Listed {
  readonly complaints: readonly OpenComplaint[];
  /** How many promises of all that is open are broken now. */
  readonly broken: number;
  readonly open: number;
  /** Whose complaints may be missing. */
  readonly unheard: readonly Unheard[];
}

/** A helpdesk that was asked and did not answer, while another one did. */
export interface Unheard {
  /** As people know it. */
  readonly helpdesk: string;
  readonly code: string;
}

/** A ticket that somebody asked for by its number, in each account that has one; `complaint` is absent where it is no open complaint. */
export interface LookedUp {
  readonly tickets: readonly { readonly url: string; readonly complaint: OpenComplaint | undefined }[];
  readonly unheard: readonly Unheard[];
}

/** Who asks, and where the answer is read. */
export interface Asker {
  readonly email: string | undefined;
  /** The channel, by its id and its name; nothing where it is read beside all channels. */
  readonly channel: readonly string[];
}

/** Lists the open complaints as they were last judged, in words that may be read where it was asked. */
export async function list(view: View, by: Asker, shell: Shell, signal: AbortSignal): Promise<Listed> {
  const now = timeAt(shell.desks, shell.time);
  const all = shell.open.all();
  const { wanted, unheard } = await filterOf(view, by, { shell, signal, now });
  const mayRead = mayReadOfPerson(shell.policy, ...by.channel);
  return {
    complaints: all
      .filter(wanted)
      .toSorted(byUrgency)
      .map((one) => asReadBy(one, mayRead)),
    broken: all.filter(({ next }) => next !== undefined && next.dueAt < now).length,
    open: all.length,
    unheard,
  };
}

interface Filter {
  readonly wanted: (complaint: OpenComplaint) => boolean;
  readonly unheard: readonly Unheard[];
}

async function filterOf(
  view: View,
  by: Pick<Asker, 'email'>,
  { shell, signal, now }: { readonly shell: Shell; readonly signal: AbortSignal; readonly now: Instant },
): Promise<Filter> {
  if (view === 'open') return { wanted: () => true, unheard: [] };
  if (view === 'today') {
    const today = dayIn(shell);
    return { wanted: ({ next }) => next !== undefined && today(next.dueAt) <= today(now), unheard: [] };
  }
  const { email } = by;
  if (email === undefined) return { wanted: () => false, unheard: [] };
  const { answers, unheard } = await askEach(shell, signal, async (desk, signal) => ({
    account: accountOf(desk),
    id: await desk.agents.byEmail(email, signal),
  }));
  const ids = new Map(answers.map(({ account, id }) => [account, id]));
  return {
    wanted: ({ assignee, ticket }) => assignee !== undefined && ids.get(accountOf(ticket)) === assignee,
    unheard,
  };
}

/** The date on the wall where the company's calendar hangs. */
function dayIn({ policy }: Shell): (at: Instant) => number {
  const zone = policy.calendars.values().next().value?.table.zone;
  return (at) => (zone === undefined ? Math.floor(at / 86_400_000) : dayAt(zone, at));
}

/** What a ticket by this number is now. */
export async function lookUp(
  id: string,
  { channel }: Pick<Asker, 'channel'>,
  shell: Shell,
  signal: AbortSignal,
): Promise<LookedUp> {
  const mayRead = mayReadOfPerson(shell.policy, ...channel);
  const { answers, unheard } = await askEach(shell, signal, async (desk, signal) => {
    const { platform, account } = desk;
    const record = await readIfThere(desk, { platform, account, id }, signal);
    if (record === undefined || record.status === 'deleted') return [];
    const outcome = judge(record, shell.policy, timeAt([desk], shell.time));
    const complaint = openComplaintOf(record, outcome, shell.policy);
    return [{ url: record.url, complaint: complaint === undefined ? undefined : asReadBy(complaint, mayRead) }];
  });
  return { tickets: answers.flat(), unheard };
}

/** Whoever asks in Slack is answered within two seconds: one helpdesk that takes longer does not keep what others say. */
const othersWaitMs = 1_400;

/**
 * Asks all helpdesks at once. Where one of several does not answer, the others' answers are good without it.
 *
 * @throws {IntegrationError | PayloadError} where none answers
 */
async function askEach<T>(
  { desks, time }: Pick<Shell, 'desks' | 'time'>,
  signal: AbortSignal,
  ask: (desk: Desk, signal: AbortSignal) => Promise<T>,
): Promise<{ readonly answers: readonly T[]; readonly unheard: readonly Unheard[] }> {
  const failed: (Unheard & { readonly error: unknown })[] = [];
  const asked = desks.map(async (desk): Promise<readonly T[]> => {
    try {
      const answer =
        desks.length === 1
          ? await ask(desk, signal)
          : await withinLimit(time, othersWaitMs, signal, (signal) => ask(desk, signal));
      return [answer];
    } catch (caught) {
      const error = caught === timedOut ? new IntegrationError(desk.platform, 'timeout', late) : caught;
      if (!(error instanceof IntegrationError || error instanceof PayloadError) || signal.aborted) throw caught;
      failed.push({ helpdesk: helpdeskName(desk), code: error.code, error });
      return [];
    }
  });
  const answers = (await Promise.all(asked)).flat();
  if (answers.length === 0 && failed[0] !== undefined) throw failed[0].error;
  return { answers, unheard: failed.map(({ helpdesk, code }) => ({ helpdesk, code })) };
}

const late = { message: 'the helpdesk takes longer than others are kept waiting' };
