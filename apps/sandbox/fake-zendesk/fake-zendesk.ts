import type { RequestListener } from 'node:http';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Crowd } from '../fake-shared/crowd.ts';
import type { FaultDial } from '../fake-shared/dial.ts';
import type { Faults } from '../fake-shared/faults.ts';
import { createFaults } from '../fake-shared/faults.ts';
import type { NamedPerson } from '../fake-shared/letter.ts';
import type { Stage } from '../fake-shared/stage.ts';
import { createStage } from '../fake-shared/stage.ts';
import type { Inside } from '../fake-shared/truth.ts';
import type { TicketView } from '../fake-shared/view.ts';
import type { Access } from './access.ts';
import { askAside } from './asides.ts';
import { createAccess } from './access.ts';
import { createApp } from './app.ts';
import type { Endpoint } from './call.ts';
import type { Desk, Features, Happening } from './desk.ts';
import { planEndpoints } from './endpoints-plan.ts';
import { triggerEndpoints } from './endpoints-triggers.ts';
import { adminEndpoints } from './endpoints-admin.ts';
import { asideEndpoints } from './endpoints-asides.ts';
import { deletedEndpoints } from './endpoints-deleted.ts';
import { exportEndpoints } from './endpoints-export.ts';
import { historyEndpoints } from './endpoints-history.ts';
import { manyEndpoints } from './endpoints-many.ts';
import { searchEndpoints } from './endpoints-search.ts';
import { ticketEndpoints } from './endpoints-tickets.ts';
import { userEndpoints } from './endpoints-users.ts';
import { webhookEndpoints } from './endpoints-webhooks.ts';
import { idempotent } from './idempotency.ts';
import type { Plan } from './limits.ts';
import { createLimits, enterprisePlan } from './limits.ts';
import { newDesk } from './new-desk.ts';
import type { People } from './people.ts';
import { createPeople } from './people.ts';
import { seedTickets } from './seed.ts';
import type { Switches } from './switches.ts';
import type { DeskTarget } from './targets.ts';
import { agent, ticketOf } from './who.ts';
import { touch } from './change.ts';
import { createInside } from './truth.ts';
import { viewTicket } from './view.ts';
import type { Webhooks } from './webhooks.ts';
import { createWebhooks } from './webhooks.ts';

export interface FakeZendeskOptions {
  readonly time: Timekeeper;
  /** The account's name in its address. */
  readonly account: string;
  /** Our credentials: basic `email/token:TOKEN`, or `Bearer TOKEN`. */
  readonly auth: { readonly email: string; readonly token: string; readonly role?: 'admin' | 'agent' };
  /** Sets the ids of two accounts apart; 0 to 799. */
  readonly seedIds?: number;
  /** With every `recourse_…` field already there. */
  readonly provisioned?: boolean;
  readonly plan?: Partial<Plan>;
  /** What differs between accounts, or was never seen written down. */
  readonly switches?: Partial<Switches>;
  /** How far behind the search index is, ms; 0 unless said otherwise. */
  readonly staleSearchMs?: number;
  /** Links in answers name `ACCOUNT.zendesk.com` and not the host that was called, as recorded accounts do. */
  readonly foreignLinks?: boolean;
  readonly webhook?: { readonly url: string; readonly secret: string };
}

/**
 * A Zendesk account that remembers, over real HTTP on loopback, on the given time. Everything in it is lost with the
 * process. What people do is called directly; what programs do goes through `/api/v2`.
 */
export interface FakeZendesk extends People, Stage, Inside {
  /** The account's HTTP face, for whoever calls it without a socket. */
  readonly app: RequestListener;
  tickets(): readonly TicketView[];
  ticket(id: string): TicketView | undefined;
  connectWebhook: Webhooks['connect'];
  readonly webhooks: Pick<Webhooks, 'setDials' | 'invocations' | 'disconnect'>;
  /** Faults that strike requests one by one, before any chance. */
  readonly faults: Pick<Faults, 'set' | 'clear' | 'describe'>;
  /** What goes wrong from now on, how often; what is not named goes well. The seed says which requests it strikes. */
  setFaults(dial: FaultDial, seed?: number): void;
  readonly access: Pick<Access, 'bearerFor' | 'onlooker' | 'revoke' | 'restore' | 'oauth'>;
  setPlan(plan: Partial<Plan>): void;
  /** What the account's plan includes from now on. */
  setFeatures(features: Partial<Features>): void;
  setSwitches(switches: Partial<Switches>): void;
  /** How the account's own promises on a ticket stand from now on; a write of the system's own. */
  setTargets(id: string, targets: readonly DeskTarget[]): void;
  /** An agent asks somebody outside about a ticket, beside it, and is answered: nothing of it reaches the customer. */
  agentAsksAside(
    id: string,
    asked: { readonly by: string; readonly of: NamedPerson; readonly text: string; readonly answer: string },
  ): void;
  setStaleSearchMs(ms: number): void;
  /** A great many tickets at once, which nobody is told of; answers their ids, the oldest first. */
  seed(crowd: Crowd): readonly string[];
  /** The id of a custom field, by its key. */
  fieldId(key: string): number | undefined;
}

