import type { Answer, Call, Endpoint } from './call.ts';
import { bodyObject, invalidRecord, notFound, ok, Refused, textOf } from './call.ts';
import type { Invocation } from './delivery.ts';
import type { JsonMap } from './desk.ts';
import { stamp } from './desk.ts';
import type { DeskWebhook, Webhooks } from './webhooks.ts';
import { webhookJson } from './webhooks.ts';
import { onlyAdmins } from './only-admins.ts';

const kept = 100;

/** Webhooks as an administrator sets them up; their secrets are told only at `signing_secret`. */
export function webhookEndpoints(webhooks: Webhooks): readonly Endpoint[] {
  const found = (call: Call): DeskWebhook => {
    const webhook = webhooks.all.get(call.params['id'] ?? '');
    if (webhook === undefined) throw new Refused(notFound);
    return webhook;
  };
  const secret = (webhook: DeskWebhook): JsonMap => ({
    signing_secret: { secret: webhook.secret, algorithm: 'SHA256' },
  });
  const change = (call: Call): Answer => {
    const webhook = found(call);
    const asked = bodyObject(call, 'webhook');
    webhook.name = textOf(asked['name']) ?? webhook.name;
    webhook.endpoint = textOf(asked['endpoint']) ?? webhook.endpoint;
    webhook.active = (textOf(asked['status']) ?? (webhook.active ? 'active' : 'inactive')) === 'active';
    webhook.updatedAt = call.desk.time.now();
    return { status: 204 };
  };
  const endpoints: readonly Endpoint[] = [
    {
      method: 'get',
      path: '/webhooks',
      answer: () => ok({ webhooks: [...webhooks.all.values()].map(webhookJson), meta: { has_more: false }, links: {} }),
    },
    { method: 'post', path: '/webhooks', answer: (call) => create(webhooks, call) },
    { method: 'get', path: '/webhooks/:id', answer: (call) => ok({ webhook: webhookJson(found(call)) }) },
    { method: 'put', path: '/webhooks/:id', answer: change },
    { method: 'patch', path: '/webhooks/:id', answer: change },
    {
      method: 'delete',
      path: '/webhooks/:id',
      answer: (call) => {
        webhooks.disconnect(found(call).id);
        return { status: 204 };
      },
    },
    { method: 'get', path: '/webhooks/:id/signing_secret', answer: (call) => ok(secret(found(call))) },
    {
      method: 'post',
      path: '/webhooks/:id/signing_secret',
      answer: (call) => {
        webhooks.resetSecret(found(call));
        return { status: 201, body: secret(found(call)) };
      },
    },
    {
      method: 'get',
      path: '/webhooks/:id/invocations',
      answer: (call) => ok({ invocations: webhooks.invocations(found(call).id).map(invocationJson) }),
    },
  ];
  return endpoints.map((endpoint) => ({ ...endpoint, answer: onlyAdmins(endpoint.answer) }));
}

function create(webhooks: Webhooks, call: Call): Answer {
  if (webhooks.all.size >= kept) throw invalidRecord('base', 'Too many webhooks');
  const asked = bodyObject(call, 'webhook');
  const name = textOf(asked['name']);
  const endpoint = textOf(asked['endpoint']);
  const subscriptions = asked['subscriptions'];
  if (name === undefined || endpoint === undefined || !Array.isArray(subscriptions)) {
    throw invalidRecord('base', 'name, endpoint and subscriptions are required');
  }
  const kinds = subscriptions.filter((kind) => typeof kind === 'string');
  if (kinds.includes('conditional_ticket_events') && kinds.length > 1) {
    throw invalidRecord('subscriptions', 'conditional_ticket_events excludes every other subscription');
  }
  const active = textOf(asked['status']) !== 'inactive';
  const webhook = webhooks.create({ name, endpoint, active, subscriptions: kinds });
  return { status: 201, body: { webhook: webhookJson(webhook) } };
}

const words: Readonly<Record<Invocation['outcome'], string>> = {
  success: 'success',
  failed: 'terminated',
  lost: 'terminated',
  'circuit broken': 'circuit broken',
};

function invocationJson(one: Invocation): JsonMap {
  return {
    id: one.id,
    status: words[one.outcome],
    status_code: one.code ?? null,
    latest_completed_at: stamp(one.at),
    event_type: one.eventType,
  };
}
