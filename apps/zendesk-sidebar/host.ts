import { tagNames } from '#core/effect/names.ts';
import { parseInstant } from '#core/time.ts';
import { HostError, type EarlierTicket, type PanelHost, type SeenTicket, type Viewer } from '#apps/sidebar/host.ts';
import { isObject, slackIn, textAt, zoneNamed } from '#apps/sidebar/host-values.ts';
import { read } from './calls.ts';
import { createTicketReader } from './read-ticket.ts';
import { values, type ZafClient } from './zaf.ts';

/** Events after which the ticket may be another: the app is looked at again, or somebody saved. */
const changes = ['app.activated', 'ticket.updated', 'ticket.submit.done', 'ticket.conversation.changed'];
/** Roles that may read and add notes only. */
const readers: ReadonlySet<string> = new Set(['light agent', 'light_agent', 'contributor', 'end-user']);
const mostEarlier = 20;

/** What writes is fetched once the ticket is there to be shown. */
const writing = () => import('./save-ticket.ts');

/** The panel's host in Zendesk, once the app is registered there. */
export async function zendeskHost(client: ZafClient, now: () => number): Promise<PanelHost> {
  const asking = Promise.all([client.metadata(), values(client, ['currentUser'])]);
  const context = await client.context();
  const reader = createTicketReader(client, {
    account: textAt(isObject(context) ? context['account'] : undefined, 'subdomain') ?? 'unknown',
    ticketId: ticketIn(context),
    viewer: () => ({ ...viewer, mayWrite }),
    now,
  });
  reader.begin();
  const [metadata, known] = await asking;
  const viewer = viewerOf(known['currentUser']);
  let mayWrite = viewer.mayWrite;
  let prefix = '';
  return {
    locale: textAt(known['currentUser'], 'locale') ?? navigator.language,
    zone: zoneNamed(timeZoneOf(known['currentUser'])),
    slackUrl: slackIn(isObject(metadata) ? metadata['settings'] : undefined),
    read: async (asked) => {
      prefix = asked;
      const seen = await reader.read(asked);
      writing().catch(() => undefined);
      return seen;
    },
    async save(seen, save, asked) {
      try {
        const { saveTicket } = await writing();
        return await saveTicket(seen, save, { client, fieldIds: await reader.fieldIds(asked), prefix: asked });
      } catch (error) {
        if (error instanceof HostError && error.reason === 'forbidden') mayWrite = false;
        throw error;
      }
    },
    earlier: (seen) => earlierOf(client, seen, prefix),
    async draft(text) {
      await client.set('comment.type', 'publicReply').catch(() => undefined);
      await client.invoke('comment.appendText', text).catch(() => {
        throw new HostError('rejected', 'the reply box takes no words');
      });
    },
    openTicket: async (id) => {
      await client.invoke('routeTo', 'ticket', id);
    },
    watch({ again }) {
      for (const event of changes) client.on(event, again);
    },
    fit: (height) => void client.invoke('resize', { width: '100%', height: `${height}px` }).catch(() => undefined),
  };
}

function ticketIn(context: unknown): string {
  const id = isObject(context) ? context['ticketId'] : undefined;
  if (typeof id === 'number' || (typeof id === 'string' && /^\d{1,16}$/u.test(id))) return String(id);
  throw new HostError('gone', 'there is no ticket here');
}

function viewerOf(user: unknown): Viewer {
  const role = textAt(user, 'role') ?? 'agent';
  const groups = isObject(user) && Array.isArray(user['groups']) ? (user['groups'] as unknown[]) : [];
  return {
    name: textAt(user, 'name') ?? '',
    mayWrite: !readers.has(role.toLowerCase()),
    groups: [role, ...groups.flatMap((group) => textAt(group, 'name') ?? [])],
  };
}

function timeZoneOf(user: unknown): string | undefined {
  return isObject(user) ? textAt(user['timeZone'], 'ianaName') : undefined;
}

async function earlierOf(client: ZafClient, { record }: SeenTicket, prefix: string): Promise<readonly EarlierTicket[]> {
  const { complainant, ref } = record;
  // Of several tags named so, one is enough.
  const tags = [tagNames.complaint, tagNames.possible].map((tag) => `tags:${prefix}${tag}`).join(' ');
  const query = `type:ticket requester:${complainant.id} ${tags}`;
  const { body } = await read(
    client,
    `search.json?query=${encodeURIComponent(query)}&sort_by=created_at&sort_order=desc`,
  );
  const results = isObject(body) && Array.isArray(body['results']) ? (body['results'] as unknown[]) : [];
  return results.slice(0, mostEarlier + 1).flatMap((row): readonly EarlierTicket[] => {
    const id = isObject(row) ? String(row['id']) : '';
    const createdAt = parseInstant(textAt(row, 'created_at') ?? '');
    if (!/^\d{1,16}$/u.test(id) || id === ref.id || createdAt === undefined) return [];
    const status = textAt(row, 'status') ?? '';
    return [
      { id, subject: textAt(row, 'subject') ?? '', createdAt, isOpen: status !== 'solved' && status !== 'closed' },
    ];
  });
}
