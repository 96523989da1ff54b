import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demoPage } from './demo-page.ts';

const visit = demoPage();

const companies = (page: Page): Locator => page.getByRole('navigation', { name: 'Companies' });
const lookAtSaltmarsh = async (page: Page): Promise<void> =>
  companies(page)
    .getByRole('button', { name: /Saltmarsh Broadband/ })
    .click();
const tools = (page: Page): Locator => page.getByRole('group', { name: 'Ticket actions' });

describe('two companies', () => {
  test('one is chosen beside what happens, and the page shows its helpdesk and its Slack, also after a reload', async () => {
    const { page, model, rows } = await visit({ hours: 1, second: true });
    await page.getByRole('heading', { name: 'Third missed delivery' }).waitFor();
    await lookAtSaltmarsh(page);
    await page.getByText('Freshdesk as Aisha Rahman, agent, sees it').waitFor();
    await page.getByText('Slack as Nadia Okafor, supervisor, sees it').waitFor();
    expect(await rows().count()).toBe(2);
    expect(await page.getByRole('list', { name: 'Channels' }).getByRole('button').count()).toBe(1);
    await page.reload();
    await page.getByRole('heading', { name: 'customer-complaints' }).waitFor();
    const news = companies(page).getByRole('button', { name: /Fernhill Home.*new in its Slack/ });
    expect(await news.count()).toBe(0);
    await model.moveBy(3_600_000 * 30);
    await news.click();
    await page.getByText('Slack as Dana Whitlock, supervisor, sees it').waitFor();
    expect(await news.count()).toBe(0);
  });

  test('where there is one company there is nothing to switch', async () => {
    const { page } = await visit();
    expect(await companies(page).count()).toBe(0);
  });

  test('in Freshdesk a reply goes out with the status that is set with it', async () => {
    const { page, ticket, conversation, openTicket } = await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await tools(page).getByRole('button', { name: 'Reply' }).click();
    await page.getByLabel('Canned responses').selectOption('Acknowledge');
    expect(await page.getByLabel('Reply to Jocelyn Tarr').inputValue()).toContain('Saltmarsh Broadband');
    await page.getByLabel('Reply to Jocelyn Tarr').fill('I am on my way.');
    await page.getByLabel('Status to set with it').selectOption('pending');
    await page.getByRole('button', { name: 'Send and set as Pending' }).click();
    await conversation().getByText('I am on my way.').waitFor();
    expect(ticket('2')).toMatchObject({ platform: 'freshdesk', status: 'pending' });
    expect(ticket('2')?.comments.at(-1)).toMatchObject({ public: true, author: 'Aisha Rahman' });
  });

  test('in Freshdesk a private note stays inside, and changes no status', async () => {
    const { page, ticket, conversation, openTicket } = await visit({ second: true, query: '?paused#saltmarsh' });
    const status = ticket('2')?.status;
    await openTicket('2');
    await tools(page).getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('textbox', { name: 'Private note' }).fill('The hoist next door.');
    await page.getByRole('button', { name: 'Add note', exact: true }).last().click();
    await conversation().getByText('The hoist next door.').waitFor();
    expect(ticket('2')?.comments.at(-1)).toMatchObject({ public: false });
    expect(ticket('2')?.status).toBe(status);
  });

  test('in Freshdesk a status is set, and a ticket closed, without a word', async () => {
    const { page, ticket, openTicket } = await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await page.getByLabel('Status', { exact: true }).selectOption('Resolved');
    await page.getByRole('button', { name: 'Update' }).click();
    await page.locator('.fd-standing').getByText('Resolved').waitFor();
    await tools(page).getByRole('button', { name: 'Close' }).click();
    await page.locator('.fd-standing').getByText('Closed').waitFor();
    expect(ticket('2')?.status).toBe('closed');
  });

  test('the ledger’s notes are one folded line, and words from outside stay words', async () => {
    const { conversation, openTicket } = await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    const ledger = conversation().getByText('Recourse’s ledger notes (2)');
    await ledger.waitFor();
    expect(await conversation().getByText('This ticket is handled as a complaint.').count()).toBe(1);
    expect(await conversation().getByText('acknowledge:warn: posted in Slack').isVisible()).toBe(false);
    await ledger.click();
    await conversation().getByText('acknowledge:warn: posted in Slack').waitFor();
    expect(await conversation().textContent()).not.toContain('recourse_ledger {');
    expect(await conversation().textContent()).toContain('<i>Third</i> Saturday');
  });

  test('a customer writes to the company that is looked at', async () => {
    const { page, model } = await visit({ second: true, query: '?paused#saltmarsh' });
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write to Saltmarsh Broadband as a customer' });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'FIVE days without a line' }).waitFor();
    expect(model.state().tickets.at(-1)).toMatchObject({ platform: 'freshdesk', account: 'saltmarsh' });
  });
});
