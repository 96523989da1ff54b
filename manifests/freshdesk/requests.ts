import { templates, type RequestTemplate as PanelTemplate } from '#apps/freshdesk-sidebar/templates.ts';

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

/** A template of the panel as the platform wants it. What reads is tried twice; what may have been written is not. */
function ofPanel({ method, path, query }: PanelTemplate): RequestTemplate {
  return {
    schema: {
      protocol: 'https',
      method,
      host: helpdesk,
      path,
      headers: asAdministrator,
      ...(query === undefined ? {} : { query }),
    },
    ...(method === 'GET' ? { options: { maxAttempts: 2, retryDelay: 500 } } : {}),
  };
}

/**
 * `config/requests.json`: the panel's own templates; one that creates a ticket field while the app is installed; one that
 * tells the Recourse server which ticket changed, and nothing else.
 */
export const freshdeskRequests: Readonly<Record<string, RequestTemplate>> = {
  ...Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, ofPanel(template)])),
  createTicketField: ofPanel({ method: 'POST', path: '/api/v2/admin/ticket_fields' }),
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
