import { ledgerField } from '#core/effect/names.ts';
import type { LedgerEntry } from '#core/effect/ledger.ts';
import { decodeLedger } from '#core/effect/ledger-text.ts';
import { toIso } from '#core/time.ts';
import type { ChannelView, MessageView } from './fake-slack/view.ts';
import type { TicketView } from './fake-zendesk/view.ts';
import type { LedgerLine, SandboxChannel, SandboxReply, SandboxTicket } from './model.ts';

/** A fake helpdesk's ticket as pages and scripts see it. `addresses`: e-mail addresses by name. */
export function showTicket(
  ticket: TicketView,
  on: { readonly account: string; readonly prefix: string; readonly addresses: ReadonlyMap<string, string> },
): SandboxTicket {
  return {
    platform: 'zendesk',
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
    ledger: decodeLedger(ticket.fields[`${on.prefix}${ledgerField}`]).map(showEntry),
    requester: { name: ticket.requester, email: on.addresses.get(ticket.requester) ?? '' },
    assignee: ticket.assignee,
    priority: ticket.priority ?? undefined,
    via: vias[ticket.channel] ?? 'Web form',
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    url: `https://${on.account}.zendesk.com/agent/tickets/${ticket.id}`,
  };
}

const vias: Readonly<Record<string, string>> = { email: 'Email', chat: 'Chat', api: 'API' };

function showEntry(entry: LedgerEntry): LedgerLine {
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
  }
}

/** The fake Slack's channel as pages and scripts see it: the very JSON that was posted. */
export function showChannel(channel: ChannelView, people: ReadonlyMap<string, string>): SandboxChannel {
  return {
    id: channel.id,
    name: channel.name,
    messages: channel.messages.map((message) => ({
      ...showMessage(message, people),
      replies: message.replies.map((reply) => showMessage(reply, people)),
    })),
  };
}

function showMessage(message: MessageView, people: ReadonlyMap<string, string>): SandboxReply {
  return {
    ts: message.ts,
    text: message.text,
    blocks: message.blocks ?? [],
    metadata: message.metadata ?? null,
    author: people.get(message.user) ?? message.user,
    app: message.blocks !== undefined,
    edited: message.edited,
    ephemeralFor: message.ephemeralFor,
    ...(message.broadcast === true ? { broadcast: true } : {}),
  };
}
