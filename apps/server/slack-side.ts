import type { Router } from 'express';
import type { Environment } from '#apps/runtime/env.ts';
import type { Surroundings, Works } from '#apps/runtime/compose.ts';
import { list, lookUp } from '#apps/runtime/look-up.ts';
import { helpdesksOf, openTicket } from '#apps/runtime/open-ticket.ts';
import { press } from '#apps/runtime/press.ts';
import { isTicketAddress, showLink } from '#apps/runtime/shown-link.ts';
import { offeredCategories } from '#core/complaint/vocabulary.ts';
import { createSlackApp } from '#apps/slack/app.ts';

/** What Slack reaches: everything that people press, type, open or share there, carried out by the works. */
export function createSlackSide(
  { slack }: Pick<Environment, 'slack'>,
  { clicks, engine }: Works,
  { time, log, stopping }: Pick<Surroundings, 'time' | 'log'> & { readonly stopping: AbortSignal },
): Router {
  return createSlackApp({
    signingSecrets: slack.signingSecrets,
    botToken: slack.botToken,
    slackApiUrl: slack.apiUrl,
    time,
    report: (code) => log.warn('slack', { code }),
    complaints: {
      list: (view, by) => list(view, by, clicks, stopping),
      lookUp: (id) => lookUp(id, clicks, stopping),
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
      const answer = await engine.exclusively(pressed.ticket, (signal) => press(pressed, clicks, signal));
      log.info('pressed', { ticket: pressed.ticket.id, action: pressed.action, detail: answer.outcome });
      engine.enqueue(pressed.ticket);
      return answer;
    },
  }).router;
}
