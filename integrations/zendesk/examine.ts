import * as z from 'zod';
import type { Instant } from '#core/time.ts';
import type { Examination, Finding } from '#integrations/contract.ts';
import { IntegrationError } from '#integrations/errors.ts';
import {
  askedOnce,
  budgetFinding,
  clockFinding,
  failing,
  onceConnected,
  unclear,
  unlessRefused,
  warning,
  well,
} from '#integrations/findings.ts';
import { examineWebhook, type WebhookExamined } from './examine-webhook.ts';
import { exportLagMs } from './limits.ts';
import { readAs } from './payload.ts';
import { createSetupCalls, type ZendeskAccess, type ZendeskSetupCalls } from './setup-calls.ts';
import { fieldStates, mendType, readAdminFields } from './setup-fields.ts';
import { tellSlaPolicies } from './sla-policies.ts';

export type ZendeskExamined = ZendeskAccess &
  WebhookExamined & {
    /** The credentials are an OAuth token, which has scopes. */
    readonly hasScopes: boolean;
  };

const me = z.object({
  user: z.object({
    id: z.union([z.number(), z.string()]).nullish(),
    role: z.string().nullish(),
    ticket_restriction: z.string().nullish(),
  }),
});

interface Connected {
  readonly role: string;
  /** What the user sees of tickets; `undefined` for all. */
  readonly restriction: string | undefined;
  readonly aheadMs: number | undefined;
  readonly total: string | undefined;
  readonly remaining: string | undefined;
}

/** Everything that can be wrong between us and a Zendesk account, in the order in which to mend it. Changes nothing. */
export function createZendeskExaminations(options: ZendeskExamined): readonly Examination[] {
  const calls = createSetupCalls(options);
  const connect = askedOnce((signal) => connectTo(calls, options, signal));
  const platformNow = async (signal: AbortSignal): Promise<Instant> =>
    options.time.now() - ((await connect(signal)).aheadMs ?? 0);
  const examinations: readonly Examination[] = [
    { check: 'zendesk role', examine: async (signal) => [roleFinding(await connect(signal))] },
    { check: 'zendesk scopes', examine: async (signal) => [await scopes(calls, options.hasScopes, signal)] },
    {
      check: 'zendesk clock',
      examine: async (signal) => [clockFinding((await connect(signal)).aheadMs, 'Zendesk')],
    },
    { check: 'zendesk limits', examine: async (signal) => [budgetFinding(await connect(signal), slowestPlan)] },
    {
      check: 'zendesk export',
      examine: async (signal) => [await exportAccess(calls, await platformNow(signal), signal)],
    },
    { check: 'zendesk search', examine: async (signal) => [await search(calls, signal)] },
    { check: 'zendesk fields', examine: (signal) => fields(calls, options.prefix, signal) },
    { check: 'zendesk webhook', examine: (signal) => examineWebhook(calls, options, signal) },
    ...planned.map((part) => ({
      check: `zendesk ${part.name}`,
      examine: (signal: AbortSignal) => plan(calls, part, signal),
    })),
  ];
  return [
    { check: 'zendesk credentials', examine: async (signal) => [credentialsFinding(await connect(signal), options)] },
    ...examinations.map((one) => onceConnected(connect, one)),
  ];
}

/** Growth and Professional allow 400 a minute, Team 200. */
const slowestPlan = 200;

/** Wrong credentials are answered with 200 and a user without an id. */
async function connectTo(calls: ZendeskSetupCalls, { time }: ZendeskAccess, signal: AbortSignal): Promise<Connected> {
  const { answer, header } = await calls.probe('users/me.json', signal);
  const { id, role, ticket_restriction: restriction } = readAs(me, answer.body).user;
  if (id === undefined || id === null) {
    throw new IntegrationError('zendesk', 'auth', { message: 'the credentials speak for nobody', status: 200 });
  }
  return {
    role: role ?? 'unknown',
    restriction: restriction ?? undefined,
    aheadMs: answer.at === undefined ? undefined : time.now() - answer.at,
    total: header('x-rate-limit') ?? header('ratelimit-limit'),
    remaining: header('x-rate-limit-remaining') ?? header('ratelimit-remaining'),
  };
}

function credentialsFinding({ role }: Connected, { account }: ZendeskAccess): Finding {
  return well(`${account}.zendesk.com answers, to ${role === 'admin' ? 'an administrator' : `a user of role ${role}`}`);
}

function roleFinding({ role, restriction }: Connected): Finding {
  if (restriction !== undefined && role !== 'admin') {
    const mend = 'let it see all tickets under Admin Center > People > Team members > Roles and access';
    return failing(`the user sees some tickets only (${restriction})`, mend);
  }
  if (role === 'admin') return well('an administrator may do all that is needed');
  const mend = 'make that user an administrator under Admin Center > People > Team members';
  return role === 'agent'
    ? warning('an agent cannot export tickets, see webhooks or create fields', mend)
    : failing(`a user of role ${role} cannot change tickets`, mend);
}

