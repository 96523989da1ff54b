import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script, createContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';

const file = new URL('../server/server.js', import.meta.url);
let sent;
let rendered;
let warned;
let answer;
let handlers;

beforeEach(() => {
  sent = [];
  rendered = [];
  warned = [];
  answer = () => ({ response: '[]' });
  const context = createContext({
    exports: {},
    renderData: (problem) => rendered.push(problem),
    $request: {
      invokeTemplate: async (name, options) => {
        sent.push({ name, body: options.body && JSON.parse(options.body) });
        return answer(name);
      },
    },
    console: { warn: (...parts) => warned.push(parts.join(' ')) },
  });
  // Under its own address, so that coverage is counted.
  new Script(readFileSync(fileURLToPath(file), 'utf8'), { filename: file.href }).runInContext(context);
  handlers = context.exports;
});

const refused = (status) => () => {
  throw Object.assign(new Error('secret answer'), { status });
};

describe.each(['onAppInstallHandler', 'afterAppUpdateHandler'])('%s', (name) => {
  it('creates every ticket field that is missing, and lets the installation go on', async () => {
    await handlers[name]();
    const made = sent.filter((one) => one.name === 'createTicketField').map(({ body }) => body);
    expect(made.map(({ label }) => label)).toContain('recourse_ledger');
    expect(made.every(({ displayed_to_customers }) => displayed_to_customers === false)).toBe(true);
    expect(rendered).toEqual([undefined]);
  });

  it('creates nothing twice', async () => {
    await handlers[name]();
    const labels = sent.flatMap(({ body }) => (body ? [{ label: body.label }] : []));
    sent = [];
    answer = () => ({ response: JSON.stringify(labels) });
    await handlers[name]();
    expect(sent.map((one) => one.name)).toEqual(['getTicketFields']);
  });

  it.each([401, 403, 404, 429, 500, undefined])('says in our own words what is wrong after %s', async (status) => {
    answer = refused(status);
    await handlers[name]();
    expect(rendered).toHaveLength(1);
    expect(rendered[0].message).toMatch(/^[A-Z].+\.$/);
    expect(rendered[0].message).not.toContain('secret');
  });
});

it('uninstalling leaves the record of complaints where it is', () => {
  handlers.onAppUninstallHandler();
  expect(rendered).toEqual([undefined]);
  expect(sent).toEqual([]);
});

const iparams = { account: 'acme', server: 'recourse.acme.com' };
const ticket = { iparams, data: { ticket: { id: 165, subject: 'private words' } } };
const conversation = { iparams, data: { conversation: { id: 5, ticket_id: 452, body: 'private words' } } };

describe.each([
  ['onTicketCreateHandler', ticket, 165],
  ['onTicketUpdateHandler', ticket, 165],
  ['onConversationCreateHandler', conversation, 452],
  ['onConversationUpdateHandler', conversation, 452],
])('%s', (name, event, id) => {
  it('tells the server the ticket’s number and nothing else', async () => {
    await handlers[name](event);
    expect(sent).toEqual([{ name: 'tellServer', body: { ticket_id: id } }]);
  });

  it('tells nobody where there is no server', async () => {
    await handlers[name]({ ...event, iparams: { account: 'acme', server: '' } });
    await handlers[name]({ ...event, iparams: undefined });
    expect(sent).toEqual([]);
  });

  it('is quiet about an event that names no ticket', async () => {
    await handlers[name]({ iparams });
    await handlers[name](undefined);
    await handlers[name]({ iparams, data: { ticket: { id: 'x' }, conversation: { ticket_id: null, id: 1 } } });
    expect(sent).toEqual([]);
  });

  it('survives a server that does not answer, and logs its status only', async () => {
    answer = refused(502);
    await handlers[name](event);
    answer = refused(undefined);
    await handlers[name](event);
    expect(warned).toHaveLength(2);
    expect(warned.join()).not.toContain('secret');
  });
});
