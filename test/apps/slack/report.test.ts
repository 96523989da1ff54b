import { afterEach, expect, test } from 'vitest';
import type { Report, Reported } from '#apps/runtime/open-ticket.ts';
import type { Reports } from '#apps/slack/report.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { until } from '#test/contract/still-time.ts';
import { tricks } from '#test/integrations/slack/naughty.ts';
import { openApp, type OpenApp } from './open-app.ts';

const apps: OpenApp[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const ticket = { platform: 'zendesk', account: 'acme', id: '4812' };
const url = 'https://acme.zendesk.com/agent/tickets/4812';
const zendesk = { id: 'zendesk:acme', name: 'acme (Zendesk)', isTextShown: false };
const freshdesk = { id: 'freshdesk:acme-net', name: 'acme-net (Freshdesk)', isTextShown: true };

async function opened(
  open: (report: Report) => Promise<Reported> = async () => ({ outcome: 'opened', ticket, url }),
  helpdesks: Reports['helpdesks'] = [zendesk],
) {
  const asked: Report[] = [];
  const app = await openApp(undefined, {
    reports: {
      helpdesks,
      categories: ['delivery', 'billing'],
      open: async (report) => {
        asked.push(report);
        return await open(report);
      },
    },
  });
  apps.push(app);
  const { slack, room } = app;
  const ana = slack.addUser({ name: 'Ana Silva', email: 'ana@acme.example', username: 'ana.s' });
  const ben = slack.addUser({ name: 'Ben Okoro', email: 'ben@acme.example', username: 'ben.o' });
  const said = 'Mrs &lt;Dent&gt; rang: the sofa is *broken*\nand <https://shop.example|nobody> called back';
  const ts = slack.say({ channel: room, by: ben, text: said });
  const choose = (callbackId = 'recourse_report', message = ts) =>
    slack.shortcut({ channel: room, ts: message, by: ana, callbackId });
  return {
    ...app,
    ana,
    ben,
    ts,
    asked,
    choose,
    modal: () => JSON.stringify(slack.viewsOf('ana.s').modal),
    submit: (values: Readonly<Record<string, string>> = {}) => slack.submit({ by: ana, values }),
    told: () =>
      slack
        .channelsView()
        .flatMap(({ messages }) => messages)
        .filter(({ ephemeralFor }) => ephemeralFor === ana)
        .map(({ text }) => text),
  };
}

test('the form opens with what the message says, and what is sent names the message and who sent it', async () => {
  const app = await opened();
  expect(await app.choose()).toMatchObject({ status: 200 });
  const shown = app.modal();
  expect(shown).toContain('Mrs <Dent> rang: the sofa is *broken*');
  expect(shown).toContain('nobody (https://shop.example) called back');
  expect(shown).toContain('the complainant does not see it');
  expect(shown).not.toContain('recourse_helpdesk');
  expect(await app.submit({ recourse_severity: 'high' })).toMatchObject({ status: 200 });
  expect(app.asked).toEqual([
    expect.objectContaining({
      helpdesk: 'zendesk:acme',
      source: `https://sandbox.slack.com/archives/${app.room}/p${app.ts.replace('.', '')}`,
      sourceAt: Math.floor(Number(app.ts) * 1_000),
      subject: 'Mrs <Dent> rang: the sofa is *broken*',
      text: 'Mrs <Dent> rang: the sofa is *broken*\nand nobody (https://shop.example) called back',
      email: undefined,
      severity: 'high',
      category: undefined,
      by: { id: app.ana, name: 'Ana Silva', email: 'ana@acme.example', isGuest: false },
    }),
  ]);
  expect(app.modal()).toContain('Ticket 4812 is open');
  expect(app.modal()).toContain(url);
});

test('several helpdesks are offered, and who may read the text is said', async () => {
  const app = await opened(undefined, [zendesk, freshdesk]);
  await app.choose();
  expect(app.modal()).toContain('may get to read this in acme-net (Freshdesk)');
  await app.submit({ recourse_helpdesk: 'freshdesk:acme-net', recourse_email: ' dent@customers.example ' });
  expect(app.asked).toMatchObject([{ helpdesk: 'freshdesk:acme-net', email: 'dent@customers.example' }]);
});

test('a reply’s address leads into its thread', async () => {
  const app = await opened();
  const reply = app.slack.say({ channel: app.room, by: app.ben, text: 'still broken', threadTs: app.ts });
  await app.choose('recourse_report', reply);
  await app.submit();
  const place = `https://sandbox.slack.com/archives/${app.room}/p${reply.replace('.', '')}`;
  expect(app.asked[0]?.source).toBe(`${place}?thread_ts=${app.ts}&cid=${app.room}`);
});

test('a guest sees no form', async () => {
  const app = await opened();
  app.slack.configure({ guests: [app.ana] });
  await app.choose();
  expect(app.modal()).toBeUndefined();
  expect(app.told()).toEqual(['Only members of this workspace can do this, not guests.']);
});

test('where the bot cannot speak, a guest is told in a modal, and sees no form there either', async () => {
  const app = await opened();
  app.slack.configure({ guests: [app.ana] });
  app.slack.kickBot(app.room);
  await app.choose();
  expect(app.modal()).toContain('Only members of this workspace can do this, not guests.');
  expect(app.modal()).not.toContain('recourse_subject');
});

test('what is wrong is said beside its field, and no typed word is lost', async () => {
  const app = await opened(async () => ({ outcome: 'refused', say: 'Only an agent can.' }));
  await app.choose();
  expect(await app.submit({ recourse_email: 'nobody' })).toMatchObject({
    errors: { recourse_email: expect.stringContaining('one address') as string },
  });
  expect(app.asked).toEqual([]);
  expect(await app.submit({ recourse_text: '   ' })).toMatchObject({ errors: { recourse_text: 'Say what happened.' } });
  expect(await app.submit()).toMatchObject({ errors: { recourse_text: 'Only an agent can.' } });
});

test('who reports a message that was reported is led to its ticket', async () => {
  const app = await opened(async () => ({ outcome: 'already', ticket, url }));
  await app.choose();
  await app.submit();
  expect(app.modal()).toContain('it is ticket 4812');
});

test('where the helpdesk is slow the form says so, and then what it came to', async () => {
  let finish: (reported: Reported) => void = () => undefined;
  const app = await opened(() => new Promise((resolve) => void (finish = resolve)));
  await app.choose();
  const sent = app.submit();
  await until(() => app.asked.length === 1);
  app.time.expire();
  expect(await sent).toMatchObject({ status: 200 });
  expect(app.modal()).toContain('takes its time');
  finish({ outcome: 'opened', ticket, url });
  await expect.poll(() => app.modal()).toContain('Ticket 4812 is open');
});

test('where a slow helpdesk does not take it the form is back as it was filled in, to be sent again', async () => {
  let fail: (error: Error) => void = () => undefined;
  let asked = 0;
  const app = await opened(() => {
    asked += 1;
    return asked > 1 ? Promise.resolve({ outcome: 'already', ticket, url }) : new Promise((_, no) => void (fail = no));
  }, [zendesk, freshdesk]);
  await app.choose();
  const typed = {
    recourse_helpdesk: 'freshdesk:acme-net',
    recourse_subject: 'The sofa of <Mrs> Dent',
    recourse_text: 'She rang twice.\nNobody called back & she is *cross*.',
    recourse_email: 'dent@customers.example',
    recourse_severity: 'high',
    recourse_category: 'delivery',
  };
  const sent = app.submit(typed);
  await until(() => app.asked.length === 1);
  app.time.expire();
  expect(await sent).toMatchObject({ status: 200 });
  fail(new IntegrationError('freshdesk', 'timeout', { message: 'no answer', outcome: 'unknown' }));
  await expect.poll(() => app.modal()).toContain('it is looked for first');
  expect(await app.submit()).toMatchObject({ status: 200 });
  expect(app.asked[1]).toEqual(app.asked[0]);
  expect(app.modal()).toContain('4812');
});

test('a lost answer is said to be one, and sending again is safe', async () => {
  let asked = 0;
  const app = await opened(async () => {
    asked += 1;
    if (asked > 1) return { outcome: 'already', ticket, url };
    throw new IntegrationError('zendesk', 'timeout', { message: 'no answer', outcome: 'unknown' });
  });
  await app.choose();
  const first = await app.submit();
  expect(first.errors?.['recourse_text']).toContain('it is looked for first');
  expect(app.reported).toEqual(['ZENDESK_TIMEOUT']);
  expect(await app.submit()).toMatchObject({ status: 200 });
  expect(app.modal()).toContain('4812');
});

test('another app’s shortcut is let be', async () => {
  const app = await opened();
  expect(await app.choose('somebody_elses')).toMatchObject({ status: 200 });
  expect(app.modal()).toBeUndefined();
});

test('a long message is cut between signs, and an empty one leaves the fields to be filled', async () => {
  const app = await opened();
  const long = app.slack.say({ channel: app.room, by: app.ben, text: '👩‍👩‍👧‍👦'.repeat(800) });
  await app.choose('recourse_report', long);
  await app.submit();
  const [first] = app.asked;
  const { subject, text } = first ?? { subject: '', text: '' };
  expect(text.length).toBeLessThanOrEqual(3_000);
  expect(subject.length).toBeLessThanOrEqual(150);
  expect(text).toMatch(/^(?:👩‍👩‍👧‍👦)+…$/u);
});

test.each(tricks)('whatever a message says, its form is one that Slack takes: %s', async (words) => {
  const app = await opened(undefined, [zendesk, freshdesk]);
  const message = app.slack.say({ channel: app.room, by: app.ben, text: words });
  await app.choose('recourse_report', message);
  expect(app.modal()).toBeDefined();
  expect(app.reported).toEqual([]);
});
