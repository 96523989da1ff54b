import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyPath as examplePath } from '#apps/sandbox/company-day.ts';
import type { Sandbox } from '#apps/sandbox/sandbox.ts';
import type { DigestEntry } from '#integrations/contract.ts';
import { exampleAlert } from '#test/contract/alert-channel-kit.ts';
import { renderDigest } from '#integrations/slack/digest-blocks.ts';
import { violations } from '../../axe.ts';
import { openPage, type OpenPage } from './open-page.ts';

/** Where pictures of what a supervisor sees are put, by whoever wants them; not part of the test. */
const pictures = process.env['RECOURSE_PICTURES'];
let open: OpenPage;
let page: Page;
let sandbox: Sandbox;

beforeAll(async () => {
  open = await openPage((folder) => {
    const policyPath = join(folder, 'with-round-ups.policy.yaml');
    const digest = "  digest: { daily: '09:00', weekly: mon 08:30, channel: complaints-digest }";
    writeFileSync(policyPath, readFileSync(examplePath, 'utf8').replace(/^alerts:$/mu, `alerts:\n${digest}`));
    return { stories: [], policyPath };
  });
  ({ page, sandbox } = open);
});

afterAll(() => open.close());

/** Slack alone, as wide as people have it on the screen. */
async function picture(path: string): Promise<void> {
  const before = page.viewportSize()!;
  const slack = page.locator('.slack');
  await page.setViewportSize({ width: 1_260, height: 840 });
  await slack.evaluate((box) => void ((box as HTMLElement).style.cssText = 'position: fixed; inset: 0; z-index: 9'));
  await page.screenshot({ path, caret: 'hide' });
  await slack.evaluate((box) => void ((box as HTMLElement).style.cssText = ''));
  await page.setViewportSize(before);
}

const schemes = ['light', 'dark'] as const;

