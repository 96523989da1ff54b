import type { Severity } from '#core/complaint/vocabulary.ts';
import type { TicketRef } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import type { Presser } from './press.ts';
import type { Desk, Shell } from './shell.ts';

/** A colleague wrote of a complaint elsewhere than in the helpdesk, and somebody reports it. */
export interface Report {
  /** Of whom `helpdesksOf` names: where the ticket is to be opened. */
  readonly helpdesk: string;
  /** The address of the message; one ticket is opened for each. */
  readonly source: string;
  readonly sourceAt: Instant;
  readonly subject: string;
  readonly text: string;
  /** Of who complains, where that is known. */
  readonly email: string | undefined;
  readonly severity: Severity | undefined;
  readonly category: string | undefined;
  readonly by: Presser;
}

/** `say` is for who reported it alone. */
export type Reported =
  | { readonly outcome: 'opened' | 'already'; readonly ticket: TicketRef; readonly url: string }
  | { readonly outcome: 'refused'; readonly say: string };

/** An account in which tickets can be opened. */
export interface Helpdesk {
  readonly id: string;
  readonly name: string;
  /** Whether who complains may get to read what is reported. */
  readonly isTextShown: boolean;
}

/** The accounts in which tickets can be opened. */
export function helpdesksOf({ desks }: Pick<Shell, 'desks'>): readonly Helpdesk[] {
  return desks.map((desk) => ({
    id: idOf(desk),
    name: helpdeskName(desk),
    isTextShown: desk.intake.isTextShown,
  }));
}

/** An account as people know it: "acme (Zendesk)". */
export function helpdeskName({ platform, account }: Pick<Desk, 'platform' | 'account'>): string {
  return `${account} (${platform.charAt(0).toUpperCase()}${platform.slice(1)})`;
}

function idOf({ platform, account }: Desk): string {
  return `${platform}:${account}`;
}

/** Longer names are cut: the field's value ends in the source, which has to stay whole. */
const longestName = 60;

/**
 * Opens a ticket for what was reported, as a complaint by the word of who reports it, whose name stands there with the
 * message it comes from. Only an agent of the helpdesk may; asked again of the same message, it is the same ticket.
 *
 * @throws {IntegrationError} with outcome `unknown` where it may have been opened: asked again, it is found
 */
export async function openTicket(report: Report, shell: Shell, signal: AbortSignal): Promise<Reported> {
  const desk = shell.desks.find((one) => idOf(one) === report.helpdesk);
  if (desk === undefined) return { outcome: 'refused', say: 'This helpdesk is not connected any more.' };
  const { by, source, sourceAt, subject, text, severity, category } = report;
  const agent = by.email === undefined ? undefined : await desk.agents.byEmail(by.email, signal);
  if (agent === undefined || by.email === undefined) {
    return {
      outcome: 'refused',
      say: 'Only an agent of the helpdesk can open a ticket, and none there has your e-mail address. Please ask one.',
    };
  }
  const who = by.name.slice(0, longestName).toWellFormed();
  return await desk.intake.open(
    {
      source,
      sourceAt,
      subject,
      text,
      complainant: report.email === undefined ? undefined : { email: report.email, name: undefined },
      reporter: { id: agent, email: by.email },
      fields: {
        complaint: `yes: ${who} reported it in Slack: ${source}`,
        ...(severity === undefined ? {} : { severity }),
        ...(category === undefined ? {} : { category }),
      },
    },
    signal,
  );
}
