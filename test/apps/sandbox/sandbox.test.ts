import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSandbox, type Sandbox } from '#apps/sandbox/sandbox.ts';
import { DAY_MS, HOUR_MS } from '#core/time.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ stories: [] });
});
afterAll(() => sandbox.close());

const from = { name: 'Nell Marsh', email: 'nell@example.org' };
const text = 'I want to make a formal complaint. The lamp broke, and nobody has answered me for two weeks.';
const now = (): number => Date.parse(sandbox.state().now);
const card = () => sandbox.state().channels[0]?.messages.at(-1);

it('what a visitor does while the clock stands is finished before it is answered', async () => {
  const { id } = await sandbox.createTicket({ platform: 'zendesk', from, subject: 'The lamp', text });
  expect(sandbox.state().tickets.find((ticket) => ticket.id === id)?.tags).toContain('recourse_complaint');
  await sandbox.moveBy(25 * HOUR_MS);
  expect(card()?.text).toMatch(/Promise broken/u);
  await sandbox.press({ channel: 'complaints', ts: card()?.ts ?? '', action: 'acknowledge' });
  expect(JSON.stringify(card()?.blocks)).toContain('Acknowledged by Dev Malhotra');
  // At once again, within the same simulated second as our own save.
  await sandbox.press({ channel: 'complaints', ts: card()?.ts ?? '', action: 'take' });
  await sandbox.press({ channel: 'complaints', ts: card()?.ts ?? '', action: 'escalate' });
  expect(JSON.stringify(card()?.blocks)).toContain('Escalated by Dev Malhotra');
}, 60_000);

it('a button pressed again while the clock stands is another press: who did that already is told so', async () => {
  await sandbox.createTicket({ platform: 'zendesk', from, subject: 'A third lamp', text });
  await sandbox.moveBy(21 * HOUR_MS);
  const { ts = '' } = card() ?? {};
  await sandbox.press({ channel: 'complaints', ts, action: 'take' });
  await sandbox.press({ channel: 'complaints', ts, action: 'take' });
  expect(sandbox.state().channels[0]?.messages.map((message) => message.text)).toContainEqual(
    expect.stringMatching(/^You did that already/u),
  );
}, 60_000);

it('each thing happens at its own simulated instant', async () => {
  const arrived = now();
  await sandbox.createTicket({ platform: 'zendesk', from, subject: 'Another lamp', text });
  await sandbox.moveBy(2 * DAY_MS);
  const { ts = '0', replies = [] } = card() ?? {};
  const warnedAt = Number(ts) * 1_000;
  const brokenAt = Number(replies.find((reply) => reply.text.includes('Promise broken'))?.ts) * 1_000;
  expect(Math.abs(warnedAt - (arrived + 20 * HOUR_MS))).toBeLessThan(20_000);
  expect(Math.abs(brokenAt - (arrived + 24 * HOUR_MS))).toBeLessThan(20_000);
}, 60_000);

it('what happens to several customers at once is written by each of them, under a name and an address of their own', async () => {
  const before = sandbox.state().tickets.length;
  await sandbox.createTicket({ platform: 'zendesk', from, subject: 'No light', text, customers: 3 });
  const written = sandbox.state().tickets.slice(before);
  expect(written.map(({ requester }) => `${requester.name} <${requester.email}>`)).toEqual([
    'Nell Marsh <nell@example.org>',
    'Nell Marsh 2 <nell+2@example.org>',
    'Nell Marsh 3 <nell+3@example.org>',
  ]);
  expect(written.every(({ subject, tags }) => subject === 'No light' && tags.includes('recourse_complaint'))).toBe(
    true,
  );
}, 60_000);

