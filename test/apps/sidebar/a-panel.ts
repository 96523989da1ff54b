import { readFileSync } from 'node:fs';
import {
  HostError,
  type EarlierTicket,
  type HostFailure,
  type PanelHost,
  type PanelSave,
  type SeenTicket,
  type Viewer,
} from '#apps/sidebar/host.ts';
import { createJudge, type PanelJudge } from '#apps/sidebar/judging.ts';
import { viewOf, type PanelView } from '#apps/sidebar/view-model.ts';
import { languageOf, wordsIn, type Strings, type Words } from '#apps/sidebar/words.ts';
import { complaintFields } from '#core/complaint/fields.ts';
import { mergeLedger } from '#core/effect/merge-ledger.ts';
import { compilePolicy } from '#core/policy/compile.ts';
import { printPolicy } from '#core/policy/compiled.ts';
import type { PolicySource } from '#core/policy/schema.ts';
import { ticketStatuses, type TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { root } from '../../imports.ts';

const plain: PolicySource = {
  version: '2026-11-01',
  approver: 'Head of Complaints',
  approvedOn: '2026-11-01',
  presets: ['iso10002-practice'],
  calendars: {
    office: {
      zone: 'Europe/London',
      hours: {
        mon: ['09:00-17:00'],
        tue: ['09:00-17:00'],
        wed: ['09:00-17:00'],
        thu: ['09:00-17:00'],
        fri: ['09:00-17:00'],
      },
    },
  },
  ladder: [{ name: 'Team lead', after: '1 hour', channel: 'complaints' }],
  alerts: { channel: 'complaints' },
};

/** A judge as a packed panel has it, for a policy that says more than the plain one. */
export function judgeFor(more: Partial<PolicySource> = {}): PanelJudge {
  const compiled = compilePolicy({ ...plain, ...more });
  if (!('policy' in compiled)) throw new Error(JSON.stringify(compiled.issues));
  return createJudge(JSON.parse(JSON.stringify(printPolicy(compiled.policy))));
}

/** The panel's words, in the zone of London unless said otherwise. */
export function words(locale = 'en-GB', zone = 'Europe/London'): Words {
  const file = `${root}apps/sidebar/translations/${languageOf(locale)}.json`;
  return wordsIn(JSON.parse(readFileSync(file, 'utf8')) as Strings, locale, zone);
}

export const agent: Viewer = { name: 'Priya Nair', mayWrite: true, groups: ['agent'] };

/** What the panel shows of a record at an instant. */
export async function shownOf(
  record: TicketRecord,
  now: Instant,
  on: {
    readonly judge?: PanelJudge;
    readonly words?: Words;
    readonly viewer?: Viewer;
    readonly online?: boolean;
    readonly lacking?: readonly string[];
    readonly slackUrl?: string | undefined;
  } = {},
): Promise<PanelView> {
  const judged = await (on.judge ?? judgeFor()).judge(record, now);
  return viewOf({
    record,
    ...judged,
    now,
    viewer: on.viewer ?? agent,
    words: on.words ?? words(),
    slackUrl: 'slackUrl' in on ? on.slackUrl : 'https://acme.slack.com',
    lacking: on.lacking ?? [],
    online: on.online ?? true,
  });
}

/** A helpdesk of one ticket, in memory. */
export interface OneTicket extends PanelHost {
  readonly record: TicketRecord;
  readonly saves: readonly PanelSave[];
  /** A colleague saves before the panel's next save comes through. */
  meanwhile(change: (record: TicketRecord) => TicketRecord): void;
  /** From now on every save fails so. */
  fail(reason: HostFailure | undefined): void;
}

/** @param lagMs  so much later than it was read a save comes through */
export function oneTicket(start: TicketRecord, readAt: Instant, viewer: Viewer = agent, lagMs = 0): OneTicket {
  let record = start;
  let now = readAt;
  let pending: ((record: TicketRecord) => TicketRecord) | undefined;
  let failing: HostFailure | undefined;
  const saves: PanelSave[] = [];
  const bump = (next: TicketRecord): TicketRecord => ({ ...next, version: `${record.version}+` });
  return {
    locale: 'en-GB',
    zone: 'Europe/London',
    slackUrl: undefined,
    get record() {
      return record;
    },
    saves,
    meanwhile: (change) => {
      pending = change;
    },
    fail: (reason) => {
      failing = reason;
    },
    read: async () => ({ record, now, viewer, lacking: [], statusCode: record.status }),
    save: async (seen: SeenTicket, save: PanelSave, prefix: string) => {
      if (pending !== undefined) {
        record = bump(pending(record));
        pending = undefined;
      }
      if (failing !== undefined) throw new HostError(failing, 'refused');
      if (seen.record.version !== record.version) return 'conflict';
      saves.push(save);
      now += lagMs;
      record = bump(saved(record, save, { prefix, now }));
      return 'written';
    },
    earlier: async (): Promise<readonly EarlierTicket[]> => [],
    draft: async () => undefined,
    openTicket: async () => undefined,
    watch: () => undefined,
    fit: () => undefined,
  };
}

function saved(
  record: TicketRecord,
  { change, solve, reopenAs }: PanelSave,
  { prefix, now }: { prefix: string; now: Instant },
): TicketRecord {
  const fields = { ...record.fields, ...change.fields };
  const kept = Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== '' && text !== undefined));
  const gone = new Set((change.removeTags ?? []).map((tag) => prefix + tag));
  const added = (change.addTags ?? []).map((tag) => prefix + tag);
  const tags = [...record.tags.filter((tag) => !gone.has(tag)), ...added];
  const by = { id: '502', name: 'Priya Nair', role: 'agent' as const };
  const to = solve ? 'solved' : ticketStatuses.find((status) => status === reopenAs);
  const common = { at: now, update: `${record.timeline.length + 1}00`, by };
  const written = complaintFields
    .filter((field) => (record.fields[field] ?? '') !== (fields[field] ?? ''))
    .map((field) => ({ kind: 'field' as const, ...common, field, value: kept[field] }));
  const moved = to === undefined ? [] : [{ kind: 'status' as const, ...common, from: record.status, to }];
  return {
    ...record,
    fields: kept,
    tags,
    ledger: mergeLedger(record.ledger, change.ledger ?? []),
    status: to ?? record.status,
    timeline: [...record.timeline, ...written, ...moved],
  };
}