/** A fresh account. @see FakeZendesk */
export function createFakeZendesk(options: FakeZendeskOptions): FakeZendesk {
  const { time, account, auth, seedIds = 0, provisioned = false } = options;
  let staleSearchMs = options.staleSearchMs ?? 0;
  const stage = createStage(() => app);
  const happened = (happening: Happening): void => {
    webhooks.announce(desk, happening);
    stage.changed(String(happening.ticket.id));
  };
  const integration = { email: auth.email, role: auth.role ?? 'admin' } as const;
  const desk: Desk = newDesk({
    time,
    account,
    seedIds,
    integration,
    provisioned,
    switches: options.switches,
    happened,
  });
  const webhooks = createWebhooks(desk, stage.life);
  const limits = createLimits(time, { ...enterprisePlan, ...options.plan });
  const faults = createFaults();
  const access = createAccess(desk, auth);
  const { foreignLinks = false } = options;
  const service = {
    desk,
    access,
    limits,
    faults,
    foreignLinks,
    staleSearchMs: () => staleSearchMs,
    life: stage.life,
  };
  const app = createApp(service, endpointsOf(webhooks), stage.count);
  if (options.webhook !== undefined) webhooks.connect(options.webhook);
  return {
    ...createPeople(desk),
    ...createInside(desk),
    ...lookInside(desk),
    ...administration(desk),
    app,
    listen: stage.listen,
    subscribe: stage.subscribe,
    requests: stage.requests,
    connectWebhook: (target) => webhooks.connect(target),
    webhooks,
    faults,
    setFaults: (dial, seed = 1) => {
      faults.setDial(dial, seed);
      webhooks.setOdds(dial.webhooks ?? {}, seed);
    },
    access,
    setPlan: (plan) => limits.setPlan(plan),
    setStaleSearchMs: (ms) => {
      staleSearchMs = ms;
    },
  };
}

function lookInside(desk: Desk): Pick<FakeZendesk, 'tickets' | 'ticket' | 'fieldId'> {
  return {
    tickets: () => [...desk.tickets.values()].map((ticket) => viewTicket(desk, ticket)),
    ticket: (id) => {
      const ticket = desk.tickets.get(Number(id));
      return ticket === undefined ? undefined : viewTicket(desk, ticket);
    },
    fieldId: (key) => [...desk.fields.values()].find((field) => field.key === key)?.id,
  };
}

function administration(
  desk: Desk,
): Pick<FakeZendesk, 'setFeatures' | 'setSwitches' | 'setTargets' | 'agentAsksAside' | 'seed'> {
  return {
    agentAsksAside: (id, { by, of, ...said }) => {
      const outside = { userId: null, email: of.email, name: of.name };
      askAside(desk, ticketOf(desk, id), { ...said, by: agent(desk, by).id, of: outside });
    },
    setTargets: (id, targets) => {
      const ticket = ticketOf(desk, id);
      ticket.targets = targets;
      touch(desk, ticket);
    },
    seed: (crowd) => seedTickets(desk, crowd),
    setFeatures: (features) => {
      desk.features = { ...desk.features, ...features };
    },
    setSwitches: (switches) => {
      desk.switches = { ...desk.switches, ...switches };
    },
  };
}

function endpointsOf(webhooks: Webhooks): readonly Endpoint[] {
  return [
    ...manyEndpoints(),
    ...ticketEndpoints.map((endpoint) =>
      endpoint.method === 'post' && endpoint.path === '/tickets' ? idempotent(endpoint) : endpoint,
    ),
    ...historyEndpoints,
    ...asideEndpoints,
    ...userEndpoints,
    ...exportEndpoints,
    ...searchEndpoints,
    ...adminEndpoints,
    ...webhookEndpoints(webhooks).map((endpoint) => ({ ...endpoint, limit: 'webhooks' as const })),
    ...deletedEndpoints,
    ...triggerEndpoints(webhooks.triggers),
    ...planEndpoints,
  ];
}
