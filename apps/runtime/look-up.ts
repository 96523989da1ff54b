import { mayReadOfPerson } from '#core/effect/personal.ts';
import { judge } from '#core/pipeline.ts';
import { asReadBy, byUrgency, openComplaintOf, type OpenComplaint } from '#core/report/open-complaint.ts';
import { dayAt } from '#core/sla/zone.ts';
import type { Instant } from '#core/time.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { timeAt } from './desk-time.ts';
import type { Shell } from './shell.ts';

export const views = ['open', 'mine', 'today'] as const;
/** Which complaints somebody asks for: all, those they have, those whose promise falls due today or was broken. */
export type View = (typeof views)[number];

/** A list that somebody asked for, the most urgent first. */
export interface Listed {
  readonly complaints: readonly OpenComplaint[];
  /** How many promises of all that is open are broken now. */
  readonly broken: number;
  readonly open: number;
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
  const wanted = await filterOf(view, by, { shell, signal, now });
  const mayRead = mayReadOfPerson(shell.policy, ...by.channel);
  return {
    complaints: all
      .filter(wanted)
      .toSorted(byUrgency)
      .map((one) => asReadBy(one, mayRead)),
    broken: all.filter(({ next }) => next !== undefined && next.dueAt < now).length,
    open: all.length,
  };
}

type Wanted = (complaint: OpenComplaint) => boolean;

async function filterOf(
  view: View,
  by: Pick<Asker, 'email'>,
  { shell, signal, now }: { readonly shell: Shell; readonly signal: AbortSignal; readonly now: Instant },
): Promise<Wanted> {
  if (view === 'open') return () => true;
  if (view === 'today') {
    const today = dayIn(shell);
    return ({ next }) => next !== undefined && today(next.dueAt) <= today(now);
  }
  const ids = new Map<string, string | undefined>();
  for (const desk of shell.desks) {
    const id = by.email === undefined ? undefined : await desk.agents.byEmail(by.email, signal);
    ids.set(`${desk.platform}:${desk.account}`, id);
  }
  return ({ assignee, ticket }) =>
    assignee !== undefined && ids.get(`${ticket.platform}:${ticket.account}`) === assignee;
}

/** The date on the wall where the company's calendar hangs. */
function dayIn({ policy }: Shell): (at: Instant) => number {
  const zone = policy.calendars.values().next().value?.table.zone;
  return (at) => (zone === undefined ? Math.floor(at / 86_400_000) : dayAt(zone, at));
}

/** What a ticket by this number is now, in each account that has one; `complaint` is absent where it is no open complaint. */
export async function lookUp(
  id: string,
  { channel }: Pick<Asker, 'channel'>,
  shell: Shell,
  signal: AbortSignal,
): Promise<readonly { readonly url: string; readonly complaint: OpenComplaint | undefined }[]> {
  const found: { url: string; complaint: OpenComplaint | undefined }[] = [];
  const mayRead = mayReadOfPerson(shell.policy, ...channel);
  for (const desk of shell.desks) {
    const { source, platform, account } = desk;
    try {
      const record = await source.read({ platform, account, id }, signal);
      const outcome = judge(record, shell.policy, timeAt([desk], shell.time));
      const complaint = openComplaintOf(record, outcome, shell.policy);
      const readable = complaint === undefined ? undefined : asReadBy(complaint, mayRead);
      if (record.status !== 'deleted') found.push({ url: record.url, complaint: readable });
    } catch (error) {
      if (!(error instanceof IntegrationError && error.reason === 'not-found')) throw error;
    }
  }
  return found;
}
