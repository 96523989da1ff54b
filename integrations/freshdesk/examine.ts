import * as z from 'zod';
import { HOUR_MS } from '#core/time.ts';
import type { Examination, Finding } from '#integrations/contract.ts';
import {
  askedOnce,
  budgetFinding,
  clockFinding,
  failing,
  onceConnected,
  unlessRefused,
  warning,
  well,
} from '#integrations/findings.ts';
import { stampOf } from '#integrations/read-instant.ts';
import { readAs } from './payload.ts';
import { createSetupCalls, type FreshdeskAccess, type FreshdeskSetupCalls } from './setup-calls.ts';
import { fieldStates, mendType, readFormFields, type FormField } from './setup-fields.ts';

export interface FreshdeskExamined extends FreshdeskAccess {
  /** The secrets our server knows; only whether there are any is asked. */
  readonly webhookSecrets: readonly string[];
  /** The setting that holds them. */
  readonly secretVariable: string;
}

const me = z.object({ id: z.union([z.number(), z.string()]), ticket_scope: z.number().nullish() });

interface Connected {
  readonly scope: number | undefined;
  readonly aheadMs: number | undefined;
  readonly total: string | undefined;
  readonly remaining: string | undefined;
}

/** Everything that can be wrong between us and a Freshdesk account, in the order in which to mend it. Changes nothing. */
export function createFreshdeskExaminations(options: FreshdeskExamined): readonly Examination[] {
  const calls = createSetupCalls(options);
  const connect = askedOnce((signal) => connectTo(calls, options, signal));
  const examinations: readonly Examination[] = [
    { check: 'freshdesk scope', examine: async (signal) => [scopeFinding((await connect(signal)).scope)] },
    { check: 'freshdesk role', examine: async (signal) => [await role(calls, signal)] },
    {
      check: 'freshdesk clock',
      examine: async (signal) => [clockFinding((await connect(signal)).aheadMs, 'Freshdesk')],
    },
    { check: 'freshdesk limits', examine: async (signal) => [budgetFinding(await connect(signal), slowestPlan)] },
    { check: 'freshdesk list', examine: async (signal) => [await list(calls, options, signal)] },
    { check: 'freshdesk search', examine: async (signal) => [await search(calls, options.prefix, signal)] },
    { check: 'freshdesk fields', examine: (signal) => fields(calls, options.prefix, signal) },
    { check: 'freshdesk form', examine: (signal) => form(calls, options.prefix, signal) },
    { check: 'freshdesk webhook', examine: () => Promise.resolve([webhookFinding(options)]) },
    ...planned.map((part) => ({
      check: `freshdesk ${part.name}`,
      examine: async (signal: AbortSignal) => [await plan(calls, part, signal)],
    })),
  ];
  const credentials = async (signal: AbortSignal): Promise<readonly Finding[]> => {
    await connect(signal);
    return [well(`${options.account}.freshdesk.com answers, to an agent`)];
  };
  return [
    { check: 'freshdesk credentials', examine: credentials },
    ...examinations.map((one) => onceConnected(connect, one)),
  ];
}

/** Growth allows 200 a minute, a trial 50. */
const slowestPlan = 200;

async function connectTo(
  calls: FreshdeskSetupCalls,
  { time }: FreshdeskAccess,
  signal: AbortSignal,
): Promise<Connected> {
  const { answer, header } = await calls.probe('agents/me', signal);
  return {
    scope: readAs(me, answer.body).ticket_scope ?? undefined,
    aheadMs: answer.at === undefined ? undefined : time.now() - answer.at,
    total: header('x-ratelimit-total'),
    remaining: header('x-ratelimit-remaining'),
  };
}

/** 1: all tickets; 2: those of the agent's groups; 3: the agent's own. */
function scopeFinding(scope: number | undefined): Finding {
  if (scope === undefined || scope === 1) return well('the agent sees every ticket');
  const seen = scope === 2 ? 'the tickets of its groups' : 'its own tickets';
  return failing(`the agent sees ${seen} only`, 'give it Global Access under Admin > Team > Agents > Scope');
}

async function role(calls: FreshdeskSetupCalls, signal: AbortSignal): Promise<Finding> {
  const answer = await unlessRefused(calls.get('admin/ticket_fields', {}, { lane: 'api', signal }));
  if (answer !== 'refused') return well('an administrator may do all that is needed');
  return warning(
    'the agent is no administrator: recourse provision cannot create fields with its key',
    'make the agent an administrator while you provision, or create the fields by hand',
  );
}

async function list(calls: FreshdeskSetupCalls, { time }: FreshdeskAccess, signal: AbortSignal): Promise<Finding> {
  const query = { updated_since: stampOf(time.now() - HOUR_MS), per_page: 1 };
  const answer = await unlessRefused(calls.get('tickets', query, { lane: 'list', signal }));
  if (answer !== 'refused') return well('changed tickets can be listed');
  return failing(
    'changed tickets cannot be listed, so nothing is noticed',
    'give the agent a role that may view tickets',
  );
}

