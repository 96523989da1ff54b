import type { Surroundings } from '#apps/runtime/compose.ts';
import { carryOut } from '#apps/runtime/carry-out.ts';
import { timeAt } from '#apps/runtime/desk-time.ts';
import type { Engine } from '#apps/runtime/engine.ts';
import { list, lookUp } from '#apps/runtime/look-up.ts';
import { helpdesksOf, openTicket } from '#apps/runtime/open-ticket.ts';
import { showComplaint } from '#apps/runtime/shown-complaint.ts';
import { isTicketAddress, showLink } from '#apps/runtime/shown-link.ts';
import { offeredCategories } from '#core/complaint/vocabulary.ts';
import type { TicketRef } from '#core/ticket.ts';
import type { Shell } from '#apps/runtime/shell.ts';
import { notConnected } from '#apps/slack/not-connected.ts';
import { createSlackApp, type SlackApp, type SlackAppOptions } from '#apps/slack/app.ts';

/** By whom it is carried out: the accounts that the workspace may reach, and no others. */
export interface SlackHands {
  readonly clicks: Shell;
  readonly engine: Pick<Engine, 'exclusively' | 'enqueue'>;
}

/** What one workspace reaches: everything that people press, type, open or share there, carried out by the works. */
export function createSlackSide(
  slack: Pick<SlackAppOptions, 'signingSecrets' | 'botToken' | 'slackApiUrl'>,
  { clicks, engine }: SlackHands,
  { time, log, stopping }: Pick<Surroundings, 'time' | 'log'> & { readonly stopping: AbortSignal },
): SlackApp {
  const isOurs = ({ platform, account }: TicketRef): boolean =>
    clicks.desks.some((desk) => desk.platform === platform && desk.account === account);
  return createSlackApp({
    ...slack,
    time,
    report: (code) => log.warn('slack', { code }),
    showComplaint: async (asked) => (isOurs(asked.ticket) ? await showComplaint(asked, clicks, stopping) : 'elsewhere'),
    complaints: {
      now: () => timeAt(clicks.desks, time),
      list: (view, by, channel) => list(view, { ...by, channel }, clicks, stopping),
      lookUp: (id, channel) => lookUp(id, { channel }, clicks, stopping),
    },
    links: {
      isOurs: (address) => isTicketAddress(address, clicks),
      show: ({ address, email, channel }, signal) =>
        showLink({ address, email, channel }, clicks, AbortSignal.any([signal, stopping])),
    },
    reports: {
      helpdesks: helpdesksOf(clicks),
      categories: offeredCategories,
      open: async (report) => {
        const answer = await openTicket(report, clicks, stopping);
        if (answer.outcome === 'refused') return answer;
        log.info('reported', { ticket: answer.ticket.id, detail: answer.outcome });
        engine.enqueue(answer.ticket);
        return answer;
      },
    },
    onPress: async (pressed) => {
      const answer = isOurs(pressed.ticket)
        ? await carryOut(pressed, { clicks, engine })
        : ({ outcome: 'refused', say: notConnected } as const);
      log.info('pressed', { ticket: pressed.ticket.id, action: pressed.action, detail: answer.outcome });
      return answer;
    },
  });
}
