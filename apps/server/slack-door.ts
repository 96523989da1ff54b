import type { ReceiverEvent } from '@slack/bolt';
import express, { type Router } from 'express';
import { channelsOf } from '#core/policy/channels.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Instant } from '#core/time.ts';
import { createSlackTokenEndpoint } from '#integrations/slack/oauth.ts';
import { createCallSlack, type CallSlack, type SlackToken } from '#integrations/slack/web-api.ts';
import { accountsIn, composeTied, handsOf, resume, type TiedWorks } from '#apps/runtime/compose-tied.ts';
import { compose, composeChannel, type Surroundings, type Works } from '#apps/runtime/compose.ts';
import type { Environment } from '#apps/runtime/env.ts';
import type { SlackAppEnvironment, SlackEnvironment } from '#apps/runtime/env-slack.ts';
import { codeOf } from '#apps/runtime/log.ts';
import { takeUpGone } from '#apps/runtime/slack-gone.ts';
import type { SlackInstallation } from '#apps/runtime/slack-installation.ts';
import { createSlackInstallations } from '#apps/runtime/slack-installations.ts';
import { createTiedChannel, obstacleOf, workspaceOf, type WorkspaceChannel } from '#apps/runtime/slack-tied-channel.ts';
import {
  accountTenant,
  createSlackTies,
  tiedAccounts,
  type HelpdeskAccount,
  type SlackTies,
} from '#apps/runtime/slack-ties.ts';
import type { SlackApp } from '#apps/slack/app.ts';
import { createInstall } from '#apps/slack/install.ts';
import { createSocketMode } from '#apps/slack/socket.ts';
import { createWorkspaces, type WorkspacesOptions } from '#apps/slack/workspaces.ts';
import type { Notice } from './pending-page.ts';
import { createSlackSide } from './slack-side.ts';

/** The works of a server, and what Slack reaches of them. */
export interface SlackDoor {
  readonly works: readonly [Works, ...Works[]];
  /** To be mounted at `/slack`. */
  readonly router: Router;
  /** Takes what was proven elsewhere to come from Slack. */
  take(event: ReceiverEvent): Promise<void>;
  /** Where Slack cannot reach us: keeps a connection to it open until aborted. */
  keepConnected(signal: AbortSignal): Promise<void>;
  /** What keeps alerts from a workspace now, or what people do there from us. */
  notices(): Promise<readonly Notice[]>;
}

type On = Surroundings & { readonly stopping: AbortSignal };

/** One workspace by its bot token, or as many as install the app. */
export function openSlackDoor(environment: Environment, policy: Policy, on: On): SlackDoor {
  const { slack } = environment;
  if (slack.app !== undefined) return openToMany({ ...environment, app: slack.app }, policy, on);
  const works = compose(environment, policy, on);
  const { botToken = '', apiUrl: slackApiUrl } = slack;
  const side = createSlackSide({ signingSecrets: secretsOf(slack), botToken, slackApiUrl }, works, on);
  const take: SlackDoor['take'] = (event) => side.take(event);
  const line = openLine(slack, take, on);
  return {
    works: [works],
    router: express.Router().use('/events', side.router),
    take,
    keepConnected: (signal) => line.keepOpen(signal),
    notices: async () => line.notices(),
  };
}

/** What proves requests over HTTP; `undefined` where none are taken. */
function secretsOf({ appToken, signingSecrets }: SlackEnvironment): readonly string[] | undefined {
  return appToken === undefined ? signingSecrets : undefined;
}

/** Our own connection to Slack, where there is to be one. */
function openLine({ appToken, apiUrl: slackApiUrl }: SlackEnvironment, take: SlackDoor['take'], on: On) {
  if (appToken === undefined) return { keepOpen: async () => undefined, notices: (): readonly Notice[] => [] };
  const { time, log } = on;
  const report = (code: string): void => log.warn('slack', { code });
  const line = createSocketMode({ appToken, slackApiUrl, time, fetch: on.wire?.fetch, take, report });
  return {
    keepOpen: (signal: AbortSignal) => line.keepOpen(signal),
    notices(): readonly Notice[] {
      const code = line.trouble();
      return code === undefined ? [] : [{ account: 'slack', code, team: undefined }];
    },
  };
}

const requestLimitMs = 5_000;

/** Where it is kept who installed the app, and what is asked of Slack for it. */
function openPlaces({ client }: SlackAppEnvironment, slackApiUrl: string | undefined, { time, wire, vault }: On) {
  if (vault === undefined) throw new TypeError('many workspaces need the vault');
  const fetch = wire?.fetch;
  const callAs = (token: SlackToken): CallSlack =>
    createCallSlack({ token, slackApiUrl, time, limitMs: requestLimitMs, fetch });
  const endpoint = createSlackTokenEndpoint({ client, slackApiUrl, time, fetch });
  const installations = createSlackInstallations({ vault, endpoint, time, callAs });
  const callFor = ({ team }: SlackInstallation): CallSlack => callAs(() => installations.bearer(team));
  return { slackApiUrl, time, callAs, callFor, endpoint, installations, ties: createSlackTies(vault, time) };
}