const token = z.object({ token: z.object({ scopes: z.array(z.string()).nullish() }) });

async function scopes(calls: ZendeskSetupCalls, hasScopes: boolean, signal: AbortSignal): Promise<Finding> {
  if (!hasScopes) return well('an API token has no scopes of its own');
  const answer = await unlessRefused(calls.get('oauth/tokens/current.json', {}, { lane: 'api', signal }));
  if (answer === 'refused')
    return unclear('the token does not tell its scopes', 'make sure it has read and tickets:write');
  const granted = readAs(token, answer.body).token.scopes ?? [];
  const mayWrite = granted.includes('write') || granted.includes('tickets:write');
  const lacking = [...(granted.includes('read') ? [] : ['read']), ...(mayWrite ? [] : ['tickets:write'])];
  if (lacking.length === 0) return well(`the token has ${granted.join(' and ')}`);
  return failing(
    `the token has no scope '${lacking.join("' and no scope '")}'`,
    'make another token with read and tickets:write',
  );
}

/** @param now  by Zendesk's own clock, as an export that begins in its future is refused */
async function exportAccess(calls: ZendeskSetupCalls, now: Instant, signal: AbortSignal): Promise<Finding> {
  const since = Math.floor((now - 2 * exportLagMs) / 1_000);
  const query = { start_time: since, per_page: 1 };
  const answer = await unlessRefused(calls.get('incremental/tickets/cursor.json', query, { lane: 'export', signal }));
  if (answer !== 'refused') return well('changed tickets can be exported');
  return failing(
    'changed tickets cannot be exported, so nothing is noticed but what webhooks tell',
    'let the credentials be an administrator’s: the export is for administrators only',
  );
}

async function search(calls: ZendeskSetupCalls, signal: AbortSignal): Promise<Finding> {
  const query = { query: 'status<solved', 'filter[type]': 'ticket', 'page[size]': 1 };
  const answer = await unlessRefused(calls.get('search/export.json', query, { lane: 'search', signal }));
  if (answer !== 'refused') return well('open tickets can be searched for');
  return failing('open tickets cannot be searched for', 'let the credentials be an administrator’s');
}

async function fields(calls: ZendeskSetupCalls, prefix: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const states = fieldStates(await readAdminFields(calls, signal), prefix);
  const missing = states.filter(({ field }) => field === undefined).map(({ name }) => name);
  const findings: Finding[] = [];
  if (missing.length > 0) {
    const mend = 'run recourse provision, or create them by hand as text fields with these keys';
    findings.push(failing(`no ticket field ${missing.join(', ')}`, mend));
  }
  for (const { name, field, faults } of states) {
    if (field === undefined || faults.length === 0) continue;
    if (faults.includes('wrong type'))
      findings.push(failing(`the ticket field ${name} holds no text`, mendType(field)));
    else {
      const said = `the ticket field ${name} is ${faults.join(' and ')}`;
      findings.push(
        (faults.includes('shown to customers') && faults.length === 1 ? warning : failing)(
          said,
          'run recourse provision',
        ),
      );
    }
  }
  return findings.length > 0 ? findings : [well(`all ${states.length} ticket fields are there`)];
}

interface Planned {
  readonly name: string;
  readonly path: string;
  readonly without: string;
  /** What is said of them where they are there. */
  readonly tell?: (body: unknown) => string;
}

/** What comes with larger plans. Recourse keeps its own clocks and calendars and does without. */
const planned: readonly Planned[] = [
  {
    name: 'sla policies',
    path: 'slas/policies.json',
    tell: tellSlaPolicies,
    without: 'Recourse keeps its own clocks; only Zendesk’s are not shown beside them',
  },
  {
    name: 'schedules',
    path: 'business_hours/schedules.json',
    without: 'write the opening hours into the policy’s calendars, as they cannot be read from Zendesk',
  },
  {
    name: 'custom statuses',
    path: 'custom_statuses.json',
    without: 'nothing: the five usual statuses are all there is',
  },
  {
    name: 'ticket forms',
    path: 'ticket_forms.json',
    without: 'nothing, unless the policy knows complaints by the name of a form: then by a tag',
  },
];

async function plan(calls: ZendeskSetupCalls, part: Planned, signal: AbortSignal): Promise<readonly Finding[]> {
  const answer = await unlessRefused(calls.get(part.path, {}, { lane: 'api', signal }));
  if (answer !== 'refused') {
    const told = part.tell?.(answer.body) ?? '';
    return [well(`the plan includes them${told === '' ? '' : `: ${told}`}`)];
  }
  return [warning('the plan or the role does not include them', part.without)];
}
