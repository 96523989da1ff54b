import type { RequestListener } from 'node:http';
import type { FaultDial } from '#apps/sandbox/fake-shared/dial.ts';
import { createFakeFreshdesk } from '#apps/sandbox/fake-freshdesk/fake-freshdesk.ts';
import { createFakeZendesk } from '#apps/sandbox/fake-zendesk/fake-zendesk.ts';
import type { TicketStatus } from '#core/ticket.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { secretHeader } from '#integrations/freshdesk/signature.ts';

export const platforms = ['zendesk', 'freshdesk'] as const;
export type PlatformName = (typeof platforms)[number];

export const account = 'prove';
const email = 'recourse@prove.example';
const secret = 'prove-token';
const webhookSecret = 'prove-webhook-secret-3f9a1c77';

/** What people do in a helpdesk, in words that both fakes understand. */
export interface Office {
  readonly app: RequestListener;
  readonly environment: Readonly<Record<string, string>>;
  complains(text: string): string;
  replies(id: string, text: string, status?: TicketStatus): void;
  notes(id: string, text: string): void;
  solves(id: string): void;
  closes(id: string): void;
  deletes(id: string): void;
  merges(id: string, into: string): void;
  retags(id: string, change: { readonly add: readonly string[]; readonly remove: readonly string[] }): void;
  tagsOf(id: string): readonly string[];
  subscribe(listener: (ticketId: string) => void): void;
  /** Webhooks go to the product at this origin from now on. */
  tells(origin: string): void;
  /** What goes wrong with requests and webhooks over sockets. */
  setFaults(dial: FaultDial, seed: number): void;
}

const agent = { name: 'Priya Nair', email: 'priya@prove.example' };
const customer = { name: 'Ruth Pemberton', email: 'ruth@example.org' };
const subject = 'Broken sofa';

export function openOffice(platform: PlatformName, time: Timekeeper, listLagMs: number): Office {
  return platform === 'zendesk' ? openZendesk(time) : openFreshdesk(time, listLagMs);
}

function openZendesk(time: Timekeeper): Office {
  const desk = createFakeZendesk({ time, account, auth: { email, token: secret }, provisioned: true });
  desk.addAgent(agent);
  return {
    app: desk.app,
    environment: {
      ZENDESK_ACCOUNT: account,
      ZENDESK_BASE_URL: 'http://zendesk.prove',
      ZENDESK_EMAIL: email,
      ZENDESK_API_TOKEN: secret,
      ZENDESK_WEBHOOK_SECRET: webhookSecret,
    },
    tells: (origin) =>
      void desk.connectWebhook({ url: `${origin}/webhooks/zendesk/${account}`, secret: webhookSecret }),
    complains: (text) => desk.customerWrites({ from: customer, subject, text, channel: 'email' }),
    ...acts(desk),
  };
}

function openFreshdesk(time: Timekeeper, staleConversationsMs: number): Office {
  const switches = { staleConversationsMs };
  const desk = createFakeFreshdesk({ time, account, apiKey: secret, agent: { email }, provisioned: true, switches });
  desk.addAgent(agent);
  return {
    app: desk.app,
    environment: {
      FRESHDESK_ACCOUNT: account,
      FRESHDESK_BASE_URL: 'http://freshdesk.prove',
      FRESHDESK_API_KEY: secret,
      FRESHDESK_WEBHOOK_SECRET: webhookSecret,
    },
    tells(origin) {
      const url = `${origin}/webhooks/freshdesk/${account}`;
      desk.connectWebhook({ url, header: secretHeader, secret: webhookSecret });
    },
    complains: (text) => desk.customerWrites({ from: customer, subject, text, channel: 'email' }),
    ...acts(desk),
  };
}

type Fake = Pick<
  ReturnType<typeof createFakeZendesk>,
  | 'agentReplies'
  | 'changeStatus'
  | 'closeTicket'
  | 'deleteTicket'
  | 'merge'
  | 'changeTags'
  | 'ticket'
  | 'subscribe'
  | 'setFaults'
>;

function acts(desk: Fake): Omit<Office, 'app' | 'environment' | 'complains' | 'tells'> {
  const by = agent.email;
  return {
    replies: (id, text, status) => desk.agentReplies(id, { by, text, public: true, status }),
    notes: (id, text) => desk.agentReplies(id, { by, text, public: false }),
    solves: (id) => desk.changeStatus(id, { by, status: 'solved' }),
    closes: (id) => desk.closeTicket(id),
    deletes: (id) => desk.deleteTicket(id),
    merges: (id, into) => desk.merge(id, into, by),
    retags: (id, { add, remove }) => desk.changeTags(id, { by, add, remove }),
    tagsOf: (id) => desk.ticket(id)?.tags ?? [],
    subscribe: (listener) => void desk.subscribe(listener),
    setFaults: (dial, seed) => desk.setFaults(dial, seed),
  };
}
