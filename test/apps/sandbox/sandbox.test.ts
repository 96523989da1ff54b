import { afterAll, beforeAll, expect, it } from 'vitest';
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