function openToMany(
  environment: Environment & { readonly app: SlackAppEnvironment },
  policy: Policy,
  on: On,
): SlackDoor {
  const { app, slack } = environment;
  const { time, log } = on;
  const { apiUrl: slackApiUrl } = slack;
  const signingSecrets = secretsOf(slack);
  const accounts = accountsIn(environment);
  const places = openPlaces(app, slackApiUrl, on);
  const { installations, ties } = places;

  const channels = createChannels((team) => composeChannel(() => installations.bearer(team), slackApiUrl, on));
  const tiedOn = { ties, installations, now: () => time.now() };
  const channelFor = (account: HelpdeskAccount) => ({
    channel: createTiedChannel(account, { ...tiedOn, channelOf: channels.of }),
    obstacle: () => obstacleOf(account, tiedOn),
  });
  const [first, ...others] = composeTied(environment, policy, { ...on, channelFor });
  if (first === undefined) throw new TypeError('at least one helpdesk is needed');
  const all: readonly [TiedWorks, ...TiedWorks[]] = [first, ...others];

  const sides = createSides(all, ties, (installation, hands) => {
    const { team } = installation;
    const botToken = (): Promise<string> => installations.bearer(team);
    return createSlackSide({ signingSecrets, botToken, slackApiUrl }, handsOf(hands), on);
  });
  const onReady = (team: string): void => {
    channels.forget(team);
    void resumeAll(team, all, places).catch((error: unknown) => log.warn('not resumed', { code: codeOf(error) }));
  };
  const onGone = async (team: string, at: Instant): Promise<void> => {
    const came = await takeUpGone(team, at, installations);
    log.info('slack workspace gone', { desk: team, detail: came });
    if (came !== 'removed') return;
    channels.forget(team);
    sides.forget(team);
  };
  const report = (code: string): void => log.warn('slack', { code });
  const workspaces = createWorkspaces(
    { signingSecrets, time, report, installations, sides, onGone, callFor: places.callFor },
    `${app.ourOrigin}/slack/install`,
  );
  const line = openLine(slack, (event) => workspaces.take(event), on);
  const install = createInstall({
    ...app,
    ...places,
    accounts,
    onReady,
    channels: channelsOf(policy),
    tell: (event, code) => log.info(`slack workspace ${event}`, { detail: code }),
  });
  return {
    works: [first.works, ...others.map(({ works }) => works)],
    router: express.Router().use(install).use('/events', workspaces.router),
    take: (event) => workspaces.take(event),
    keepConnected: (signal) => line.keepOpen(signal),
    notices: async () =>
      [line.notices(), ...(await Promise.all(accounts.map((account) => noticesOf(account, tiedOn))))].flat(),
  };
}

/** Each workspace's alert channel: one for all accounts tied to it, so that they keep one pace. */
function createChannels(make: (team: string) => WorkspaceChannel): {
  readonly of: (team: string) => WorkspaceChannel;
  readonly forget: (team: string) => void;
} {
  const kept = new Map<string, WorkspaceChannel>();
  return {
    of(team) {
      const channel = kept.get(team) ?? make(team);
      kept.set(team, channel);
      return channel;
    },
    forget: (team) => void kept.delete(team),
  };
}

async function resumeAll(team: string, all: readonly TiedWorks[], on: { readonly ties: SlackTies }): Promise<void> {
  for (const one of await tiedTo(team, all, on.ties)) resume(one);
}

/** The works of the accounts that a workspace is tied to. */
async function tiedTo(team: string, all: readonly TiedWorks[], ties: SlackTies): Promise<readonly TiedWorks[]> {
  const accounts = await tiedAccounts(
    team,
    all.map(({ account }) => account),
    ties,
  );
  return all.filter(({ account }) => accounts.includes(account));
}

/** The most workspaces whose sides are kept at once; a side is made anew when it is needed. */
const mostSides = 500;

/** Each workspace's own side: made for one installation and its accounts, and gone with them. */
function createSides(
  all: readonly TiedWorks[],
  ties: SlackTies,
  make: (installation: SlackInstallation, hands: readonly [TiedWorks, ...TiedWorks[]]) => SlackApp,
): WorkspacesOptions['sides'] & { forget(team: string): void } {
  const kept = new Map<string, { readonly madeFor: string; readonly side: SlackApp }>();
  return {
    async of(installation) {
      const { team, id } = installation;
      const [first, ...others] = await tiedTo(team, all, ties);
      if (first === undefined) {
        kept.delete(team);
        return undefined;
      }
      const madeFor = [id, ...[first, ...others].map(({ account }) => accountTenant(account))].join(' ');
      const found = kept.get(team);
      if (found?.madeFor === madeFor) return found.side;
      const side = make(installation, [first, ...others]);
      kept.delete(team);
      kept.set(team, { madeFor, side });
      const [oldest] = kept.keys();
      if (kept.size > mostSides && oldest !== undefined) kept.delete(oldest);
      return side;
    },
    forget: (team) => void kept.delete(team),
  };
}

async function noticesOf(account: HelpdeskAccount, on: Parameters<typeof workspaceOf>[1]): Promise<readonly Notice[]> {
  const name = `${account.platform} ${account.account}`;
  try {
    const found = await workspaceOf(account, on);
    return 'obstacle' in found ? [{ account: name, code: found.obstacle, team: found.team }] : [];
  } catch (error) {
    return [{ account: name, code: codeOf(error), team: undefined }];
  }
}
