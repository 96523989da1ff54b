import { afterEach, expect, test } from 'vitest';
import { HOUR_MS } from '#core/time.ts';
import { openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

/** What must not get about, in the shapes it has: tokens, addresses, numbers of phones, accounts and cards. */
const canaries = [
  `xoxb-${'1'.repeat(12)}-${'a'.repeat(24)}`,
  'Bearer eyJhbGciOiJub25lIn0.canary.canary',
  'rosa.canary@example.org',
  '+44 20 7946 0958',
  'GB33BUKB20201555555555',
  '4111 1111 1111 1111',
  'line one\r\n{"level":30,"msg":"forged"}\u001b[31m',
];

test.each(canaries)(
  'whatever people enter and whatever breaks over it, only codes are reported: %j',
  async (canary) => {
    const breaks = async (): Promise<never> => {
      throw new Error(`no answer to ${canary}`, { cause: new Error(canary) });
    };
    const app = await openApp(breaks, {
      complaints: { now: () => 0, list: breaks, lookUp: breaks },
      showComplaint: breaks,
      links: { isOurs: () => true, show: breaks },
      reports: {
        helpdesks: [{ id: 'zendesk/acme', name: canary, isTextShown: false }],
        categories: [],
        open: breaks,
      },
    });
    apps.push(app);
    const { slack, room } = app;
    const ana = slack.addUser({ name: canary, email: 'ana@acme.example', username: 'ana.s' });
    const value = JSON.stringify({ v: 1, t: 'zendesk:acme:7' });
    const said = slack.say({ channel: room, by: ana, text: canary });
    const signed = (body: object): Promise<Response> =>
      app.sendSigned(`payload=${encodeURIComponent(JSON.stringify(body))}`, 'application/x-www-form-urlencoded');
    const pressed = {
      type: 'block_actions',
      user: { id: ana, name: canary },
      channel: { id: room },
      message: { ts: '1.1' },
    };

    await slack.command({ channel: room, by: ana, command: '/complaints', text: canary });
    await slack.command({ channel: room, by: ana, command: '/complaints', text: 'open' });
    await slack.openHome('ana.s');
    await slack.shortcut({ channel: room, ts: said, by: ana, callbackId: 'recourse_report' });
    await slack.submit({ by: 'ana.s', values: { recourse_subject: canary, recourse_text: canary } });
    await signed({ ...pressed, actions: [{ action_id: 'recourse_take', action_ts: '1.1', value }] });
    await signed({ ...pressed, actions: [{ action_id: 'recourse_take', action_ts: '1.2', value: canary }] });
    await signed({
      type: 'view_submission',
      user: { id: ana },
      view: { id: 'V1', callback_id: 'recourse_form', private_metadata: canary, state: { values: {} } },
    });
    slack.unfurlDomains(['acme.zendesk.com']);
    slack.say({
      channel: room,
      by: ana,
      text: `<https://acme.zendesk.com/agent/tickets/7?${encodeURIComponent(canary)}>`,
    });
    await app.time.moveTo(app.time.now() + HOUR_MS);

    await expect.poll(() => app.reported.length).toBeGreaterThan(4);
    for (const code of app.reported) expect(code).toMatch(/^[A-Z_]+$/u);
    // Nor is what broke told to people, in whose forms it may stand only where they wrote it.
    const told = slack.channelsView().flatMap(({ messages }) => messages.filter(({ user }) => user !== ana));
    expect(JSON.stringify([told, slack.viewsOf('ana.s').home])).not.toContain(JSON.stringify(canary).slice(1, -1));
  },
);
