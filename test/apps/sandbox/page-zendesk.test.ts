import { describe, expect, test } from 'vitest';
import { hangingOver } from '../../hanging-over.ts';
import { demoPage } from './demo-page.ts';

const visit = demoPage();

describe('as an agent', () => {
  test('the list shows every ticket, the one that changed last on top, and opens one', async () => {
    const { page, rows, conversation, openTicket } = await visit({ hours: 6 });
    expect(await rows().count()).toBe(5);
    expect(await rows().first().textContent()).toContain('BOOST your store');
    await openTicket('1001');
    await page.getByRole('heading', { name: 'Do you ship to Jersey?' }).waitFor();
    expect(await conversation().textContent()).toContain('moving to St Helier');
  });

  test('the panel stands beside a ticket in a frame that is as foreign as a helpdesk’s apps are', async () => {
    const { page, conversation } = await visit({ hours: 20 });
    const frame = page.getByTitle('Recourse', { exact: true });
    const source = new URL((await frame.getAttribute('src')) ?? '');
    expect(source.origin).toBe(new URL(page.url()).origin.replace('127.0.0.1', 'localhost'));
    expect(source.pathname).toBe('/panels/zendesk/iframe.html');
    await page.frameLocator('iframe.panel-frame').getByText('The policy of this app is missing or broken').waitFor();
    expect(await conversation().locator('mark').allTextContents()).toContain('make a formal complaint');
  });

  test('a public reply goes out with the status it is submitted as', async () => {
    const { page, ticket, conversation, openTicket } = await visit({ hours: 2 });
    await openTicket('1003');
    await page.getByLabel('Public reply to Margaret Oyelaran').fill('I am on it.');
    await page.getByLabel('Status to submit as').selectOption('Pending');
    await page.getByRole('button', { name: 'Submit as Pending' }).click();
    await conversation().getByText('I am on it.').waitFor();
    expect(ticket('1003')).toMatchObject({ status: 'pending' });
    expect(ticket('1003')?.comments.at(-1)).toMatchObject({ public: true, text: 'I am on it.' });
  });

  test('an internal note stays inside', async () => {
    const { page, ticket, conversation, openTicket } = await visit({ hours: 2 });
    await openTicket('1003');
    await page.getByRole('radio', { name: 'Internal note' }).check();
    await page.getByRole('textbox', { name: 'Internal note' }).fill('Rang the depot.');
    await page.getByRole('button', { name: /^Submit as/u }).click();
    await conversation().getByText('Rang the depot.').waitFor();
    expect(ticket('1003')?.comments.at(-1)).toMatchObject({ public: false, text: 'Rang the depot.' });
    expect(await conversation().locator('li.private').last().textContent()).toContain('Internal note');
  });

  test('a status is set without a word', async () => {
    const { page, ticket, openTicket } = await visit({ hours: 2 });
    const said = ticket('1003')?.comments.length;
    await openTicket('1003');
    await page.getByLabel('Status to submit as').selectOption('Solved');
    await page.getByRole('button', { name: 'Submit as Solved' }).click();
    await page.locator('.ticket-line').getByText('Solved').waitFor();
    expect(ticket('1003')).toMatchObject({ status: 'solved', comments: { length: said } });
  });

  test('a macro fills the composer with words, audience and status', async () => {
    const { page, openTicket } = await visit({ hours: 2 });
    await openTicket('1003');
    await page.getByLabel('Apply a macro').selectOption('Acknowledge');
    expect(await page.getByLabel('Public reply to Margaret Oyelaran').inputValue()).toMatch(
      /^Dear Margaret Oyelaran,\n/,
    );
    await page.getByLabel('Apply a macro').selectOption('Note to colleagues');
    expect(await page.getByRole('textbox', { name: 'Internal note' }).inputValue()).toMatch(/depot/);
  });

  test('tags are added and taken away', async () => {
    const { page, ticket, openTicket } = await visit();
    await openTicket('1001');
    await page.getByLabel('Add a tag').fill('Channel Islands');
    await page.getByLabel('Add a tag').press('Enter');
    await page.getByRole('button', { name: 'Remove tag channel_islands' }).click();
    await page.getByRole('button', { name: 'Remove tag channel_islands' }).waitFor({ state: 'detached' });
    expect(ticket('1001')?.tags).toEqual([]);
  });

  test('what Recourse keeps on the ticket can be read there', async () => {
    const { page, openTicket } = await visit({ hours: 26 });
    await openTicket('1003');
    await page.getByText('Kept on this ticket').click();
    await page.getByText('recourse_severity', { exact: true }).waitFor();
    await page.getByText('acknowledge:breach: posted in Slack').waitFor();
  });

  test('words from outside stay words', async () => {
    const { conversation, openTicket } = await visit({ hours: 30 });
    await openTicket('1003');
    await conversation().getByText('<b>Please</b> ring me').waitFor();
    expect(await conversation().locator('b', { hasText: 'Please' }).count()).toBe(0);
  });
});

describe('as a customer', () => {
  test('a letter begun from a sample becomes a ticket, which is shown', async () => {
    const { page, model } = await visit();
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write to Fernhill Home as a customer' });
    await dialog.getByRole('button', { name: 'Polite, between the lines' }).click();
    await dialog.getByLabel('Subject').fill('Six wobbly chairs');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Six wobbly chairs' }).waitFor();
    expect(model.state().tickets.at(-1)).toMatchObject({
      subject: 'Six wobbly chairs',
      requester: { name: 'Eleanor Whitcombe', email: 'e.whitcombe@example.com' },
    });
    expect(await dialog.count()).toBe(0);
  });

  test('a letter that is refused stays open with what was written, and says why; sent again, it arrives', async () => {
    const { page, model } = await visit();
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Message').fill('x'.repeat(64_001));
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('alert').getByText('text: ').waitFor();
    expect(model.state().tickets.length).toBe(1);
    expect((await dialog.getByLabel('Message').inputValue()).length).toBe(64_001);
    await dialog.getByLabel('Message').fill('Where is my sofa?');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(model.state().tickets.length).toBe(2);
  });

  test.each(['Cancel', 'Close', 'Send'])(
    'where the letter is gone by %s, the keyboard goes on where it was',
    async (name) => {
      const { page } = await visit();
      const opener = page.getByRole('button', { name: 'Write in as a customer' });
      await opener.click();
      await page.getByRole('dialog').getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    },
  );

  test('Escape closes the letter and nothing is sent', async () => {
    const { page, model } = await visit();
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(model.state().tickets.length).toBe(1);
  });
});

