import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSlackApp } from '#apps/slack/app.ts';
import type { Complaints } from '#apps/slack/command.ts';
import type { ShowComplaint } from '#apps/slack/details.ts';
import type { Reports } from '#apps/slack/report.ts';
import type { Links } from '#apps/slack/unfurl.ts';
import type { OnPress, PressOutcome, SlackPress } from '#apps/slack/press.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { createStillTime, type StillTime } from '#test/contract/still-time.ts';
import { botToken, openWorkspace, signingSecret, type Listening } from '#test/integrations/slack/fake-workspace.ts';

/** The app on a server of its own, with a fake workspace that knows its address. */
export interface OpenApp extends Listening {
  readonly url: string;
  readonly presses: SlackPress[];
  readonly reported: string[];
  /** Sends a request as Slack would, or with whatever is named wrong on purpose. */
  send(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The same, signed now. */
  sendSigned(body: string, contentType?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** The headers of a signed request. */
export function signedHeaders(time: Timekeeper, body: string, secret: string = signingSecret): Record<string, string> {
  const timestamp = String(Math.floor(time.now() / 1_000));
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}

/** A company without any. */
export const noComplaints: Complaints = {
  now: () => 0,
  list: async () => ({ complaints: [], broken: 0, open: 0, unheard: [] }),
  lookUp: async () => ({ tickets: [], unheard: [] }),
};

/** A company that has no helpdesk behind any link. */
export const noLinks: Links = { isOurs: () => false, show: async () => undefined };

/** A company in whose helpdesk nothing can be opened. */
export const noReports: Reports = {
  helpdesks: [],
  categories: [],
  open: async () => ({ outcome: 'refused', say: 'There is no helpdesk.' }),
};

/** Makes colleagues of those whom a payload names: whoever Slack does not know may press nothing. */
export function joined({ slack }: Pick<OpenApp, 'slack'>, ...ids: readonly string[]): void {
  for (const id of ids) slack.addUser({ id, name: 'Sam Reed', email: 'sam@acme.example', username: 'sam' });
}

/** A press is answered within two seconds: the shortest of the limits. */
const shortestLimitMs = 2_000;

/** Opens the app; `outcome` is what each press comes to. */
export async function openApp(
  outcome: OnPress | PressOutcome = { outcome: 'done' },
  more: {
    readonly secrets?: readonly string[];
    readonly time?: StillTime;
    readonly complaints?: Complaints;
    readonly showComplaint?: ShowComplaint;
    readonly links?: Links;
    readonly reports?: Reports;
  } = {},
): Promise<OpenApp> {
  const listening = await openWorkspace(more.time ?? createStillTime(undefined, shortestLimitMs));
  const { slack, time, slackApiUrl } = listening;
  const presses: SlackPress[] = [];
  const reported: string[] = [];
  const app = createSlackApp({
    signingSecrets: more.secrets ?? [signingSecret],
    botToken,
    slackApiUrl,
    time,
    onPress: async (press) => {
      presses.push(press);
      return typeof outcome === 'function' ? outcome(press) : outcome;
    },
    showComplaint: more.showComplaint ?? (async () => undefined),
    complaints: more.complaints ?? noComplaints,
    links: more.links ?? noLinks,
    reports: more.reports ?? noReports,
    report: (code) => reported.push(code),
  });
  const server = createServer(express().use('/slack/events', app.router));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.connectInteractivity({ url });
  await slack.connectEvents({ url });
  const send: OpenApp['send'] = (body, headers = {}) =>
    fetch(url, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers });
  return {
    ...listening,
    url,
    presses,
    reported,
    send,
    sendSigned: (body, contentType = 'application/json', headers = {}) =>
      send(body, { 'content-type': contentType, ...signedHeaders(time, body), ...headers }),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await listening.close();
    },
  };
}
