import type { RequestListener } from 'node:http';
import { createFakeFreshdesk, type FakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { plans } from '#apps/sandbox/fake-freshdesk/limits.ts';
import { createFakeZendesk, type FakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import type { Crowd } from '#apps/sandbox/fake-shared/crowd.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { goneEveryMs } from '#integrations/freshdesk/limits.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { secretHeader } from '#integrations/freshdesk/signature.ts';
import { exportLagMs } from '#integrations/zendesk/limits.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import { ask } from '../prove/ask.ts';

export const platforms = ['zendesk', 'freshdesk'] as const;
export type PlatformName = (typeof platforms)[number];

export const account = 'soak';
export const productOrigin = 'http://product.soak';
const email = 'recourse@soak.example';
const token = 'soak-token';
const webhookSecret = 'soak-webhook-secret-of-the-account';

export const agents = ['priya', 'tom', 'ines', 'olu'].map((name) => `${name}@soak.example`);

/** A field, and tags, that are none of ours. */
export const foreignField = 'order_number';
export const foreignTags = ['sofa', 'vip', 'delivery', 'billing', 'second_line', 'returns', 'north', 'south'] as const;

/** A busy account, whichever helpdesk it is of. */
export interface Office {
  readonly platform: PlatformName;
  readonly fake: FakeZendesk | FakeFreshdesk;
  readonly app: RequestListener;
  readonly host: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly normalise: (raw: unknown, options: { readonly prefix: string }) => TicketRecord;
  /** A sweep that begins so long after a change asks for a list that tells of it. */
  readonly listedWithinMs: number;
}

/** An account with agents at work, a field of its own, and tickets of the last weeks. */
export async function openOffice(platform: PlatformName, time: Timekeeper, crowd: Crowd): Promise<Office> {
  const office = platform === 'zendesk' ? await openZendesk(time) : openFreshdesk(time);
  for (const address of agents) office.fake.addAgent({ name: address.split('@')[0] ?? '', email: address });
  office.fake.seed(crowd);
  return office;
}

async function openZendesk(time: Timekeeper): Promise<Office> {
  const fake = createFakeZendesk({ time, account, auth: { email, token }, provisioned: true });
  // The largest plan with the High Volume add-on.
  fake.setPlan({ accountPerMinute: 2_500, incrementalPerMinute: 30, updatesPerMinute: 300 });
  await addField(fake);
  fake.connectWebhook({ url: `${productOrigin}/webhooks/zendesk/${account}`, secret: webhookSecret });
  return {
    platform: 'zendesk',
    fake,
    app: fake.app,
    host: 'zendesk.soak',
    environment: {
      ZENDESK_ACCOUNT: account,
      ZENDESK_BASE_URL: 'http://zendesk.soak',
      ZENDESK_EMAIL: email,
      ZENDESK_API_TOKEN: token,
      ZENDESK_WEBHOOK_SECRET: webhookSecret,
    },
    normalise: normaliseZendesk,
    listedWithinMs: exportLagMs,
  };
}

async function addField(fake: FakeZendesk): Promise<void> {
  const ticketField = { type: 'text', title: 'Order number', key: foreignField };
  const credentials = Buffer.from(`${email}/token:${token}`).toString('base64');
  const { status } = await ask(fake.app, {
    method: 'POST',
    path: '/api/v2/ticket_fields.json',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ticket_field: ticketField }),
  });
  if (status !== 201) throw new Error(`no field: ${status}`);
}

function openFreshdesk(time: Timekeeper): Office {
  const fake = createFakeFreshdesk({
    time,
    account,
    apiKey: token,
    agent: { email },
    provisioned: true,
    plan: plans.addOn2000,
  });
  fake.addField({ label: foreignField, type: 'custom_text' });
  fake.connectWebhook({
    url: `${productOrigin}/webhooks/freshdesk/${account}`,
    header: secretHeader,
    secret: webhookSecret,
  });
  return {
    platform: 'freshdesk',
    fake,
    app: fake.app,
    host: 'freshdesk.soak',
    environment: {
      FRESHDESK_ACCOUNT: account,
      FRESHDESK_BASE_URL: 'http://freshdesk.soak',
      FRESHDESK_API_KEY: token,
      FRESHDESK_WEBHOOK_SECRET: webhookSecret,
    },
    normalise: normaliseFreshdesk,
    listedWithinMs: goneEveryMs,
  };
}
