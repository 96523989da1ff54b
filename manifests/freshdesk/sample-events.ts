/** Events in the platform's shape, for `fdk run`. Invented; nothing in them is anybody's. */
const envelope = { account_id: '13', domain: 'acme.freshdesk.com', region: 'EU', timestamp: 1_795_000_000 };
const actor = { id: 51, name: 'Priya Nair', type: 'agent' };
const requester = { id: 48, name: 'Joan Marsh', email: 'joan@example.com' };
const ticket = { id: 165, subject: 'Sofa still not here', status: 2, priority: 1, source: 1 };
const conversation = { id: 5, ticket_id: 165, private: false, incoming: true, source: 0, body_text: 'Any news?' };

/** By event; one for each that the manifest names. */
export const sampleEvents = {
  onAppInstall: { ...envelope, event: 'onAppInstall' },
  afterAppUpdate: { ...envelope, event: 'afterAppUpdate' },
  onAppUninstall: { ...envelope, event: 'onAppUninstall' },
  onTicketCreate: { ...envelope, event: 'onTicketCreate', data: { ticket, actor, requester } },
  onTicketUpdate: {
    ...envelope,
    event: 'onTicketUpdate',
    data: { ticket: { ...ticket, status: 3, changes: { status: [2, 3] } }, actor, requester },
  },
  onConversationCreate: { ...envelope, event: 'onConversationCreate', data: { conversation, actor } },
  onConversationUpdate: { ...envelope, event: 'onConversationUpdate', data: { conversation, actor } },
} as const;
