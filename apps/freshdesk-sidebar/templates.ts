/** A request that Freshdesk makes for the app with the key of its settings, so that no key is ever in a browser. */
export interface RequestTemplate {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the account's address; `<%= context.NAME %>` is filled in from what the app gives. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** Every request the panel makes, by the name it is declared under in the package. */
export const templates = {
  getTicket: {
    method: 'GET',
    path: '/api/v2/tickets/<%= context.ticket %>',
    query: { include: 'requester,stats' },
  },
  getConversations: {
    method: 'GET',
    path: '/api/v2/tickets/<%= context.ticket %>/conversations',
    query: { per_page: '100', page: '<%= context.page %>' },
  },
  getTicketFields: { method: 'GET', path: '/api/v2/ticket_fields' },
  getTicketsOf: {
    method: 'GET',
    path: '/api/v2/tickets',
    query: {
      requester_id: '<%= context.requester %>',
      per_page: '100',
      order_by: 'created_at',
      // Without it the list ends with what is thirty days old; this is before there was any ticket.
      updated_since: '2010-01-01',
    },
  },
  updateTicket: { method: 'PUT', path: '/api/v2/tickets/<%= context.ticket %>' },
  addNote: { method: 'POST', path: '/api/v2/tickets/<%= context.ticket %>/notes' },
} as const satisfies Readonly<Record<string, RequestTemplate>>;
export type TemplateName = keyof typeof templates;

/** A template's path and query with its places filled in, each part encoded. */
export function addressOf(name: TemplateName, context: Readonly<Record<string, string>>): string {
  const { path, query = {} }: RequestTemplate = templates[name];
  const filled = (text: string): string =>
    text.replaceAll(/<%= context\.(\w+) %>/gu, (_whole, key: string) => encodeURIComponent(context[key] ?? ''));
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${filled(value)}`);
  return `${filled(path)}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}
