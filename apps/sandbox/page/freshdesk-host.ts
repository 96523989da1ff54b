import { addressOf, templates, type TemplateName } from '#apps/freshdesk-sidebar/templates.ts';
import { ask, fit, hear, isObject, type Connected, type HostedTicket, type PanelHost } from './panel-host.ts';

/** Freshdesk's side of the app client's documented calls, answered to the stub that stands in for the client. */
export const freshdeskHost: PanelHost = {
  address: (origin) => `/panels/freshdesk/index.html?${new URLSearchParams({ origin }).toString()}`,
  connect(hosted): Connected {
    const say = (message: object): void => hosted.frame.contentWindow?.postMessage(message, hosted.origin);
    const close = hear(hosted, (data) => {
      if (!isObject(data) || typeof data['call'] !== 'number') return;
      const { call } = data;
      answerTo(data, hosted).then(
        (value) => say({ call, value }),
        (refusal: unknown) => say({ call, refusal: isObject(refusal) ? refusal : { status: 0 } }),
      );
    });
    return { close, changed: () => say({ event: 'ticket.propertiesUpdated' }) };
  },
};

async function answerTo(call: Readonly<Record<string, unknown>>, hosted: HostedTicket): Promise<unknown> {
  const { area, name, options } = call;
  if (area === 'data') return dataOf(String(name), hosted);
  if (area === 'iparams') return {};
  if (area === 'request') return request(String(name), options, hosted);
  if (area === 'instance' && isObject(options)) fit(hosted.frame, options['height']);
  if (area === 'interface') triggered(String(name), options, hosted);
  return {};
}

function dataOf(name: string, { ticket, agent, zone }: HostedTicket): unknown {
  const { id, account, subject } = ticket();
  if (name === 'ticket') return { ticket: { id: Number(id), subject } };
  if (name === 'currentHost')
    return { currentHost: { endpoint_urls: { freshdesk: `https://${account}.freshdesk.com` } } };
  if (name === 'loggedInUser') {
    const contact = { name: agent, language: navigator.language, time_zone: zone };
    return { loggedInUser: { contact, roles: [{ name: 'Agent' }] } };
  }
  throw new Error('no such data');
}

function triggered(action: string, options: unknown, hosted: HostedTicket): void {
  const { id, text, value } = isObject(options) ? options : {};
  if (action === 'click' && id === 'reply') hosted.draft(plain(String(text)));
  if (action === 'click' && id === 'ticket') hosted.open(String(value));
}

/** The page's reply box takes text, where Freshdesk's takes HTML. */
function plain(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };
  return html.replaceAll('<br>', '\n').replaceAll(/&(lt|gt|amp);/gu, (_whole, name: string) => entities[name] ?? '');
}

function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(templates, name);
}

async function request(name: string, options: unknown, { ticket }: HostedTicket): Promise<unknown> {
  if (!isTemplate(name)) throw new Error('no such template');
  const { context, body } = isObject(options) ? options : {};
  const given = isObject(context) ? context : {};
  const texts = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
  const path = addressOf(name, texts);
  const { method } = templates[name];
  const sent: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
  const answer = await ask(ticket().platform, { method, path, ...(sent === undefined ? {} : { body: sent }) });
  const response = { status: answer.status, headers: { date: answer.date }, response: JSON.stringify(answer.body) };
  // A refusal rejects with the answer itself.
  if (answer.status > 299) return Promise.reject(response);
  return response;
}
