import { afterEach, expect, test } from 'vitest';
import { saidOf, type Complaints } from '#apps/slack/command.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { HOUR_MS } from '#core/time.ts';
import { anOpenComplaint } from './an-open-complaint.ts';
import { noComplaints, openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function opened(complaints: Partial<Complaints> = {}) {
  const app = await openApp(undefined, { complaints: { ...noComplaints, ...complaints } });
  apps.push(app);
  const { slack, room } = app;
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  return {
    ...app,
    ana,
    ask: async (text: string) => {
      expect(await slack.command({ channel: room, by: ana, command: '/complaints', text })).toMatchObject({ ok: true });
      const said = slack
        .channelsView()
        .flatMap(({ messages }) => messages)
        .at(-1);
      expect(said?.ephemeralFor).toBe(ana);
      return JSON.stringify(said?.blocks);
    },
    home: async () => {
      await slack.openHome('ana.s');
      await expect.poll(() => slack.viewsOf('ana.s').home).toBeDefined();
      return JSON.stringify(slack.viewsOf('ana.s').home);
    },
  };
}

test.each([
  ['', 'open'],
  ['open', 'open'],
  ['  MINE ', 'mine'],
  ['due  today', 'today'],
  ['today', 'today'],
])('"%s" asks for what is %s, in the name of who typed it', async (typed, view) => {
  const asked: unknown[] = [];
  const app = await opened({
    list: async (given, by) => {
      asked.push([given, by.email]);
      return { complaints: [anOpenComplaint('7')], broken: 0, open: 1, unheard: [] };
    },
  });
  const answer = await app.ask(typed);
  expect(asked).toEqual([[view, 'ana@acme.example']]);
  expect(answer).toContain('<https://acme.zendesk.com/agent/tickets/7|#7>');
  expect(answer).toContain('Broken sofa');
});

test('the list says what is broken, due and snoozed, in the reader’s own zone', async () => {
  const now = Date.UTC(2026, 10, 23, 9);
  const broken = anOpenComplaint('1', { next: { title: 'Final response', dueAt: now - HOUR_MS, isBroken: true } });
  const due = anOpenComplaint('2', { next: { title: 'Acknowledge', dueAt: now + HOUR_MS, isBroken: false } });
  const asleep = anOpenComplaint('3', { snoozedUntil: now + 2 * HOUR_MS, isPossible: true });
  const listing = await opened({
    now: () => now,
    list: async () => ({ complaints: [broken, due, asleep], broken: 1, open: 3, unheard: [] }),
  });
  const answer = await listing.ask('open');
  expect(answer).toMatch(/🔴.*was due <!date\^.*🟠.*Acknowledge by <!date\^.*possible · snoozed until <!date\^/u);
  expect(answer).toContain('Open complaints: 3');
});

test('a long list is cut and says so, and Slack takes it', async () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    anOpenComplaint(String(index), { subject: '<!channel> & *x* '.repeat(30) }),
  );
  const app = await opened({ list: async () => ({ complaints: many, broken: 0, open: 500, unheard: [] }) });
  const answer = await app.ask('open');
  expect(answer).toContain('and 480 more');
  expect(answer).not.toContain('<!channel>');
  expect((await app.home()).match(/and 485 more/gu)).toHaveLength(1);
});

const numbers = new Map([
  ['7', [{ url: 'https://acme.zendesk.com/agent/tickets/7', complaint: anOpenComplaint('7') }]],
  ['8', [{ url: 'https://acme.zendesk.com/agent/tickets/8', complaint: undefined }]],
]);

test('a ticket’s number tells how its complaint stands, and an unknown one that there is none', async () => {
  const app = await opened({
    lookUp: async (id) => ({ tickets: numbers.get(id) ?? [], unheard: [] }),
  });
  expect(await app.ask('7')).toContain('Broken sofa');
  expect(await app.ask('#7')).toContain('Broken sofa');
  // One ticket has one name: what is pressed on it is pressed on that.
  expect(await app.ask('#007')).toContain('Broken sofa');
  expect(await app.ask('8')).toContain('Ticket 8 is no open complaint.');
  expect(await app.ask('9')).toContain('There is no ticket 9.');
});

test('help says what can be asked for, and so does everything else', async () => {
  const app = await opened();
  expect(await app.ask('help')).toContain('due today');
  expect(await app.ask('<!channel> drop table')).toMatch(/nothing you can ask for.*due today/u);
});

test('a helpdesk that does not answer is said so, by its code', async () => {
  const app = await opened({
    lookUp: async () => {
      throw new IntegrationError('zendesk', 'unavailable', { message: 'secret of the helpdesk' });
    },
  });
  const answer = await app.ask('7');
  expect(answer).toContain('ZENDESK_UNAVAILABLE');
  expect(answer).not.toContain('secret');
  expect(app.reported).toEqual(['ZENDESK_UNAVAILABLE']);
});

