import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '#apps/sandbox/sandbox.ts';
import { openPage, type OpenPage } from './open-page.ts';

let open: OpenPage;
let page: Page;
let sandbox: Sandbox;

beforeAll(async () => {
  open = await openPage();
  ({ page, sandbox } = open);
});

afterAll(() => open.close());

it('from an arriving ticket to the note that says who acknowledged, in a real browser, in Zendesk', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });

  // A customer writes in; the ticket is recognised, tagged and noted.
  await page.getByRole('button', { name: 'Write in as a customer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your name').fill('Margaret Hale');
  await dialog.getByLabel('Your e-mail').fill('margaret.hale@example.org');
  await dialog.getByLabel('Subject').fill('Third time I write about the dishwasher');
  await dialog
    .getByLabel('Message')
    .fill(
      'This is the third time I write. The dishwasher still leaks, nobody has rung me back, and I expect a refund.',
    );
  await dialog.getByRole('button', { name: 'Send' }).click();
  await desk.getByRole('heading', { name: 'Third time I write about the dishwasher' }).waitFor();
  await desk.getByText('This ticket is handled as a complaint.').waitFor();
  await desk.getByText('recourse_complaint', { exact: true }).first().waitFor();

  // A supervisor is warned before the promise is broken, and told when it is.
  await page.request.post(new URL('/sandbox/clock', page.url()).href, { data: { by: '20 hours' } });
  await slack
    .getByText(/Due soon: acknowledge the complaint, by/u)
    .first()
    .waitFor();
  // Who has chosen a channel stays in it, though the ladder climbs into another.
  await slack.getByRole('button', { name: /^complaints( unread)?$/u }).click();
  await page.getByRole('button', { name: '+1 day' }).click();
  await slack
    .getByText(/Promise broken: acknowledge the complaint was due/u)
    .first()
    .waitFor();

  // They say "I am on it"; the ticket says who did, and the card shows it.
  await slack
    .getByRole('button', { name: /^Acknowledge/u })
    .first()
    .click();
  await desk.getByText(/^Dev Malhotra acknowledged the alert: they are on it/u).waitFor();
  await slack
    .getByText(/Acknowledged by Dev Malhotra/u)
    .first()
    .waitFor();

  // The complainant is still owed an answer, until a person gives one in public.
  expect(sandbox.state().tickets[0]?.tags).toContain('recourse_breached');
  await desk
    .getByLabel(/^Public reply to/u)
    .fill('I am so sorry. A technician comes tomorrow at nine, and the refund is on its way.');
  await desk
    .getByRole('button', { name: /^Submit as/u })
    .first()
    .click();
  await slack
    .getByText(/Done late: acknowledge the complaint/u)
    .first()
    .waitFor();
  expect(open.problems).toEqual([]);
}, 90_000);

it('the same in Freshdesk, at the other company', async () => {
  const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
  const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
  await page
    .getByRole('navigation', { name: 'Companies' })
    .getByRole('button', { name: /Saltmarsh Broadband/u })
    .click();

  // A customer writes in; it is grave, so that supervisors are told at once.
  await page.getByRole('button', { name: 'Write in as a customer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Polite, between the lines' }).click();
  await dialog.getByRole('button', { name: 'Send' }).click();
  await desk.getByRole('heading', { name: 'The telephone' }).waitFor();
  await desk.getByText(/handled as a complaint|may be a complaint/u).waitFor();
  await desk.getByText('recourse_open', { exact: true }).first().waitFor();
  await slack
    .getByText(/omplaint, high severity/u)
    .first()
    .waitFor();

  // Nobody answers: the promise is broken, and a supervisor says that they are on it.
  await slack.getByRole('button', { name: /^customer-complaints( unread)?$/u }).click();
  await page.getByRole('button', { name: '+1 day' }).click();
  await slack
    .getByText(/Promise broken: acknowledge the complaint was due/u)
    .first()
    .waitFor();
  await slack
    .getByRole('button', { name: /^Acknowledge/u })
    .first()
    .click();
  await desk.getByText(/^Nadia Okafor acknowledged the alert: they are on it/u).waitFor();
  await desk
    .getByText(/Recourse’s ledger note/u)
    .first()
    .waitFor();
  await slack
    .getByText(/Acknowledged by Nadia Okafor/u)
    .first()
    .waitFor();

  // The complainant is still owed an answer, until a person gives one in public.
  await desk.getByRole('group', { name: 'Ticket actions' }).getByRole('button', { name: 'Reply' }).click();
  await desk.getByLabel(/^Reply to/u).fill('I am sorry. Siân is with you at ten tomorrow and stays until it rings.');
  await desk.getByRole('button', { name: /^Send/u }).first().click();
  await slack
    .getByText(/Done late: acknowledge the complaint/u)
    .first()
    .waitFor();
  expect(open.problems).toEqual([]);
}, 90_000);
