import { ledgerField } from '#core/effect/names.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { decodeLedger } from '#core/effect/ledger-text.ts';
import { toIso } from '#core/time.ts';
import type { ChannelView, MessageView } from './fake-slack/view.ts';
import type { TicketView } from './fake-shared/view.ts';
import type { LedgerLine, SandboxChannel, SandboxReply, SandboxTicket } from './model.ts';

/** How a company's tickets are shown. `addresses`: e-mail addresses by name. */
export type ShowTicket = (
  ticket: TicketView,
  on: { readonly account: string; readonly prefix: string; readonly addresses: ReadonlyMap<string, string> },
) => SandboxTicket;

/** A ticket of the fake Zendesk as pages and scripts see it. */
export const showZendeskTicket: ShowTicket = (ticket, on) => {
  return {
    ...showTicket(ticket, on),
    platform: 'zendesk',
    ledger: decodeLedger(ticket.fields[`${on.prefix}${ledgerField}`]).map(showEntry),
    url: `https://${on.account}.zendesk.com/agent/tickets/${ticket.id}`,
  };
};

/** What is shown of a ticket whatever the helpdesk. */
export function showTicket(
  ticket: TicketView,
  on: Parameters<ShowTicket>[1],
): Omit<SandboxTicket, 'platform' | 'ledger' | 'url'> {
  return {
    account: on.account,
    id: ticket.id,
    subject: ticket.subject,
    status: ticket.status,
    tags: ticket.tags,
    fields: ticket.fields,
    comments: ticket.comments.map(({ at, author, role, public: isPublic, text }) => ({
      at,
      author,
      role,
      public: isPublic,
      text,
    })),
    requester: { name: ticket.requester, email: on.addresses.get(ticket.requester) ?? '' },
    assignee: ticket.assignee,
    priority: ticket.priority ?? undefined,
    via: vias[ticket.channel] ?? 'Web form',
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
  };
}

const vias: Readonly<Record<string, string>> = { email: 'Email', chat: 'Chat', api: 'API' };

/** An entry of the ledger with its instant in ISO. */
export function showEntry(entry: LedgerEntry): LedgerLine {
  const line = { kind: entry.kind, at: toIso(entry.at) };
  switch (entry.kind) {
    case 'claimed':
      return { ...line, key: entry.key, channel: entry.channel };
    case 'posted':
      return { ...line, key: entry.key, channel: entry.channel, message: entry.message };
    case 'covered':
      return { ...line, key: entry.key, by: entry.by };
    case 'noted':
      return { ...line, key: entry.key };
    case 'pressed':
      return { ...line, by: entry.by, action: entry.action };
    case 'withdrawn':
      return { ...line, by: entry.by };
  }
}

/** The fake Slack's channel as pages and scripts see it: the very JSON that was posted. */
export function showChannel(
  channel: ChannelView,
  on: {
    readonly account: string;
    readonly people: ReadonlyMap<string, string>;
    /** Ids of those who are apps. */
    readonly apps: ReadonlySet<string>;
  },
): SandboxChannel {
  const { account } = on;
  return {
    account,
    id: channel.id,
    name: channel.name,
    messages: channel.messages.map((message) => ({
      ...showMessage(message, on),
      replies: message.replies.map((reply) => showMessage(reply, on)),
    })),
  };
}

function showMessage(message: MessageView, { people, apps }: Parameters<typeof showChannel>[1]): SandboxReply {
  return {
    ts: message.ts,
    text: message.text,
    blocks: message.blocks ?? [],
    metadata: message.metadata ?? null,
    author: people.get(message.user) ?? message.user,
    app: apps.has(message.user),
    edited: message.edited,
    ephemeralFor: message.ephemeralFor,
    ...(message.unfurls === undefined ? {} : { unfurls: message.unfurls }),
    ...(message.broadcast === true ? { broadcast: true } : {}),
  };
}
