import type { ReceiverEvent } from '@slack/bolt';
import type { Router } from 'express';
import * as z from 'zod';
import type { SlackInstallation } from '#apps/runtime/slack-installation.ts';
import type { SlackInstallations } from '#apps/runtime/slack-installations.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { SECOND_MS, type Instant } from '#core/time.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import type { SlackApp } from './app.ts';
import { createSlackReceiver } from './receiver.ts';
import type { ReportProblem } from './see-through.ts';
import { answerUntied, tellUntied } from './untied.ts';

/** What listens to many workspaces. */
export interface WorkspacesOptions {
  /** `undefined` where nothing comes over HTTP. */
  readonly signingSecrets: readonly string[] | undefined;
  readonly time: Timekeeper;
  readonly report: ReportProblem;
  readonly installations: Pick<SlackInstallations, 'find'>;
  /** The workspace's own side; `undefined` where it is tied to no account. */
  readonly sides: { of(installation: SlackInstallation): Promise<SlackApp | undefined> };
  /** What answers people in a workspace that is tied to no account any more. */
  readonly callFor: (installation: SlackInstallation) => CallSlack;
  /** Slack says that the app was taken out of a workspace, or its tokens revoked, at this time or up to a second later. */
  readonly onGone: (team: string, at: Instant) => Promise<void>;
}

/** The one door for all workspaces. */
export interface Workspaces {
  readonly router: Router;
  /** Takes what was proven elsewhere to come from Slack. */
  take(event: ReceiverEvent): Promise<void>;
}

const team = z.object({ id: z.string().min(1) }).nullish();
/** Where a payload says which workspace's installation it is for; Slack Connect names others beside. */
const addressed = z.object({
  team_id: z.string().min(1).nullish(),
  team,
  authorizations: z.array(z.object({ team_id: z.string().min(1).nullish() })).nullish(),
  view: z.object({ app_installed_team_id: z.string().min(1).nullish() }).nullish(),
});
const gone = z.object({
  event_time: z.number(),
  event: z.union([
    z.object({ type: z.literal('app_uninstalled') }),
    z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(z.string()).nullish() }) }),
  ]),
});

/**
 * Proves that a request comes from Slack, finds out which workspace it is for, and hands it to that workspace's own side:
 * nothing of one workspace is ever in the hands of another's. What is for no workspace of ours is acknowledged and let be.
 *
 * @param installAt  where people are sent who use what is not connected
 */
export function createWorkspaces(options: WorkspacesOptions, installAt: string): Workspaces {
  const { signingSecrets, time, report, installations } = options;
  const receiver = createSlackReceiver({ signingSecrets, time, report });
  const take = async (event: ReceiverEvent): Promise<void> => {
    const of = teamOf(event.body);
    if (of === undefined) {
      report('SLACK_REQUEST_REFUSED');
      return await event.ack();
    }
    const leaving = gone.safeParse(event.body);
    if (leaving.success) {
      const { event: what, event_time: seconds } = leaving.data;
      const isOurs = what.type === 'app_uninstalled' || (what.tokens.bot ?? []).length > 0;
      if (isOurs) await options.onGone(of, seconds * SECOND_MS);
      return await event.ack();
    }
    const installation = await installations.find(of);
    const side = installation === undefined ? undefined : await options.sides.of(installation);
    if (side !== undefined) return await side.take(event);
    await event.ack(answerUntied(event.body, installAt));
    if (installation === undefined) return;
    await tellUntied(event.body, { callSlack: options.callFor(installation), report }, installAt);
  };
  receiver.init({ processEvent: take });
  return { router: receiver.router, take };
}

/** The workspace whose installation a payload is for; `undefined` where it does not say. */
function teamOf(body: unknown): string | undefined {
  const read = addressed.safeParse(body);
  if (!read.success) return undefined;
  const { view, authorizations, team: named, team_id: id } = read.data;
  return view?.app_installed_team_id ?? authorizations?.[0]?.team_id ?? named?.id ?? id ?? undefined;
}
