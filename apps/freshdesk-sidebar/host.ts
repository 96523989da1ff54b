import { parseInstant } from '#core/time.ts';
import { readTags } from '#integrations/freshdesk/own-tags.ts';
import { isMarkedComplaint } from '#integrations/own-marks.ts';
import { pause } from '#apps/sidebar/browser-time.ts';
import { HostError, type EarlierTicket, type PanelHost, type SeenTicket, type Viewer } from '#apps/sidebar/host.ts';
import { isObject, slackIn, textAt, zoneNamed } from '#apps/sidebar/host-values.ts';
import { call, type FreshClient } from './fresh-client.ts';
import { createTicketReader, type ReadTicket } from './read-ticket.ts';
import { saveTicket } from './save-ticket.ts';

/**
 * Presses after which the ticket may be another. The events tell of the press, and not of what became of it.
 *
 * @see https://developers.freshworks.com/docs/app-sdk/v3.0/support_ticket/front-end-apps/events-method/
 */
const presses = ['ticket.propertiesUpdated', 'ticket.sendReply', 'ticket.addNote'];
/** By then Freshdesk has nearly always saved what was pressed. */
const savedMs = 3_000;
/** Freshdesk lets a sidebar be no higher; beyond it the panel scrolls. */
const highest = 700;
const mostEarlier = 20;

/** The panel's host in Freshdesk. */
export async function freshdeskHost(client: FreshClient, now: () => number): Promise<PanelHost> {
  const asking = Promise.all([
    client.data.get('loggedInUser').catch((): undefined => undefined),
    client.data.get('currentHost').catch((): undefined => undefined),
    client.iparams.get().catch((): undefined => undefined),
  ]);
  const reader = createTicketReader(client, {
    account: () => textAt(iparams, 'account') ?? accountIn(domain),
    ticketId: ticketIn(await client.data.get('ticket')),
    viewer: () => ({ ...viewer, mayWrite }),
    now,
  });
  reader.begin();
  const [user, domain, iparams] = await asking;
  const viewer = viewerOf(user);
  let mayWrite = viewer.mayWrite;
  const reads = new WeakMap<SeenTicket, ReadTicket>();
  let prefix = '';
  return {
    locale: localeOf(user) ?? navigator.language,
    // Freshdesk names zones as Rails does; the browser's own zone is the viewer's in nearly all cases.
    zone: zoneNamed(textAt(personOf(user), 'time_zone')),
    slackUrl: slackIn(iparams),
    async read(asked) {
      prefix = asked;
      const read = await reader.read(asked);
      reads.set(read.seen, read);
      return read.seen;
    },
    async save(seen, save, asked) {
      const read = reads.get(seen);
      if (read === undefined) return 'conflict';
      try {
        return await saveTicket(client, read, { save, prefix: asked });
      } catch (error) {
        if (error instanceof HostError && error.reason === 'forbidden') mayWrite = false;
        throw error;
      }
    },
    earlier: (seen) => earlierOf(client, seen, prefix),
    async draft(text) {
      const html = escaped(text).replaceAll('\n', '<br>');
      await client.interface.trigger('click', { id: 'reply', text: html }).catch(() => {
        throw new HostError('rejected', 'the reply box takes no words');
      });
    },
    openTicket: async (id) => {
      await client.interface.trigger('click', { id: 'ticket', value: Number(id) });
    },
    watch({ again }) {
      const twice = (): void => {
        again();
        void pause(savedMs).then(again);
      };
      client.events.on('app.activated', again);
      for (const press of presses) client.events.on(press, twice);
    },
    fit: (height) => void client.instance.resize({ height: `${Math.min(highest, height)}px` }).catch(() => undefined),
  };
}

/**
 * What we put into the reply editor is text, and what stands in the editor is HTML. An app beside a ticket opens it with
 * words, as the tutorial shows; that these are read as HTML is not said there in so many words.
 *
 * @see https://developers.freshworks.com/tutorials/codelabs/introduction-to-interface-methods/
 * @see https://developers.freshworks.com/docs/app-sdk/v3.0/support_ticket/front-end-apps/interface-methods/
 */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function ticketIn(data: unknown): string {
  const ticket = isObject(data) ? data['ticket'] : undefined;
  const id = isObject(ticket) ? (ticket['display_id'] ?? ticket['id']) : undefined;
  if (typeof id === 'number' || (typeof id === 'string' && /^\d{1,16}$/u.test(id))) return String(id);
  throw new HostError('gone', 'there is no ticket here');
}

/** `acme` of acme.freshdesk.com, however deep the data hides it. */
function accountIn(data: unknown): string {
  const text = JSON.stringify(data ?? '');
  return /([a-z0-9][a-z0-9-]{0,62})\.freshdesk\.com/u.exec(text)?.[1] ?? 'unknown';
}

function personOf(data: unknown): unknown {
  const user = isObject(data) ? data['loggedInUser'] : undefined;
  return isObject(user) && isObject(user['contact']) ? user['contact'] : user;
}

function localeOf(data: unknown): string | undefined {
  return textAt(personOf(data), 'language');
}

function viewerOf(data: unknown): Viewer {
  const user = isObject(data) ? data['loggedInUser'] : undefined;
  const roles = isObject(user) && Array.isArray(user['roles']) ? (user['roles'] as unknown[]) : [];
  const names = roles.flatMap((role) => textAt(role, 'name') ?? (typeof role === 'string' ? [role] : []));
  return { name: textAt(personOf(data), 'name') ?? '', mayWrite: true, groups: names };
}

async function earlierOf(
  client: FreshClient,
  { record }: SeenTicket,
  prefix: string,
): Promise<readonly EarlierTicket[]> {
  const { body } = await call(client, 'getTicketsOf', { context: { requester: record.complainant.id } });
  const rows = Array.isArray(body) ? (body as unknown[]) : [];
  const found = rows.flatMap((row): readonly EarlierTicket[] => {
    const id = isObject(row) ? String(row['id']) : '';
    const createdAt = parseInstant(textAt(row, 'created_at') ?? '');
    const tags = isObject(row) && Array.isArray(row['tags']) ? (row['tags'] as unknown[]) : [];
    const own = readTags(
      tags.filter((tag) => typeof tag === 'string'),
      prefix,
    );
    if (id === record.ref.id || createdAt === undefined || !isMarkedComplaint(own, prefix)) return [];
    const status = isObject(row) ? Number(row['status']) : 0;
    return [{ id, subject: textAt(row, 'subject') ?? '', createdAt, isOpen: status !== 4 && status !== 5 }];
  });
  return found.slice(0, mostEarlier);
}
