import type { RequestListener } from 'node:http';
import type { Timekeeper } from '#integrations/contract.ts';
import type { Crowd } from '../fake-shared/crowd.ts';
import type { FaultDial } from '../fake-shared/dial.ts';
import type { Faults } from '../fake-shared/faults.ts';
import { createFaults } from '../fake-shared/faults.ts';
import type { Stage } from '../fake-shared/stage.ts';
import { createStage } from '../fake-shared/stage.ts';
import type { Inside } from '../fake-shared/truth.ts';
import type { TicketView } from '../fake-shared/view.ts';
import type { Access } from './access.ts';
import { createAccess } from './access.ts';
import { createApp } from './app.ts';
import type { Endpoint } from './call.ts';
import type { Desk, Happening } from './desk.ts';
import { adminEndpoints } from './endpoints-admin.ts';
import { conversationEndpoints } from './endpoints-conversations.ts';
import { listEndpoints } from './endpoints-list.ts';
import { peopleEndpoints } from './endpoints-people.ts';
import { searchEndpoints } from './endpoints-search.ts';
import { slaEndpoints } from './endpoints-sla.ts';
import { ticketEndpoints } from './endpoints-tickets.ts';
import type { FieldDraft } from './fields.ts';
import { fieldByKey } from './fields.ts';
import type { Limits, Plan } from './limits.ts';
import { createLimits, plans } from './limits.ts';
import { createListing } from './listing.ts';
import { addField, newDesk } from './new-desk.ts';
import type { People } from './people.ts';
import { createPeople } from './people.ts';
import { seedTickets } from './seed.ts';
import type { Switches } from './switches.ts';
import { usualSwitches } from './switches.ts';
import { createInside } from './truth.ts';
import { viewTicket } from './view.ts';
import type { Webhooks } from './webhooks.ts';
import { createWebhooks } from './webhooks.ts';

export interface FakeFreshdeskOptions {
  readonly time: Timekeeper;
  /** The account's name in its address. */
  readonly account: string;
  /** Ours: the name of the basic authentication; its password is whatever it is. */
  readonly apiKey: string;
  /** Of the agent our key speaks for; an administrator unless said otherwise. */
  readonly agent?: { readonly email?: string; readonly role?: 'admin' | 'agent' };
  /** Sets the ids of two accounts apart; 0 to 799. */
  readonly seedIds?: number;
  /** With every `recourse_…` field already there. */
  readonly provisioned?: boolean;
  /** Changes of the Enterprise plan; `plans` names whole ones. */
  readonly plan?: Partial<Plan>;
  /** What differs between accounts, or was never seen written down. */
  readonly switches?: Partial<Switches>;
  /** How far behind the search index is, ms; 0 unless said otherwise. */
  readonly staleSearchMs?: number;
  /** Links in answers name `ACCOUNT.freshdesk.com` and not the host that was called, as the real ones do. */
  readonly foreignLinks?: boolean;
  readonly webhook?: Parameters<Webhooks['connect']>[0];
}

/**
 * A Freshdesk account that remembers, over real HTTP on loopback, on the given time. Everything in it is lost with the
 * process. What people do is called directly; what programs do goes through `/api/v2`.
 */