describe('as a supervisor', () => {
  test('a button in Slack is pressed and the ticket and the card show it', async () => {
    const { page, model } = await visit({ hours: 1 });
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('region', { name: 'Messages in complaints' }).getByText('by Dana Whitlock').waitFor();
    expect(model.asked).toEqual(['press recourse_acknowledge']);
    await page.getByText('Dana Whitlock acknowledged the alert about #1003; the ticket shows it.').waitFor();
  });

  test('alerts stand in the thread of their card, and another channel says that it holds something unread', async () => {
    const { page, model } = await visit({ hours: 26 });
    const messages = page.getByRole('region', { name: 'Messages in complaints' });
    await messages.getByText('2 replies').waitFor();
    await messages.getByText('Also sent to the channel').waitFor();
    await page.getByRole('button', { name: 'complaints', exact: true }).click();
    await model.moveBy(3_600_000 * 3);
    await page.getByRole('button', { name: 'complaints-leads unread' }).click();
    await page.getByRole('heading', { name: 'complaints-leads' }).waitFor();
  });

  test('a link to a ticket opens it on the left', async () => {
    const { page, openTicket } = await visit({ hours: 1 });
    await openTicket('1001');
    await page.getByRole('region', { name: 'Messages in complaints' }).getByRole('link', { name: '#1003' }).click();
    await page.getByRole('heading', { name: 'Third missed delivery' }).waitFor();
  });
});

describe('the clock and the plug', () => {
  test('the first page starts the clock; one that asks for quiet does not', async () => {
    const { page, model } = await visit({ query: '' });
    await page.getByRole('button', { name: 'Pause the clock' }).waitFor();
    expect(model.asked).toEqual(['run true']);
    await page.getByRole('button', { name: 'Pause the clock' }).click();
    await page.getByRole('button', { name: 'Let the clock run' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Let the clock run' }).waitFor();
    expect(model.asked).toEqual(['run true', 'run false']);
  });

  test('it jumps, and changes its speed', async () => {
    const { page, model } = await visit();
    const face = page.locator('.clock-face');
    await page.getByRole('button', { name: '+1 hour' }).click();
    await face.getByText('09:00').waitFor();
    await page.getByRole('button', { name: 'To next due' }).click();
    await face.getByText('08:45').waitFor();
    await page.locator('[aria-busy="false"]').waitFor();
    await page.getByRole('button', { name: '+1 day' }).click();
    await face.getByText('Wednesday 4 March 2026').waitFor();
    await page.getByLabel('Speed').selectOption('1 min / s');
    await expect.poll(() => model.asked).toEqual(['speed 60']);
  });

  test('the plug can be pulled and put back', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: 'Pull the plug' }).click();
    await page.getByText('Recourse is off').waitFor();
    await page.getByRole('status').getByText('The tickets remember everything').waitFor();
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.getByText('Recourse is running').waitFor();
  });

  test('a refusal is said, and can be dismissed', async () => {
    const { page, openTicket } = await visit();
    await openTicket('1001');
    await page.route('**/sandbox/reply', async (route) =>
      route.fulfill({ status: 400, json: { error: { code: 'X', message: 'The ticket is closed.' } } }),
    );
    await page.getByLabel('Public reply to Tom Adeyemi').fill('Hello');
    await page.getByRole('button', { name: 'Submit as Open' }).click();
    await page.getByRole('alert').getByText('The ticket is closed.').waitFor();
    expect(await page.getByLabel('Public reply to Tom Adeyemi').inputValue()).toBe('Hello');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('The ticket is closed.').waitFor({ state: 'detached' });
  });
});

describe('what a newcomer sees', () => {
  test('what happens is told in a sentence, and the page follows the complaint until a ticket is chosen', async () => {
    const { page, model, openTicket } = await visit();
    await model.moveBy(3_600_000);
    await page.getByRole('status').getByText('Slack told #complaints: New complaint, high severity').waitFor();
    await page.getByRole('heading', { name: 'Third missed delivery' }).waitFor();
    await openTicket('1002');
    await model.moveBy(3_600_000 * 25);
    await page.getByRole('status').getByText('Slack alerted #complaints: Acknowledgement overdue').waitFor();
    expect(await page.getByRole('heading', { name: 'Love the new lamps' }).count()).toBe(1);
    await page.getByText('What happened so far').click();
    await page.getByText('Recourse recognised #1003 as a complaint and started its clocks').waitFor();
    await page.getByRole('button', { name: 'Follow what happens' }).click();
    await page.getByRole('heading', { name: 'Third missed delivery' }).waitFor();
  });

  test('nothing hangs over the edge, from 900 to 1600 pixels', async () => {
    const { page } = await visit({ hours: 26 });
    await page.getByText('Kept on this ticket').click();
    for (const width of [900, 1000, 1241, 1440, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const parts = '.bar, .narration, .window, .list, .ticket, .complaint, .channel, .messages, .said';
      expect(await hangingOver(page, parts)).toEqual([]);
    }
  });
});