/** The Slack half of the page, in light and in dark: no violation in either, and a picture for whoever wants one. */
async function looksRight(name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // A pointer over a button says nothing to whoever looks at a picture.
    await page.mouse.move(0, 0);
    if (pictures !== undefined) await picture(join(pictures, `${name}-${colorScheme}.png`));
    expect(await violations(page, '.slack'), `${name} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

it('a supervisor’s day: warned, snoozed, told, escalated, taken, graded, looked up, and said to be none', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
  const clock = async (by: string): Promise<void> => {
    await page.request.post(new URL('/sandbox/clock', page.url()).href, { data: { by } });
  };
  await sandbox.createTicket({
    platform: 'zendesk',
    from: { name: 'Margaret Hale', email: 'margaret.hale@example.org' },
    subject: 'Third time I write about the dishwasher',
    text: 'I want to make a formal complaint. This is the third time I write. The dishwasher still leaks and nobody rings back.',
  });

  // Warned before the promise is broken, she has no time before noon.
  await clock('20 hours');
  const warning = slack.getByText(/Due soon: acknowledge the complaint, by/u).first();
  await warning.waitFor();
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();
  await slack.getByRole('combobox', { name: 'Snooze' }).first().selectOption({ label: 'For an hour' });
  await slack
    .getByText(/Snoozed by/u)
    .first()
    .waitFor();
  await looksRight('card');
  await clock('1 hour');
  await slack
    .getByText(/Back from snooze/u)
    .first()
    .waitFor();

  // The promise is broken; she escalates it, and takes it.
  await page.getByRole('button', { name: '+1 day' }).click();
  await slack
    .getByText(/Promise broken: acknowledge the complaint was due/u)
    .first()
    .waitFor();
  await slack
    .getByRole('button', { name: /^Escalate/u })
    .first()
    .click();
  await slack
    .getByText(/Escalated by/u)
    .first()
    .waitFor();
  await slack.getByRole('button', { name: /^Take/u }).first().click();
  await desk
    .getByText(/took this complaint/u)
    .first()
    .waitFor();
  await looksRight('thread');

  // She looks up what is hers and what is open, and in the Home.
  await slack.getByLabel('Ask Recourse').fill('mine');
  await slack.getByRole('button', { name: 'Ask', exact: true }).click();
  await slack.getByText('Your complaints: 1').waitFor();
  await slack.getByRole('button', { name: 'Recourse', exact: true }).click();
  await slack.getByText('Waiting for you').waitFor();
  await slack
    .getByText(/Third time I write/u)
    .first()
    .waitFor();
  await looksRight('home');
  await slack.getByRole('button', { name: /^complaints-digest( unread)?$/u }).click();
  await slack.getByText('1 with a promise broken').waitFor();
  await looksRight('round-up');
  await slack
    .getByRole('button', { name: /^See and act on ticket/u })
    .first()
    .click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Third time I write about the dishwasher').waitFor();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await sheet.waitFor({ state: 'detached' });
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();

  // She says how grave it is, and that it was none after all; without a reason the form stays.
  const more = slack.getByRole('combobox', { name: 'More actions' }).first();
  await more.selectOption({ label: 'Change severity…' });
  const form = page.getByRole('dialog');
  await form.getByLabel('Severity').selectOption({ label: 'High' });
  await form.getByLabel(/^Why/u).fill('The floor is under water');
  await looksRight('modal');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await desk
    .getByText(/changed the severity.*to high: The floor is under water/u)
    .first()
    .waitFor();
  await more.selectOption({ label: 'Not a complaint…' });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Please complete this required field.').waitFor();
  await form.getByLabel('Why this is no complaint').fill('Our own test ticket');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await slack.getByText('Not a complaint after all').first().waitFor();
  await desk
    .getByText(/said that this is not a complaint.*Our own test ticket/u)
    .first()
    .waitFor();
  expect(open.problems).toEqual([]);
}, 240_000);

/** As a storm's digest tells them, with no storm to wait for. `headline`: what each was told of alone. */
async function postDigest(ids: readonly string[], headline: string): Promise<void> {
  const { slack, environment } = sandbox.fakes;
  const rows = ids.map((id): DigestEntry => {
    const ticket = { platform: 'zendesk', account: 'fernhill', id };
    const subject = sandbox.state().tickets.find((one) => one.id === id)?.subject ?? '';
    const url = `https://fernhill.zendesk.com/agent/tickets/${id}`;
    const warning = exampleAlert({ kind: 'warning', ticket, url, headline, subject, actions: ['acknowledge', 'open'] });
    return { alerts: [warning], marks: [id.padStart(64, '0')] };
  });
  const channel = slack.channelsView().find(({ name }) => name === 'complaints')?.id;
  const answer = await fetch(`${environment['SLACK_API_URL']}chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${environment['SLACK_BOT_TOKEN']}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel, ...renderDigest(rows) }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
}

it('from a digest each complaint is seen with its promises, and all that a card offers is done', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
  const ids: string[] = [];
  for (const one of ['kettle', 'wardrobe', 'rug']) {
    const { id } = await sandbox.createTicket({
      platform: 'zendesk',
      from: { name: `Owner of a ${one}`, email: `${one}@example.org` },
      subject: `The ${one} is broken again`,
      text: `I want to make a formal complaint. The ${one} you replaced is broken again and nobody answers me.`,
    });
    ids.push(id);
  }
  await page.request.post(new URL('/sandbox/clock', page.url()).href, { data: { by: '21 hours' } });
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();
  const told = slack.locator('.slack-message', { hasText: 'The rug is broken again' }).getByText(/Due soon: .+, by/u);
  await postDigest(ids, /Due soon: .+/u.exec((await told.last().textContent()) ?? '')?.[0] ?? '');
  const digest = slack.locator('.slack-message', { hasText: /complaints at once/u });
  await digest.waitFor();
  await looksRight('digest');
  const row = digest.locator('.slack-section', { hasText: 'The wardrobe' });
  await row.getByRole('combobox').selectOption({ label: 'Details and more…' });
  const modal = page.getByRole('dialog');
  await modal.getByText(/The wardrobe is broken again/u).waitFor();
  await modal.getByText(/due soon, by/u).waitFor();
  await looksRight('details');
  await modal.getByRole('combobox', { name: 'Snooze' }).selectOption({ label: 'Until next week' });
  await modal.getByText('Noted on the ticket: you have snoozed this alert.').waitFor();
  await modal.getByRole('combobox', { name: 'More actions' }).selectOption({ label: 'Change severity…' });
  await modal.getByLabel('Severity').selectOption({ label: 'Low' });
  await modal.getByRole('button', { name: 'Save' }).click();
  await modal.waitFor({ state: 'detached' });
  await slack.getByText('Noted on the ticket: the severity is changed.').waitFor();
  await row.getByRole('combobox').selectOption({ label: 'Acknowledge' });
  await slack.getByText('Noted on the ticket: you are on it.').waitFor();
  await desk.getByText('The wardrobe is broken again').first().click();
  await desk
    .getByText(/changed the severity.*to low/u)
    .first()
    .waitFor();
  expect(open.problems).toEqual([]);
}, 240_000);

it('what a colleague writes becomes a complaint ticket, and its link shows how it stands', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const composer = slack.getByLabel('Ask Recourse');
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();
  const told = 'Mrs Dent rang: the sofa came with a broken leg, and it is the second time. She wants to complain.';
  await composer.fill(told);
  await slack.getByRole('button', { name: 'Send', exact: true }).click();
  await slack.getByText(told).waitFor();
  await slack.getByRole('button', { name: 'Open a complaint ticket' }).last().focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog');
  await form.getByText('handled as a complaint').waitFor();
  expect(await form.getByLabel('What happened').inputValue()).toBe(told);
  await form.getByLabel(/^E-mail address/u).fill('dent@example.org');
  await form.getByLabel(/^Severity/u).selectOption({ label: 'High' });
  await looksRight('shortcut');
  await form.getByRole('button', { name: 'Open ticket' }).click();
  const said = form.getByText(/^Ticket \d+ is open/u);
  await said.waitFor();
  const [id] = /\d+/u.exec((await said.textContent()) ?? '') ?? [];
  await looksRight('shortcut-answer');
  await form.getByRole('button', { name: 'Close' }).click();
  await form.waitFor({ state: 'detached' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
  await desk
    .getByText(/Mrs Dent rang/u)
    .first()
    .waitFor();

  await composer.fill(`https://fernhill.zendesk.com/agent/tickets/${id}`);
  await slack.getByRole('button', { name: 'Send', exact: true }).click();
  await slack
    .locator('.slack-unfurl')
    .getByText(/high severity/u)
    .waitFor();
  await looksRight('link');
  expect(open.problems).toEqual([]);
}, 240_000);