export interface FakeFreshdesk extends People, Stage, Inside {
  /** The account's HTTP face, for whoever calls it without a socket. */
  readonly app: RequestListener;
  tickets(): readonly TicketView[];
  ticket(id: string): TicketView | undefined;
  connectWebhook: Webhooks['connect'];
  readonly webhooks: Pick<Webhooks, 'setDials' | 'deliveries' | 'disconnect'>;
  /** Faults that strike requests one by one, before any chance. */
  readonly faults: Pick<Faults, 'set' | 'clear' | 'describe'>;
  /** What goes wrong from now on, how often; what is not named goes well. The seed says which requests it strikes. */
  setFaults(dial: FaultDial, seed?: number): void;
  readonly access: Pick<Access, 'keyFor' | 'onlooker' | 'revoke' | 'restore'>;
  setPlan(plan: Partial<Plan>): void;
  /** Somebody else's calls eat of the account's budget. */
  useElsewhere: Limits['useElsewhere'];
  setSwitches(switches: Partial<Switches>): void;
  setStaleSearchMs(ms: number): void;
  /** A great many tickets at once, which nobody is told of; answers their ids, the oldest first. */
  seed(crowd: Crowd): readonly string[];
  /** A custom field, made by an administrator; answers its API name. */
  addField(draft: FieldDraft): string;
  /** One of the account's own statuses; answers its number. */
  addStatus(label: string): number;
  /** One of the account's own sources; answers its number. */
  addSource(label: string): number;
  /** The API name of a custom field, by the key it was made with. */
  fieldName(key: string): string | undefined;
}

/** A fresh account. @see FakeFreshdesk */
export function createFakeFreshdesk(options: FakeFreshdeskOptions): FakeFreshdesk {
  const { time, account, apiKey, seedIds = 0, provisioned = false, foreignLinks = false } = options;
  const { email: integrationEmail = `recourse@${account}.example`, role = 'admin' } = options.agent ?? {};
  const stage = createStage(() => app);
  let staleSearchMs = options.staleSearchMs ?? 0;
  let current: Switches = { ...usualSwitches, ...options.switches };
  const switches = (): Switches => current;
  const happened = (happening: Happening): void => {
    webhooks.announce(desk, happening);
    stage.changed(String(happening.ticket.id));
  };
  const desk: Desk = newDesk({ time, account, seedIds, integrationEmail, role, provisioned, switches, happened });
  const webhooks = createWebhooks(desk, stage.life);
  const limits = createLimits(time, switches, { ...plans.enterprise, ...options.plan });
  const faults = createFaults();
  const access = createAccess(desk, apiKey);
  const service = {
    desk,
    access,
    limits,
    faults,
    foreignLinks,
    staleSearchMs: () => staleSearchMs,
    life: stage.life,
  };
  const app = createApp(service, endpointsOf(desk), stage.count);
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
    useElsewhere: (credits) => limits.useElsewhere(credits),
    setSwitches: (changed) => {
      current = { ...current, ...changed };
    },
    setStaleSearchMs: (ms) => {
      staleSearchMs = ms;
    },
  };
}

function lookInside(desk: Desk): Pick<FakeFreshdesk, 'tickets' | 'ticket' | 'fieldName'> {
  const catchUp = (): void => desk.jobs.runUntil(desk.time.now());
  return {
    tickets: () => {
      catchUp();
      return [...desk.tickets.values()].map((ticket) => viewTicket(desk, ticket));
    },
    ticket: (id) => {
      catchUp();
      const ticket = desk.tickets.get(Number(id));
      return ticket === undefined ? undefined : viewTicket(desk, ticket);
    },
    fieldName: (key) => fieldByKey(desk.fields, key)?.name,
  };
}

const firstOwnSource = 100;

function administration(desk: Desk): Pick<FakeFreshdesk, 'addField' | 'addStatus' | 'addSource' | 'seed'> {
  return {
    seed: (crowd) => seedTickets(desk, crowd),
    addField: (draft) => addField(desk, draft).name,
    addStatus: (label) => {
      const id = Math.max(...desk.statuses.map((status) => status.id)) + 1;
      desk.statuses.push({ id, label, labelForCustomers: label });
      return id;
    },
    addSource: (label) => {
      const id = Math.max(firstOwnSource, ...desk.sources.values()) + 1;
      desk.sources.set(label, id);
      return id;
    },
  };
}

function endpointsOf(desk: Desk): readonly Endpoint[] {
  return [
    ...listEndpoints(createListing(desk)),
    ...ticketEndpoints,
    ...conversationEndpoints,
    ...searchEndpoints,
    ...peopleEndpoints,
    ...adminEndpoints,
    ...slaEndpoints,
  ];
}
