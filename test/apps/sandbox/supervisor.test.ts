import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '#apps/sandbox/sandbox.ts';
import { violations } from '../../axe.ts';
import { openPage, type OpenPage } from './open-page.ts';

/** Where pictures of what a supervisor sees are put, by whoever wants them; not part of the test. */
const pictures = process.env['RECOURSE_PICTURES'];
let open: OpenPage;
let page: Page;
let sandbox: Sandbox;

beforeAll(async () => {
  open = await openPage();
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

/** Writes a letter from the page's own dialog; `sample` is what it begins from. */
async function writeIn(
  letter: Readonly<Record<'Your name' | 'Your e-mail' | 'Subject' | 'Message', string>> | string,
  customers?: string,
): Promise<void> {
  await page.getByRole('button', { name: 'Write in as a customer' }).click();
  const dialog = page.getByRole('dialog');
  if (typeof letter === 'string') await dialog.getByRole('button', { name: letter }).click();
  else for (const [label, text] of Object.entries(letter)) await dialog.getByLabel(label).fill(text);
  if (customers !== undefined) await dialog.getByLabel('Who writes this').selectOption({ label: customers });
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'detached', timeout: 60_000 });
}

it('a supervisor’s whole day: warned, snoozed, told, escalated, taken, rounded up, graded, resolved, and a storm in digests', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
  const clock = async (by: string): Promise<void> => {
    await page.request.post(new URL('/sandbox/clock', page.url()).href, { data: { by }, timeout: 120_000 });
  };
  await writeIn({
    'Your name': 'Margaret Hale',
    'Your e-mail': 'margaret.hale@example.org',
    Subject: 'Third time I write about the dishwasher',
    Message:
      'I want to make a formal complaint. This is the third time I write. The dishwasher still leaks and nobody rings back.',
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

  // She looks up what is hers and what is open, in the Home and in the day's round-up.
  await slack.getByLabel('Ask Recourse').fill('mine');
  await slack.getByRole('button', { name: 'Ask', exact: true }).click();
  await slack.getByText('Your complaints: 1').waitFor();
  const act = slack.getByRole('button', { name: /^See and act on ticket/u }).first();
  const sheet = page.getByRole('dialog');
  const closeSheet = async (): Promise<void> => {
    await sheet.getByRole('button', { name: 'Close' }).click();
    await sheet.waitFor({ state: 'detached' });
    expect(await act.evaluate((button) => button === document.activeElement)).toBe(true);
  };
  await looksRight('answer');
  await act.click();
  await sheet.getByText('Third time I write about the dishwasher').waitFor();
  await closeSheet();
  await slack.getByRole('button', { name: 'Recourse', exact: true }).click();
  await slack.getByText('Waiting for you').waitFor();
  await slack
    .getByText(/Third time I write/u)
    .first()
    .waitFor();
  expect(await slack.getByText(/Third time I write/u).count()).toBe(1);
  await looksRight('home');
  await act.click();
  await sheet.getByText('Third time I write about the dishwasher').waitFor();
  await sheet.getByRole('button', { name: /^Take it/u }).click();
  await sheet.getByText(/You did that already/u).waitFor();
  await closeSheet();
  await slack.getByRole('button', { name: /^complaints-digest( unread)?$/u }).click();
  await slack.getByText('1 with a promise broken').waitFor();
  await looksRight('round-up');
  await act.click();
  await sheet.getByText('Third time I write about the dishwasher').waitFor();
  await closeSheet();
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();

  // She says how grave it is.
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

  // The agent resolves it in the helpdesk: the thread says which promise was kept late, and the card that it is over.
  await desk.getByLabel('Apply a macro').selectOption({ label: 'Resolve' });
  await desk.getByRole('button', { name: 'Submit as Solved' }).click();
  await slack
    .getByText(/Done late: acknowledge the complaint/u)
    .first()
    .waitFor();
  const card = slack.locator('.slack-message', { hasText: 'Third time I write about the dishwasher' }).first();
  await card.getByText('Complaint closed').waitFor();
  expect(await card.getByRole('button', { name: /^(?:Acknowledge|Take|Escalate)/u }).count()).toBe(0);
  expect(sandbox.state().tickets[0]).toMatchObject({ status: 'solved' });

  // Then eighty customers write at once, and she is told in digests, from which each is seen and all a card offers is done.
  await writeIn(
    {
      'Your name': 'Rosa Lind',
      'Your e-mail': 'rosa.lind@example.org',
      Subject: 'Charged twice for the wardrobe',
      Message: 'I am making a formal complaint. Your site charged me twice for one wardrobe, and nobody answers me.',
    },
    '80 customers at once, as after an outage',
  );
  await clock('20 hours');
  const digest = slack.locator('.slack-message', { hasText: /\d+ complaints at once/u }).first();
  await digest.waitFor();
  await looksRight('digest');
  const row = digest.locator('.slack-section', { hasText: 'Charged twice for the wardrobe' }).nth(1);
  await row.getByRole('combobox').selectOption({ label: 'Details and more…' });
  const modal = page.getByRole('dialog');
  await modal.getByText(/Charged twice for the wardrobe/u).waitFor();
  await modal
    .getByText(/Acknowledge the complaint/u)
    .first()
    .waitFor();
  await looksRight('details');
  await modal.getByRole('combobox', { name: 'Snooze' }).selectOption({ label: 'Until next week' });
  await modal.getByText('Noted on the ticket: you have snoozed this alert.').waitFor();
  await modal.getByRole('combobox', { name: 'More actions' }).selectOption({ label: 'Change severity…' });
  await modal.getByLabel('Severity').selectOption({ label: 'Low' });
  await modal.getByRole('button', { name: 'Save' }).click();
  await modal.getByText('Noted on the ticket: the severity is changed.').waitFor();
  await modal.getByRole('button', { name: 'Close' }).click();
  await modal.waitFor({ state: 'detached' });
  await row.getByRole('combobox').selectOption({ label: 'Acknowledge' });
  await slack.getByText('Noted on the ticket: you are on it.').waitFor();
  // What she did stands on that complaint's ticket and on no other of the eighty.
  const noted = sandbox
    .state()
    .tickets.filter(({ comments }) => /changed the severity.*to low/u.test(JSON.stringify(comments)));
  expect(
    noted.map(({ ledger }) => ledger.filter(({ kind }) => kind === 'pressed').map(({ action }) => action)),
  ).toEqual([['snooze', 'acknowledge']]);
  expect(open.problems).toEqual([]);
}, 240_000);

it('she says that it was none after all, and has to say why', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
  await writeIn('Names the ombudsman');
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();
  const card = slack.locator('.slack-message', { hasText: 'Unresolved since January' }).first();
  await card.getByRole('combobox', { name: 'More actions' }).selectOption({ label: 'Not a complaint…' });
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Please complete this required field.').waitFor();
  await form.getByLabel('Why this is no complaint').fill('Our own test ticket');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await card.getByText('Not a complaint after all').waitFor();
  await desk
    .getByText(/said that this is not a complaint.*Our own test ticket/u)
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
