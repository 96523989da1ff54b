import { afterEach, expect, test } from 'vitest';
import type { ComplaintDetails } from '#core/effect/details.ts';
import type { ShowComplaint } from '#apps/slack/details.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { anOpenComplaint } from './an-open-complaint.ts';
import { noComplaints, openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const actions = ['acknowledge', 'take', 'snooze', 'escalate', 'open', 'more'] as const;
const refOf = (id: string) => ({ platform: 'zendesk', account: 'acme', id });
const valueOf = (id: string, chosen: string): string => JSON.stringify({ v: 1, t: `zendesk:acme:${id}`, o: chosen });

/** Three open complaints, of which Ana has the first; and what she sees of them. */
async function threeOpen() {
  let open = ['7', '8', '9'];
  const asked: Parameters<ShowComplaint>[0][] = [];
  const app = await openApp(
    { outcome: 'done', say: 'Noted on the ticket.' },
    {
      complaints: {
        ...noComplaints,
        list: async (view) => {
          const complaints = open.filter((id) => view !== 'mine' || id === '7').map((id) => anOpenComplaint(id));
          return { complaints, broken: 0, open: open.length, unheard: [] };
        },
        lookUp: async (id) => ({
          tickets: [{ url: `https://acme.zendesk.com/agent/tickets/${id}`, complaint: anOpenComplaint(id) }],
          unheard: [],
        }),
      },
      showComplaint: async ({ ticket, channel }): Promise<ComplaintDetails> => {
        asked.push({ ticket, channel });
        return { card: exampleAlert({ actions, ticket, subject: `Sofa ${ticket.id}` }), promises: [] };
      },
    },
  );
  apps.push(app);
  const { slack, room } = app;
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  const home = (): string => JSON.stringify(slack.viewsOf('ana.s').home ?? '');
  return {
    ...app,
    ana,
    asked,
    home,
    close: (id: string) => void (open = open.filter((one) => one !== id)),
    lookHome: async () => {
      await slack.openHome('ana.s');
      await expect.poll(home).toContain('Broken sofa 7');
    },
    openFromHome: (id: string) =>
      slack.pressInView({ by: ana, where: 'home', actionId: 'recourse_more', value: valueOf(id, 'details') }),
    ask: async (text: string) => {
      await slack.command({ channel: room, by: ana, command: '/complaints', text });
      return slack
        .channelsView()
        .flatMap(({ messages }) => messages)
        .at(-1)!;
    },
    pressIn: (action: string, choice?: string, id = '8') =>
      slack.pressInView({
        by: ana,
        where: 'modal',
        actionId: `recourse_${action}`,
        ...(choice === undefined ? {} : { value: valueOf(id, choice) }),
      }),
    modal: () => slack.viewsOf('ana.s').modal,
    shown: () => JSON.stringify(slack.viewsOf('ana.s').modal ?? ''),
    /** Beside the answers to commands, which open with a heading. */
    told: () =>
      slack
        .channelsView()
        .flatMap((one) => one.messages)
        .filter(({ ephemeralFor, blocks }) => ephemeralFor === ana && !JSON.stringify(blocks).includes('"header"')),
  };
}

test('from each line of the Home its own complaint opens, with all that a card offers, as anybody may read it', async () => {
  const app = await threeOpen();
  await app.lookHome();
  for (const id of ['7', '8', '9']) {
    expect(await app.openFromHome(id)).toMatchObject({ status: 200 });
    expect(app.modal()).toMatchObject({ title: { text: `Ticket ${id}` } });
    for (const action of actions) expect(app.shown()).toContain(`"recourse_${action}"`);
  }
  expect(app.asked).toEqual(['7', '8', '9'].map((id) => ({ ticket: refOf(id), channel: undefined })));
  expect(app.reported).toEqual([]);
});

test.each([
  ['acknowledge', undefined, { action: 'acknowledge' }],
  ['take', undefined, { action: 'take' }],
  ['escalate', undefined, { action: 'escalate' }],
  ['snooze', 'nextWeek', { action: 'snooze', until: 'nextWeek' }],
])('from the Home a person can %s, and sees what it came to', async (action, choice, press) => {
  const app = await threeOpen();
  await app.lookHome();
  await app.openFromHome('8');
  expect(await app.pressIn(action, choice)).toMatchObject({ status: 200 });
  expect(app.presses).toMatchObject([{ ...press, ticket: refOf('8'), by: { name: 'Ana Silva' }, channel: undefined }]);
  // No card's: whoever stands on no card is told in words.
  expect(app.presses[0]?.message).toMatch(/^V/u);
  expect(app.shown()).toContain('Noted on the ticket.');
  expect(app.reported).toEqual([]);
});

test('from the Home a person fills in a form, and sees what it came to', async () => {
  const app = await threeOpen();
  await app.lookHome();
  await app.openFromHome('8');
  await app.pressIn('more', 'reject');
  expect(await app.slack.submit({ by: 'ana.s', values: { recourse_reason: 'A question' } })).toMatchObject({
    ok: true,
  });
  expect(app.presses).toMatchObject([
    { action: 'reject', reason: 'A question', ticket: refOf('8'), channel: undefined },
  ]);
  await expect.poll(() => app.shown()).toContain('Noted on the ticket.');
  expect(app.modal()).toMatchObject({ title: { text: 'Ticket 8' } });
  expect(app.reported).toEqual([]);
});

test('a form that lay on a complaint which was closed meanwhile is answered in the Home it was opened from', async () => {
  const app = await threeOpen();
  await app.lookHome();
  await app.openFromHome('8');
  await app.pressIn('more', 'reject');
  app.slack.faults.set({ match: { method: 'views.update' }, kind: 'not_found', times: 1 });
  await app.slack.submit({ by: 'ana.s', values: { recourse_reason: 'A question' } });
  await expect.poll(app.home).toContain('Noted on the ticket.');
});

test('the Home below says what has changed, once the complaint is closed that was opened from it', async () => {
  const app = await threeOpen();
  await app.lookHome();
  await app.openFromHome('8');
  await app.pressIn('take');
  app.close('8');
  expect(app.home()).toContain('Broken sofa 8');
  await app.slack.closeModal({ by: 'ana.s' });
  await expect.poll(app.home).not.toContain('Broken sofa 8');
  expect(app.home()).toContain('Broken sofa 9');
});

test('what cannot be opened from the Home is said in the Home, for there is nowhere else', async () => {
  const app = await threeOpen();
  await app.lookHome();
  app.slack.faults.set({ match: { method: 'views.open' }, kind: 'expired_trigger_id', times: 1 });
  await app.openFromHome('8');
  expect(app.home()).toMatch(/That did not work/u);
  await app.slack.openHome('ana.s');
  await expect.poll(app.home).not.toContain('That did not work');
});

test('a guest finds nothing to act on in the Home, and learns nothing by a button that stood there before', async () => {
  const app = await threeOpen();
  await app.lookHome();
  app.slack.configure({ guests: [app.ana] });
  // So long Slack's word is believed about who somebody is.
  await app.time.moveTo(app.time.now() + 3_600_000);
  await app.openFromHome('8');
  expect(app.shown()).toContain('Only members of this workspace');
  expect(app.shown()).not.toContain('Sofa 8');
  await app.slack.openHome('ana.s');
  await expect.poll(app.home).not.toContain('recourse_more');
});

test.each(['open', 'mine', 'due today', '7'])(
  'what "/complaints %s" lists can be acted on, line by line',
  async (text) => {
    const app = await threeOpen();
    const answer = await app.ask(text);
    const listed = text === 'mine' || text === '7' ? ['7'] : ['7', '8', '9'];
    expect(JSON.stringify(answer.blocks).match(/recourse_more/gu)).toHaveLength(listed.length);
    const last = listed.at(-1)!;
    const pressed = { channel: app.room, ts: answer.ts, actionId: 'recourse_more', by: app.ana };
    expect(await app.slack.press({ ...pressed, value: valueOf(last, 'details') })).toMatchObject({ status: 200 });
    expect(app.modal()).toMatchObject({ title: { text: `Ticket ${last}` } });
    expect(app.asked).toEqual([{ ticket: refOf(last), channel: app.room }]);
    await app.pressIn('acknowledge');
    expect(app.presses).toMatchObject([{ action: 'acknowledge', ticket: refOf(last), channel: app.room }]);
    expect(app.shown()).toContain('Noted on the ticket.');
    await app.pressIn('more', 'reject', last);
    await app.slack.submit({ by: 'ana.s', values: { recourse_reason: 'A question' } });
    await expect.poll(() => app.modal()).toMatchObject({ title: { text: `Ticket ${last}` } });
    expect(app.told()).toEqual([]);
    expect(app.reported).toEqual([]);
  },
);
