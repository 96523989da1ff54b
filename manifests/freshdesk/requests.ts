/** A request template: the only way in which a Freshdesk app reaches the network. Secrets are put in by the platform. */
export interface RequestTemplate {
  readonly schema: {
    readonly protocol: 'https';
    readonly method: 'GET' | 'POST' | 'PUT';
    readonly host: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
  };
  readonly options?: { readonly maxAttempts: number; readonly retryDelay: number };
}

const helpdesk = '<%= iparam.account %>.freshdesk.com';
const asAdministrator = {
  Authorization: "Basic <%= encode(iparam.api_key + ':X') %>",
  'Content-Type': 'application/json',
};

function get(path: string, query?: Readonly<Record<string, string>>): RequestTemplate {
  return {
    schema: {
      protocol: 'https',
      method: 'GET',
      host: helpdesk,
      path: `/api/v2/${path}`,
      headers: asAdministrator,
      ...(query === undefined ? {} : { query }),
    },
    options: { maxAttempts: 2, retryDelay: 500 },
  };
}

/** Written once: what may have been done is not done again by itself. */
function write(method: 'POST' | 'PUT', path: string): RequestTemplate {
  return {
    schema: { protocol: 'https', method, host: helpdesk, path: `/api/v2/${path}`, headers: asAdministrator },
  };
}

/**
 * `config/requests.json`. The first seven are the panel's, the next two install the app, the last tells the Recourse server
 * which ticket changed, and nothing else.
 */
export const freshdeskRequests: Readonly<Record<string, RequestTemplate>> = {
  readTicket: get('tickets/<%= context.id %>', { include: 'requester,stats' }),
  readConversations: get('tickets/<%= context.id %>/conversations', { page: '<%= context.page %>', per_page: '100' }),
  readTicketFields: get('ticket_fields'),
  readAgents: get('agents', { page: '<%= context.page %>', per_page: '100' }),
  readTicketsOf: get('tickets', {
    requester_id: '<%= context.requester %>',
    updated_since: '<%= context.since %>',
    per_page: '100',
  }),
  writeTicket: write('PUT', 'tickets/<%= context.id %>'),
  addNote: write('POST', 'tickets/<%= context.id %>/notes'),
  createTicketField: write('POST', 'admin/ticket_fields'),
  tellServer: {
    schema: {
      protocol: 'https',
      method: 'POST',
      host: '<%= iparam.server %>',
      path: '/webhooks/freshdesk/<%= iparam.account %>',
      headers: { 'Content-Type': 'application/json', 'X-Recourse-Secret': '<%= iparam.webhook_secret %>' },
    },
    options: { maxAttempts: 3, retryDelay: 1_000 },
  },
};
