import { encodeLedger } from '#core/effect/ledger-text.ts';
import { mergeLedger } from '#core/effect/merge-ledger.ts';
import { ledgerField } from '#core/effect/names.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { SECOND_MS } from '#core/time.ts';
import { writeMark } from '#integrations/zendesk/people.ts';
import { RefusedError } from '#apps/sidebar/asking.ts';
import { isObject, textAt } from '#apps/sidebar/host-values.ts';
import { pause } from '#apps/sidebar/browser-time.ts';
import { HostError, type PanelSave, type SeenTicket } from '#apps/sidebar/host.ts';
import { put, read } from './calls.ts';
import type { ZafClient } from './zaf.ts';

interface Saving {
  readonly client: ZafClient;
  readonly fieldIds: ReadonlyMap<string, string>;
  readonly prefix: string;
}

/** One save under Zendesk's guard against collisions. @throws {HostError} */
export async function saveTicket(seen: SeenTicket, save: PanelSave, on: Saving): Promise<'written' | 'conflict'> {
  const { record } = seen;
  const path = `tickets/${record.ref.id}.json`;
  if (!(await isSettled(seen, path, on.client))) return 'conflict';
  try {
    await put(on.client, path, { ticket: bodyOf(record, save, on) });
    return 'written';
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) return 'conflict';
    throw error;
  }
}

/** The guard knows whole seconds only: within the second of the last update it would not see another one. */
async function isSettled({ record, now }: SeenTicket, path: string, client: ZafClient): Promise<boolean> {
  const second = (at: number): number => Math.floor(at / SECOND_MS);
  if (second(now) > second(record.updatedAt)) return true;
  await pause((second(record.updatedAt) + 1) * SECOND_MS - now);
  const { body } = await read(client, path);
  return textAt(isObject(body) ? body['ticket'] : undefined, 'updated_at') === record.version;
}

function bodyOf(record: TicketRecord, { change, solve, reopenAs }: PanelSave, { fieldIds, prefix }: Saving): object {
  const tags = tagsAfter(record.tags, change, prefix);
  const fields = new Map(Object.entries(change.fields ?? {}));
  const isPressed = change.ledger !== undefined && change.ledger.length > 0;
  if (isPressed) fields.set(ledgerField, encodeLedger(mergeLedger(record.ledger, change.ledger ?? [])));
  return {
    safe_update: true,
    updated_stamp: record.version,
    ...(tags === undefined ? {} : { tags }),
    ...(fields.size === 0
      ? {}
      : {
          custom_fields: [...fields].map(([name, text]) => {
            const id = fieldIds.get(name);
            if (id === undefined) throw new HostError('lacking', `the account has no ticket field ${prefix}${name}`);
            return { id: Number(id), value: text === '' ? null : text };
          }),
        }),
    ...(change.note === undefined ? {} : { comment: { body: change.note, public: false } }),
    ...(solve ? { status: 'solved' } : reopenAs === undefined ? {} : statusOf(reopenAs)),
    // Its note is our account of a press, and no word of the agent's on the matter.
    ...(isPressed ? { metadata: { [writeMark(prefix)]: '1' } } : {}),
  };
}

/** A number names one of the account's own statuses. */
function statusOf(code: string): object {
  return /^\d+$/u.test(code) ? { custom_status_id: Number(code) } : { status: code };
}

/** The whole list of tags after the change, `undefined` where it stays; only tags that begin with our prefix change. */
function tagsAfter(
  tags: readonly string[],
  { addTags = [], removeTags = [] }: PanelSave['change'],
  prefix: string,
): readonly string[] | undefined {
  const own = (tag: string): string => `${prefix}${tag}`.toLowerCase().replaceAll(/[\s,"]+/gu, '_');
  const gone = new Set(removeTags.map(own));
  const kept = tags.filter((tag) => !gone.has(tag));
  const added = [...new Set(addTags.map(own))].filter((tag) => !kept.includes(tag));
  return added.length === 0 && kept.length === tags.length ? undefined : [...kept, ...added];
}
