import * as z from 'zod';
import type { Examination, Finding, Timekeeper } from '../contract.ts';
import { IntegrationError } from '../errors.ts';
import { askedOnce, clockFinding, failing, onceConnected, unclear, warning, well } from '../findings.ts';
import { readFailure, toIntegrationError } from './failure.ts';
import { slackScopes } from './scopes.ts';
import { createCallSlack, type CallSlack, type SlackToken } from './web-api.ts';

export interface SlackExamined {
  readonly token: SlackToken;
  /** Another base address than Slack's own, for the sandbox and tests. */
  readonly slackApiUrl: string | undefined;
  /** Channels the policy names, by name or id. */
  readonly channels: readonly string[];
  readonly time: Timekeeper;
}

const reinstall = 'add it under OAuth & Permissions > Bot Token Scopes and install the app again';

interface Connected {
  readonly team: string;
  readonly granted: readonly string[] | undefined;
  readonly aheadMs: number | undefined;
}

const identity = z.object({
  team: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Everything that can be wrong between us and a Slack workspace, in the order in which to mend it. Posts nothing. */
export function createSlackExaminations(options: SlackExamined): readonly Examination[] {
  const { token, slackApiUrl, time } = options;
  let aheadMs: number | undefined;
  const datedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const at = Date.parse(response.headers.get('date') ?? '');
    aheadMs = Number.isNaN(at) ? undefined : time.now() - at;
    return response;
  };
  const callSlack = createCallSlack({ token, slackApiUrl, time, limitMs: requestLimitMs, fetch: datedFetch });
  const connect = askedOnce(async (signal): Promise<Connected> => {
    const answer = identity.parse(await ask(callSlack, 'auth.test', {}, signal));
    return {
      team: answer.team ?? 'the workspace',
      granted: answer.response_metadata?.scopes,
      aheadMs,
    };
  });
  const channels = askedOnce((signal) => listed(callSlack, signal));
  const examinations: readonly Examination[] = [
    { check: 'slack scopes', examine: async (signal) => scopeFindings((await connect(signal)).granted) },
    { check: 'slack clock', examine: async (signal) => [clockFinding((await connect(signal)).aheadMs, 'Slack')] },
    ...options.channels.map((name) => ({
      check: `slack #${name.replace(/^#/, '')}`,
      examine: async (signal: AbortSignal) => [await channelFinding(callSlack, { name, channels }, signal)],
    })),
  ];
  const credentials = async (signal: AbortSignal): Promise<readonly Finding[]> => [
    well(`the bot is in ${(await connect(signal)).team}`),
  ];
  return [
    { check: 'slack credentials', examine: credentials },
    ...examinations.map((one) => onceConnected(connect, one)),
  ];
}

/** Whether the app-level token opens connections; the one that is opened for it is not used, and ends by itself. */
export function createSocketExamination(on: {
  readonly appToken: string;
  readonly slackApiUrl: string | undefined;
  readonly time: Timekeeper;
}): Examination {
  const callSlack = createCallSlack({ ...on, token: on.appToken, limitMs: requestLimitMs });
  return {
    check: 'slack socket mode',
    examine: async (signal) => {
      try {
        await callSlack('apps.connections.open', {}, signal);
        return [well('Slack lets us open a connection: no address of ours has to be reached')];
      } catch (error) {
        signal.throwIfAborted();
        const { code, reason } = readFailure(error);
        if (reason !== 'auth' && reason !== 'forbidden') throw toIntegrationError(error, 'apps.connections.open');
        return [socketFinding(code)];
      }
    },
  };
}

function socketFinding(code: string): Finding {
  const at = 'api.slack.com/apps > Basic Information > App-Level Tokens';
  if (code === 'missing_scope') {
    return failing(
      'the app-level token may not open connections',
      `make another under ${at}, with connections:write, and give it as SLACK_APP_TOKEN`,
    );
  }
  if (code === 'forbidden_team' || code === 'access_denied') {
    return failing(
      'Slack opens no connection for this app',
      'turn Socket Mode on under api.slack.com/apps > Socket Mode',
    );
  }
  return failing(
    `Slack does not accept the app-level token (${code})`,
    `make one under ${at}, with connections:write, and give it as SLACK_APP_TOKEN`,
  );
}

const requestLimitMs = 10_000;

async function ask(
  callSlack: CallSlack,
  method: string,
  args: Record<string, unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  return callSlack(method, args, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw toIntegrationError(error, method);
  });
}