describe('the company in Freshdesk', () => {
  const ticket = (id: string) => sandbox.state().tickets.find((one) => one.account === 'saltmarsh' && one.id === id);
  const messages = () =>
    sandbox
      .state()
      .channels.filter(({ account }) => account === 'saltmarsh')
      .flatMap((channel) => channel.messages);
  const address = (id: string) => ({ platform: 'freshdesk', account: 'saltmarsh', id });

  it('does all that the other one does, in its own Slack, with the ledger in notes that are told from others', async () => {
    const { account, id } = await sandbox.createTicket({
      platform: 'freshdesk',
      from,
      subject: 'My line',
      text: `${text} My mother is 88 years old and disabled.`,
    });
    expect(account).toBe('saltmarsh');
    expect(ticket(id)?.tags).toContain('recourse_severity_high');
    const [alert] = messages();
    expect(alert?.text).toMatch(/Complaint, high severity: #\d+ My line/u);
    expect(JSON.stringify(alert?.blocks)).toContain(ticket(id)?.url);
    await sandbox.press({ channel: 'customer-complaints', ts: alert?.ts ?? '', action: 'take' });
    expect(ticket(id)).toMatchObject({ assignee: 'Nadia Okafor' });
    const own = ticket(id)?.comments.flatMap((comment) => (comment.own === undefined ? [] : [comment.own])) ?? [];
    expect(own.map(({ words }) => words.split(/[,.]/u)[0])).toEqual([
      'This ticket is handled as a complaint',
      '',
      'Nadia Okafor took this complaint',
    ]);
    expect(ticket(id)?.ledger.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['noted', 'posted', 'pressed']));

    await sandbox.reply({ ...address(id), public: false, text: 'Rang her.', status: 'pending' });
    await sandbox.reply({ ...address(id), public: true, text: 'I am looking into it and will ring you at four.' });
    await sandbox.changeTags({ ...address(id), add: ['vip'], remove: [] });
    expect(ticket(id)).toMatchObject({
      status: 'pending',
      tags: expect.arrayContaining(['vip', 'recourse_complaint']),
    });
    const before = ticket(id);
    const { complaint, clocks } = await sandbox.explain(address(id));
    expect(complaint).toMatchObject({ band: 'yes', severity: 'high' });
    expect(clocks.find(({ obligation }) => obligation === 'acknowledge')).toMatchObject({ status: 'met' });
    expect(ticket(id)).toEqual(before);
  }, 60_000);

  it('is told in time though every webhook is lost and its helpdesk and Slack fail for a while', async () => {
    await sandbox.faults({ on: 'freshdesk-webhooks', loseEvery: 1 });
    await sandbox.faults({ on: 'freshdesk', kind: '500-after', method: 'PUT', times: 2 });
    await sandbox.faults({ on: 'freshdesk', kind: 'conflict', method: 'POST', times: 2 });
    await sandbox.faults({ on: 'slack', account: 'saltmarsh', kind: '500-after', method: 'chat.postMessage' });
    const { id } = await sandbox.createTicket({
      platform: 'freshdesk',
      from,
      subject: 'The exchange is on fire',
      text: `${text} The router is burning hot and the socket gives electric shocks.`,
    });
    expect(ticket(id)?.tags).toEqual([]);
    await sandbox.moveBy(HOUR_MS);
    expect(ticket(id)?.tags).toContain('recourse_complaint');
    expect(messages().filter((message) => message.text.includes('on fire'))).toHaveLength(1);
    const notes = ticket(id)?.comments.filter(({ own }) => own !== undefined && own.words !== '');
    expect(notes).toHaveLength(1);
    await sandbox.faults({ on: 'nothing' });
  }, 60_000);

  it('is named when there is no such helpdesk, and a ticket is found by its own company alone', async () => {
    const letter = { from, subject: 'x', text: 'y' };
    await expect(sandbox.createTicket({ platform: 'freshdesk', account: 'acme', ...letter })).rejects.toMatchObject({
      code: 'SANDBOX_NO_SUCH_DESK',
      message: expect.stringContaining('zendesk fernhill, freshdesk saltmarsh'),
    });
    await expect(sandbox.explain({ platform: 'freshdesk', account: 'fernhill', id: '1' })).rejects.toMatchObject({
      code: 'SANDBOX_NO_SUCH_TICKET',
    });
  });
});

it.each(['zendesk', 'freshdesk'])(
  'in %s the next promise is one of an open complaint',
  async (platform) => {
    const nextDueAt = () => sandbox.state().companies.find((company) => company.platform === platform)?.nextDueAt;
    await sandbox.createTicket({ platform, from, subject: 'The shelf', text });
    await vi.waitFor(() => expect(nextDueAt()).toBeDefined());
    for (const { id } of sandbox.state().tickets.filter((ticket) => ticket.platform === platform)) {
      await sandbox.changeStatus({ platform, id, status: 'solved' });
    }
    await vi.waitFor(() => expect(nextDueAt()).toBeUndefined());
  },
  60_000,
);

it('time goes forward only, in bounds, and an instant asked for twice is reached once', async () => {
  const target = now() + HOUR_MS;
  await sandbox.moveTo(target);
  await sandbox.moveTo(target);
  await expect(sandbox.moveTo(target - HOUR_MS)).rejects.toMatchObject({ code: 'SANDBOX_BACKWARDS', status: 400 });
  await expect(sandbox.moveTo(Date.parse('9999-01-01T00:00:00Z'))).rejects.toMatchObject({ code: 'SANDBOX_TOO_FAR' });
});

it('a product that dies by itself is seen to be down, and can be started again', async () => {
  process.kill(sandbox.state().server.pid ?? 0, 'SIGKILL');
  await new Promise<void>((resolve) => {
    const stop = sandbox.subscribe(() => {
      if (sandbox.state().server.state !== 'down') return;
      stop();
      resolve();
    });
  });
  await sandbox.startServer();
  expect(sandbox.state().server.state).toBe('up');
});