test('where one of several helpdesks does not answer, the others’ answers are shown, and which one is missing', async () => {
  const unheard = [{ helpdesk: 'north (Freshdesk)', code: 'FRESHDESK_TIMEOUT' }];
  const app = await opened({
    list: async (view) => ({
      complaints: view === 'mine' ? [] : [anOpenComplaint('7')],
      broken: 0,
      open: 1,
      unheard: view === 'mine' ? unheard : [],
    }),
    lookUp: async (id) => ({ tickets: numbers.get(id) ?? [], unheard }),
  });
  const missing = /north \(Freshdesk\) cannot be asked now \(FRESHDESK_TIMEOUT\)/u;
  const seven = await app.ask('7');
  expect(seven).toContain('Broken sofa');
  expect(seven).toMatch(missing);
  const nine = await app.ask('9');
  expect(nine).toMatch(missing);
  // It may well be in the one that was not asked.
  expect(nine).not.toContain('There is no ticket');
  expect(await app.ask('8')).toContain('Ticket 8 is no open complaint.');
  const mine = await app.ask('mine');
  expect(mine).toMatch(missing);
  expect(mine).not.toMatch(/: 0|Nothing here/u);
  expect(await app.ask('open')).not.toMatch(missing);
  expect(new Set(app.reported)).toEqual(new Set(['FRESHDESK_TIMEOUT']));
  const home = await app.home();
  expect(home).toMatch(missing);
  expect(home).toContain('Broken sofa');
  expect(home).not.toContain('No complaint is assigned');
  // Nothing is missing in it: only whose it is cannot be told.
  expect(home).not.toContain('missing');
});

test('several helpdesks that do not answer are named in one sentence', () => {
  const unheard = [
    { helpdesk: 'acme (Zendesk)', code: 'ZENDESK_TIMEOUT' },
    { helpdesk: 'north (Freshdesk)', code: 'FRESHDESK_AUTH' },
    { helpdesk: 'south (Zendesk)', code: 'ZENDESK_TIMEOUT' },
  ];
  expect([1, 2, 3].map((count) => saidOf(unheard.slice(0, count)))).toEqual([
    'acme (Zendesk) cannot be asked now (ZENDESK_TIMEOUT)',
    'acme (Zendesk) and north (Freshdesk) cannot be asked now (ZENDESK_TIMEOUT, FRESHDESK_AUTH)',
    'acme (Zendesk), north (Freshdesk) and south (Zendesk) cannot be asked now (ZENDESK_TIMEOUT, FRESHDESK_AUTH)',
  ]);
});

test('a guest is told nothing of what is open, neither by a command nor in the Home', async () => {
  const app = await opened({
    list: async () => ({ complaints: [anOpenComplaint('7')], broken: 1, open: 1, unheard: [] }),
  });
  app.slack.configure({ guests: [app.ana] });
  expect(await app.ask('open')).toMatch(/Only members/u);
  expect(await app.home()).not.toContain('Broken sofa');
});

test('the Home tells what waits for the one who looks, what is due today, and what else is open, each once', async () => {
  const listed = { mine: ['Mine'], today: ['Mine', 'Another'], open: ['Mine', 'Another', 'Later!'] } as const;
  const app = await opened({
    list: async (view) => ({
      // Each list is made anew: what it holds is no other list's.
      complaints: listed[view].map((subject) => anOpenComplaint(`${subject.length}`, { subject })),
      broken: 1,
      open: 3,
      unheard: [],
    }),
  });
  const home = await app.home();
  expect(home).toMatch(/3 complaints are open; 1 of them has a broken promise/u);
  expect(home).toMatch(/Waiting for you.*Mine.*Broken, or due today.*Another.*Open, and due later.*Later!/u);
  for (const subject of listed.open) expect(home.match(new RegExp(subject, 'gu')), subject).toHaveLength(1);
});

test('while a helpdesk does not say who has what, the Home shows all else, and says that it does not know', async () => {
  const app = await opened({
    list: async (view) => {
      if (view === 'mine') throw new IntegrationError('zendesk', 'unavailable', { message: 'secret of the helpdesk' });
      return { complaints: [anOpenComplaint('7')], broken: 1, open: 1, unheard: [] };
    },
  });
  const home = await app.home();
  expect(home).toContain('Broken sofa');
  expect(home).toContain('cannot be asked what is assigned to you');
  expect(home).not.toMatch(/secret|No complaint is assigned/u);
  expect(app.reported).toEqual(['ZENDESK_UNAVAILABLE']);
});

test.each([
  [[], 0, 'No complaint is open.'],
  [['1'], 0, '1 complaint is open, and no promise is broken.'],
  [['1'], 1, '1 complaint is open, and a promise is broken.'],
  [['1', '2'], 0, '2 complaints are open, and no promise is broken.'],
  [['1', '2'], 2, '2 complaints are open; 2 of them have a broken promise.'],
] as const)('of %j with %i broken the Home says so in words', async (ids, broken, words) => {
  const all = ids.map((id) => anOpenComplaint(id));
  const app = await opened({ list: async () => ({ complaints: all, broken, open: all.length, unheard: [] }) });
  expect(await app.home()).toContain(words);
});