function scopeFindings(granted: readonly string[] | undefined): readonly Finding[] {
  if (granted === undefined)
    return [unclear('Slack does not say which scopes the token has', 'look under OAuth & Permissions')];
  const lacking = slackScopes.filter(({ name }) => !granted.includes(name));
  if (lacking.length === 0) return [well(`the token has the ${slackScopes.length} scopes it needs`)];
  return lacking.map(({ name, isNeeded, purpose }) =>
    (isNeeded ? failing : warning)(`the token lacks ${name}, which it needs ${purpose}`, reinstall),
  );
}

const channelRow = z.object({
  id: z.string(),
  name: z.string().optional(),
  is_archived: z.boolean().optional(),
  is_member: z.boolean().optional(),
});
type ChannelRow = z.output<typeof channelRow>;
const channelPage = z.object({
  channels: z.array(channelRow),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const mostPages = 20;

/** Channels that we can see, private ones only where the bot is in them; and whether these are all. */
interface Listed {
  readonly rows: readonly ChannelRow[];
  readonly areAll: boolean;
}

async function listed(callSlack: CallSlack, signal: AbortSignal): Promise<Listed> {
  const rows: ChannelRow[] = [];
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const args = { types: 'public_channel,private_channel', limit: 1_000, ...(cursor === '' ? {} : { cursor }) };
    const read = channelPage.parse(await ask(callSlack, 'conversations.list', args, signal));
    rows.push(...read.channels);
    cursor = read.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return { rows, areAll: cursor === '' };
}

async function channelFinding(
  callSlack: CallSlack,
  of: { readonly name: string; readonly channels: (signal: AbortSignal) => Promise<Listed> },
  signal: AbortSignal,
): Promise<Finding> {
  const wanted = of.name.replace(/^#/, '');
  const found = await of.channels(signal).catch((error: unknown) => {
    if (error instanceof IntegrationError && error.reason === 'forbidden') return undefined;
    throw error;
  });
  if (found === undefined) {
    return unclear('channels may not be looked up', 'give the bot the scopes channels:read and groups:read');
  }
  const row = found.rows.find(({ id, name }) => id === wanted || name === wanted);
  if (row === undefined && !found.areAll) {
    const mend = 'see for yourself whether it is there and the bot is in it: /invite @Recourse';
    return unclear(`it is not among the first ${found.rows.length} channels, and there are more`, mend);
  }
  if (row === undefined) {
    const mend = 'create it; if it is private, invite the bot to it: /invite @Recourse';
    return failing('there is no such channel that the bot can see', mend);
  }
  if (row.is_archived === true) return failing('it is archived', 'unarchive it, or name another in the policy');
  if (row.is_member !== true) return failing('the bot is not in it', 'write /invite @Recourse in it');
  return history(callSlack, row.id, signal);
}

/** After a crash a message is looked for before anything is posted again. */
async function history(callSlack: CallSlack, channel: string, signal: AbortSignal): Promise<Finding> {
  try {
    await callSlack('conversations.history', { channel, limit: 1 }, signal);
    return well('the bot is in it and can look for its messages');
  } catch (error) {
    signal.throwIfAborted();
    const { code, reason } = readFailure(error);
    if (reason === 'rate-limited') {
      const said = 'the bot is in it; its history was asked for too often just now';
      return warning(said, 'an app outside the Marketplace may ask once a minute; nothing is lost by it');
    }
    if (code === 'missing_scope') {
      const said =
        'the bot is in it, but cannot look for its messages: after a crash a doubtful alert waits for a person';
      return warning(said, 'give the bot the scopes channels:history and groups:history');
    }
    throw toIntegrationError(error, 'conversations.history');
  }
}
