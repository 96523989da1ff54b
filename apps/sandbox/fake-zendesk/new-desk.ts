import { complaintFields } from '#core/complaint/fields.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { Instant } from '#core/time.ts';
import type { Timekeeper } from '#integrations/contract.ts';
import { longFields } from '#integrations/long-fields.ts';
import { createWriteLog } from '../fake-shared/write-log.ts';
import type { Desk, DeskField, DeskGroup, DeskStatus, DeskUser, Happening } from './desk.ts';
import { createFeed } from './feed.ts';
import type { Ids } from './ids.ts';
import { createIds } from './ids.ts';
import type { Switches } from './switches.ts';
import { usualSwitches } from './switches.ts';

const systemFields = [
  ['subject', 'Subject'],
  ['description', 'Description'],
  ['status', 'Status'],
  ['tickettype', 'Type'],
  ['priority', 'Priority'],
  ['group', 'Group'],
  ['assignee', 'Assignee'],
  ['custom_status', 'Ticket status'],
] as const;

const statusLabels = [
  ['new', 'New', true],
  ['open', 'Open', true],
  ['pending', 'Pending', true],
  // Off until an admin turns it on, as in a fresh account.
  ['hold', 'On-hold', false],
  ['solved', 'Solved', true],
] as const;

export interface NewDesk {
  readonly time: Timekeeper;
  readonly account: string;
  readonly seedIds: number;
  readonly integration: { readonly email: string; readonly role: 'admin' | 'agent' };
  /** With every field of ours already there. */
  readonly provisioned: boolean;
  readonly switches?: Partial<Switches> | undefined;
  readonly happened: (happening: Happening) => void;
}

/** A fresh account: system fields, five statuses, one group, and the user that our credentials speak for. */
export function newDesk(options: NewDesk): Desk {
  const ids = createIds(options.seedIds);
  const at = options.time.now();
  const integration: DeskUser = {
    id: ids.next(),
    name: 'Recourse',
    email: options.integration.email,
    role: options.integration.role,
    createdAt: at,
    active: true,
  };
  const group: DeskGroup = { id: ids.next(), name: 'Support', createdAt: at };
  const statuses = statusLabels.map(([category, label, active]): DeskStatus => ({
    id: ids.next(),
    category,
    label,
    active,
  }));
  const brandId = ids.next();
  const formId = ids.next();
  const desk: Desk = {
    account: options.account,
    accountId: 20_000_000 + options.seedIds,
    time: options.time,
    ids,
    users: new Map([[integration.id, integration]]),
    usersByEmail: new Map([[options.integration.email, integration]]),
    groups: new Map([[group.id, group]]),
    fields: new Map(),
    statuses,
    tickets: new Map(),
    brandId,
    formId,
    forms: new Map([[formId, 'Default Ticket Form']]),
    integration,
    happened: options.happened,
    log: createWriteLog(),
    feed: createFeed(),
    switches: { ...usualSwitches, ...options.switches },
    features: {
      ticketRestriction: null,
      slas: true,
      schedules: true,
      customStatuses: true,
      ticketForms: true,
      sideConversations: true,
      mostFields: 400,
      scopes: ['read', 'write'],
    },
  };
  for (const [type, title] of systemFields) addField(desk, systemField(ids, at, { type, title }));
  if (options.provisioned) provision(desk);
  return desk;
}

/** Creates every field of ours that is not there yet, as an administrator would. */
export function provision(desk: Desk, prefix = 'recourse_'): void {
  const present = new Set([...desk.fields.values()].map((field) => field.key));
  for (const name of [...complaintFields, ledgerField]) {
    const key = `${prefix}${name}`;
    if (present.has(key)) continue;
    addField(desk, {
      ...systemField(desk.ids, desk.time.now(), { type: longFields.has(name) ? 'textarea' : 'text', title: key }),
      key,
      system: false,
    });
  }
}

export function addField(desk: Desk, field: DeskField): void {
  desk.fields.set(field.id, field);
}

function systemField(ids: Ids, at: Instant, kind: { readonly type: string; readonly title: string }): DeskField {
  return { id: ids.next(), key: null, ...kind, system: true, active: true, options: [], createdAt: at, updatedAt: at };
}