async function search(calls: FreshdeskSetupCalls, prefix: string, signal: AbortSignal): Promise<Finding> {
  const query = { query: `"tag:'${prefix}open'"` };
  const answer = await unlessRefused(calls.get('search/tickets', query, { lane: 'search', signal }));
  if (answer !== 'refused') return well('open complaints can be searched for');
  return failing('open complaints cannot be searched for', 'give the agent a role that may view and search tickets');
}

async function fields(calls: FreshdeskSetupCalls, prefix: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const states = fieldStates(await readFormFields(calls, signal), prefix);
  const missing = states.filter(({ field }) => field === undefined).map(({ label }) => label);
  const findings: Finding[] = [];
  if (missing.length > 0) {
    const mend = 'run recourse provision, or create them by hand with these labels';
    findings.push(failing(`no ticket field ${missing.join(', ')}`, mend));
  }
  for (const state of states) {
    const { label, faults, twins, field } = state;
    const said = `the ticket field ${label}`;
    if (faults.includes('wrong type')) findings.push(failing(`${said} cannot hold what it has to`, mendType(state)));
    if (faults.includes('required')) findings.push(failing(`${said} is required`, 'run recourse provision'));
    if (faults.includes('shown to customers')) {
      findings.push(warning(`${said} is shown to customers`, 'run recourse provision'));
    }
    if (twins.length > 0) {
      const names = [field, ...twins].map((one) => one?.name ?? '').join(' and ');
      findings.push(warning(`${said} is there more than once: ${names}`, 'keep the first and delete the others'));
    }
  }
  return findings.length > 0 ? findings : [well(`all ${states.length} ticket fields are there`)];
}

/** Default fields that every ticket has filled, whatever the form says. */
const alwaysFilled: ReadonlySet<string> = new Set([
  'requester',
  'subject',
  'status',
  'priority',
  'description',
  'source',
]);

/** Freshdesk holds every update to its form, also one that touches a tag only. */
async function form(calls: FreshdeskSetupCalls, prefix: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const all = await readFormFields(calls, signal);
  const ours = new Set(fieldStates(all, prefix).map(({ field }) => field?.name));
  const others = all.filter(({ name }) => !ours.has(name) && !alwaysFilled.has(name));
  const labels = (some: readonly FormField[]): string => some.map(({ label, name }) => `'${label ?? name}'`).join(', ');
  const required = others.filter((one) => one.required_for_agents);
  const forClosure = others.filter((one) => one.required_for_closure && !one.required_for_agents);
  const findings: Finding[] = [];
  if (required.length > 0) {
    const said = `nothing can be written on a ticket that lacks ${labels(required)}, which agents must fill in`;
    const mend =
      'turn off "Required when submitting the form" for agents under Admin > Workflows > Ticket Fields, or have a rule fill it in';
    findings.push(failing(said, mend));
  }
  if (forClosure.length > 0) {
    const said = `nothing can be written on a resolved or closed ticket that lacks ${labels(forClosure)}`;
    const mend =
      'turn off "Required when closing the ticket" under Admin > Workflows > Ticket Fields, or have a rule fill it in';
    findings.push(warning(said, mend));
  }
  return findings.length > 0 ? findings : [well('the form asks for nothing that stands in our way')];
}

/** Rules cannot be read by API: whether one calls us, only our own log tells. */
function webhookFinding({ account, webhookSecrets, secretVariable }: FreshdeskExamined): Finding {
  if (webhookSecrets.length > 0) {
    return well(
      `a secret is set; whether the rule calls /webhooks/freshdesk/${account} shows in the server’s log only`,
    );
  }
  const mend = 'run recourse provision --url https://YOUR-HOST, which says how to make the rule';
  return warning(`${secretVariable} is not set: changes are noticed a sweep later`, mend);
}

interface Planned {
  readonly name: string;
  readonly path: string;
  readonly without: string;
}

/** What only an administrator may read. Recourse keeps its own clocks and calendars and does without. */
const planned: readonly Planned[] = [
  {
    name: 'sla policies',
    path: 'sla_policies',
    without: 'Recourse keeps its own clocks; only Freshdesk’s are not shown beside them',
  },
  {
    name: 'business hours',
    path: 'business_hours',
    without: 'write the opening hours into the policy’s calendars, as they cannot be read from Freshdesk',
  },
];

async function plan(calls: FreshdeskSetupCalls, part: Planned, signal: AbortSignal): Promise<Finding> {
  const answer = await unlessRefused(calls.get(part.path, {}, { lane: 'api', signal }));
  return answer === 'refused'
    ? warning('the plan or the role does not include them', part.without)
    : well('they can be read');
}
