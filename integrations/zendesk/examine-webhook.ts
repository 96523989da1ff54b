import * as z from 'zod';
import type { Finding } from '#integrations/contract.ts';
import { failing, unclear, unlessRefused, warning, well } from '#integrations/findings.ts';
import { readAs } from './payload.ts';
import type { ZendeskSetupCalls } from './setup-calls.ts';
import { invocation, signingSecret, type AdminWebhook, type Invocation } from './setup-payload.ts';
import {
  hearsEvents,
  isUnderstood,
  needsTrigger,
  ownWebhooks,
  readTriggers,
  readWebhooks,
  sentTo,
  type WebhookPlan,
} from './setup-webhook.ts';
import { webhookPath } from './own-things.ts';

export interface WebhookExamined extends WebhookPlan {
  /** The secrets our server knows. Compared, never shown. */
  readonly webhookSecrets: readonly string[];
  /** The setting that holds them. */
  readonly secretVariable: string;
}

/** Of the latest deliveries so many are looked at: our choice. */
const lookedAt = 20;

/** Whether Zendesk tells us of changes, and whether we would believe it. */
export async function examineWebhook(
  calls: ZendeskSetupCalls,
  options: WebhookExamined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const all = await unlessRefused(readWebhooks(calls, signal));
  if (all === 'refused') {
    return [unclear('only an administrator may see webhooks', 'let the credentials be an administrator’s')];
  }
  const own = ownWebhooks(all, options.account);
  const [first, second] = own;
  if (first === undefined) {
    const mend = 'run recourse provision --url https://YOUR-HOST';
    return [warning('no webhook tells us of changes: they are noticed a sweep later', mend)];
  }
  const here = own.filter(({ endpoint }) => endpoint === `${options.ourOrigin ?? ''}${webhookPath(options.account)}`);
  const webhook = here.find(({ status }) => status === 'active') ?? here[0] ?? first;
  const findings = [
    ...addressFindings(webhook, { isHere: here.length > 0, ourOrigin: options.ourOrigin }),
    ...(second === undefined ? [] : [twinFinding(own)]),
    ...(await connection(calls, webhook, signal)),
    ...(await secretFindings(calls, { ...options, webhook }, signal)),
    ...(await deliveries(calls, { ...options, webhook }, signal)),
  ];
  return findings.length > 0 ? findings : [well(`'${webhook.name ?? webhook.id}' calls ${webhook.endpoint ?? 'us'}`)];
}

function addressFindings(
  { status, endpoint, name }: AdminWebhook,
  { isHere, ourOrigin }: { readonly isHere: boolean; readonly ourOrigin: string | undefined },
): readonly Finding[] {
  const mend = 'run recourse provision --url https://YOUR-HOST';
  const said = `the webhook '${name ?? ''}'`;
  return [
    ...(status === 'active' ? [] : [failing(`${said} is ${status ?? 'not active'}`, mend)]),
    ...(isHere || ourOrigin === undefined
      ? []
      : [failing(`${said} calls ${endpoint ?? 'nobody'} and not ${ourOrigin}`, mend)]),
  ];
}

function twinFinding(own: readonly AdminWebhook[]): Finding {
  const names = own.map(({ name, id }) => `'${name ?? ''}' (${id})`).join(' and ');
  return warning(`${own.length} webhooks call us: ${names}`, 'delete all but one in Admin Center > Webhooks');
}

async function connection(calls: ZendeskSetupCalls, webhook: AdminWebhook, signal: AbortSignal): Promise<Finding[]> {
  if (hearsEvents(webhook)) return [];
  if (!needsTrigger(webhook)) {
    return [
      failing('the webhook hears of no ticket events', 'delete it and run recourse provision --url https://YOUR-HOST'),
    ];
  }
  const triggers = await unlessRefused(readTriggers(calls, signal));
  if (triggers === 'refused') return [unclear('triggers may not be read', 'let the credentials be an administrator’s')];
  const mend = 'run recourse provision --url https://YOUR-HOST';
  const calling = triggers.flatMap((one) => {
    const body = sentTo(one, webhook.id);
    return body === undefined ? [] : [{ one, body }];
  });
  if (calling.length === 0) return [failing('no trigger calls the webhook', mend)];
  const understood = calling.filter(({ body }) => isUnderstood(body));
  if (understood.length === 0) {
    return [failing(`the trigger '${calling[0]?.one.title ?? ''}' does not say which ticket changed`, mend)];
  }
  if (understood.some(({ one }) => one.active !== false)) return [];
  return [failing(`the trigger '${understood[0]?.one.title ?? ''}' is inactive`, mend)];
}

async function secretFindings(
  calls: ZendeskSetupCalls,
  { webhook, webhookSecrets: secrets, secretVariable }: WebhookExamined & { readonly webhook: AdminWebhook },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (secrets.length === 0) {
    const mend = `set ${secretVariable}; recourse provision says where the secret is`;
    return [failing('the webhook cannot be believed: our server knows no secret of it', mend)];
  }
  const path = `webhooks/${webhook.id}/signing_secret`;
  const answer = await unlessRefused(calls.get(path, {}, { lane: 'api', signal }));
  if (answer === 'refused') return [];
  const { secret } = readAs(signingSecret, answer.body).signing_secret;
  if (secrets.includes(secret)) return [];
  const mend = `copy the webhook’s signing secret into ${secretVariable} and start the server again`;
  return [failing(`${secretVariable} is not the secret with which the webhook is signed`, mend)];
}

async function deliveries(
  calls: ZendeskSetupCalls,
  options: WebhookExamined & { readonly webhook: AdminWebhook },
  signal: AbortSignal,
): Promise<Finding[]> {
  const path = `webhooks/${options.webhook.id}/invocations`;
  const answer = await unlessRefused(calls.get(path, {}, { lane: 'api', signal }));
  if (answer === 'refused') return [];
  const all = readAs(z.object({ invocations: z.array(invocation) }), answer.body).invocations;
  const at = ({ latest_completed_at: text }: Invocation): string => text ?? '';
  const latest = all.toSorted((a, b) => (at(a) < at(b) ? 1 : -1)).slice(0, lookedAt);
  const failed = latest.filter((one) => !isDelivered(one));
  const [last] = failed;
  if (last === undefined) return [];
  const said = `${failed.length} of the last ${latest.length} calls of the webhook failed: ${last.status ?? 'no status'}${last.status_code === undefined ? '' : `, HTTP ${last.status_code}`}`;
  const mend = mendDelivery(last, options);
  // What failed is made up for by sweeps; a webhook that reaches nobody any more is worth a louder word.
  return [latest[0] === last ? failing(said, mend) : warning(said, mend)];
}

function isDelivered({ status, status_code: code }: Invocation): boolean {
  return code === undefined ? status === 'success' || status === 'completed' : code >= 200 && code < 300;
}

function mendDelivery({ status_code: code }: Invocation, { secretVariable }: WebhookExamined): string {
  if (code === 401) return `compare ${secretVariable} with the webhook’s, and the clock of the server`;
  if (code === 404) return 'let the address be the server’s, and the account in it one that ZENDESK_ACCOUNT names';
  if (code === undefined || code >= 500)
    return 'make sure the server runs and its address can be reached from the internet';
  return 'look at the call’s answer in Admin Center > Apps and integrations > Webhooks > Activity';
}
