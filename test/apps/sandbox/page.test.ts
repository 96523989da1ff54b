import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../browser.ts';
import { createDemoModel } from './demo-model.ts';
import type { DemoModel } from './demo-model.ts';
import { serveModel } from './demo-server.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const configFile = new URL('../../../apps/sandbox/vite.config.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'recourse-sandbox-page-'));

let browser: Browser;
let page: Page;
let faults: string[] = [];
let model: DemoModel;
let server: Server;

beforeAll(async () => {
  await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
  browser = await launchBrowser();
  page = await browser.newPage({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

afterEach(async () => {
  const found = faults;
  await page.goto('about:blank');
  await page.unrouteAll();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  faults = [];
  expect(found).toEqual([]);
});

interface Visit {
  readonly hours?: number;
  readonly query?: string;
  /** With a second company, in Freshdesk. */
  readonly second?: boolean;
}

/** A visitor opens the page so many hours into the demonstration. */
async function visit({ hours = 0, query = '?paused', second = false }: Visit = {}): Promise<void> {
  model = createDemoModel({ second });
  if (hours > 0) await model.moveBy(hours * 3_600_000);
  const served = await serveModel(model, folder);
  server = served.server;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${served.url}/${query}`);
  await page.getByRole('heading', { name: 'All tickets' }).waitFor();
}

const ticket = (id: string) => model.state().tickets.find((one) => one.id === id);
const conversation = () => page.getByRole('region', { name: 'Conversation' });
const rows = () => page.getByRole('navigation', { name: 'All tickets' }).getByRole('button');
const openTicket = async (id: string): Promise<void> =>
  rows()
    .filter({ hasText: `#${id}` })
    .click();

describe('as an agent', () => {
  test('the list shows every ticket, the one that changed last on top, and opens one', async () => {
    await visit({ hours: 6 });
    expect(await rows().count()).toBe(5);
    expect(await rows().first().textContent()).toContain('BOOST your store');
    await openTicket('1001');
    await page.getByRole('heading', { name: 'Do you ship to Jersey?' }).waitFor();
    expect(await conversation().textContent()).toContain('moving to St Helier');
  });

  test('the panel stands beside a ticket in a frame that is as foreign as a helpdesk’s apps are', async () => {
    await visit({ hours: 20 });
    const frame = page.getByTitle('Recourse', { exact: true });
    const source = new URL((await frame.getAttribute('src')) ?? '');
    expect(source.origin).toBe(new URL(page.url()).origin.replace('127.0.0.1', 'localhost'));
    expect(source.pathname).toBe('/panels/zendesk/iframe.html');
    await page.frameLocator('iframe.panel-frame').getByText('The policy of this app is missing or broken').waitFor();
    expect(await conversation().locator('mark').allTextContents()).toContain('make a formal complaint');
  });

  test('a public reply goes out with the status it is submitted as', async () => {
    await visit({ hours: 2 });
    await openTicket('1003');
    await page.getByLabel('Public reply to Margaret Oyelaran').fill('I am on it.');
    await page.getByLabel('Status to submit as').selectOption('Pending');
    await page.getByRole('button', { name: 'Submit as Pending' }).click();
    await conversation().getByText('I am on it.').waitFor();
    expect(ticket('1003')).toMatchObject({ status: 'pending' });
    expect(ticket('1003')?.comments.at(-1)).toMatchObject({ public: true, text: 'I am on it.' });
  });

  test('an internal note stays inside', async () => {
    await visit({ hours: 2 });
    await openTicket('1003');
    await page.getByRole('radio', { name: 'Internal note' }).check();
    await page.getByRole('textbox', { name: 'Internal note' }).fill('Rang the depot.');
    await page.getByRole('button', { name: /^Submit as/u }).click();
    await conversation().getByText('Rang the depot.').waitFor();
    expect(ticket('1003')?.comments.at(-1)).toMatchObject({ public: false, text: 'Rang the depot.' });
    expect(await conversation().locator('li.private').last().textContent()).toContain('Internal note');
  });

  test('a status is set without a word', async () => {
    await visit({ hours: 2 });
    const said = ticket('1003')?.comments.length;
    await openTicket('1003');
    await page.getByLabel('Status to submit as').selectOption('Solved');
    await page.getByRole('button', { name: 'Submit as Solved' }).click();
    await page.locator('.ticket-line').getByText('Solved').waitFor();
    expect(ticket('1003')).toMatchObject({ status: 'solved', comments: { length: said } });
  });

  test('a macro fills the composer with words, audience and status', async () => {
    await visit({ hours: 2 });
    await openTicket('1003');
    await page.getByLabel('Apply a macro').selectOption('Acknowledge');
    expect(await page.getByLabel('Public reply to Margaret Oyelaran').inputValue()).toMatch(
      /^Dear Margaret Oyelaran,\n/,
    );
    await page.getByLabel('Apply a macro').selectOption('Note to colleagues');
    expect(await page.getByRole('textbox', { name: 'Internal note' }).inputValue()).toMatch(/depot/);
  });

  test('tags are added and taken away', async () => {
    await visit();
    await openTicket('1001');
    await page.getByLabel('Add a tag').fill('Channel Islands');
    await page.getByLabel('Add a tag').press('Enter');
    await page.getByRole('button', { name: 'Remove tag channel_islands' }).click();
    await page.getByRole('button', { name: 'Remove tag channel_islands' }).waitFor({ state: 'detached' });
    expect(ticket('1001')?.tags).toEqual([]);
  });

  test('what Recourse keeps on the ticket can be read there', async () => {
    await visit({ hours: 26 });
    await openTicket('1003');
    await page.getByText('Kept on this ticket').click();
    await page.getByText('recourse_severity', { exact: true }).waitFor();
    await page.getByText('acknowledge:breach: posted in Slack').waitFor();
  });

  test('words from outside stay words', async () => {
    await visit({ hours: 30 });
    await openTicket('1003');
    await conversation().getByText('<b>Please</b> ring me').waitFor();
    expect(await conversation().locator('b', { hasText: 'Please' }).count()).toBe(0);
  });
});

describe('as a customer', () => {
  test('a letter begun from a sample becomes a ticket, which is shown', async () => {
    await visit();
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

  test('Escape closes the letter and nothing is sent', async () => {
    await visit();
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(model.state().tickets.length).toBe(1);
  });
});

describe('as a supervisor', () => {
  test('a button in Slack is pressed and the ticket and the card show it', async () => {
    await visit({ hours: 1 });
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('region', { name: 'Messages in complaints' }).getByText('by Dana Whitlock').waitFor();
    expect(model.asked).toEqual(['press recourse_acknowledge']);
    await page.getByText('Dana Whitlock acknowledged the alert about #1003; the ticket shows it.').waitFor();
  });

  test('alerts stand in the thread of their card, and another channel says that it holds something unread', async () => {
    await visit({ hours: 26 });
    const messages = page.getByRole('region', { name: 'Messages in complaints' });
    await messages.getByText('2 replies').waitFor();
    await messages.getByText('Also sent to the channel').waitFor();
    await page.getByRole('button', { name: 'complaints', exact: true }).click();
    await model.moveBy(3_600_000 * 3);
    await page.getByRole('button', { name: 'complaints-leads unread' }).click();
    await page.getByRole('heading', { name: 'complaints-leads' }).waitFor();
  });

  test('a link to a ticket opens it on the left', async () => {
    await visit({ hours: 1 });
    await openTicket('1001');
    await page.getByRole('region', { name: 'Messages in complaints' }).getByRole('link', { name: '#1003' }).click();
    await page.getByRole('heading', { name: 'Third missed delivery' }).waitFor();
  });
});

describe('the clock and the plug', () => {
  test('the first page starts the clock; one that asks for quiet does not', async () => {
    await visit({ query: '' });
    await page.getByRole('button', { name: 'Pause the clock' }).waitFor();
    expect(model.asked).toEqual(['run true']);
    await page.getByRole('button', { name: 'Pause the clock' }).click();
    await page.getByRole('button', { name: 'Let the clock run' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Let the clock run' }).waitFor();
    expect(model.asked).toEqual(['run true', 'run false']);
  });

  test('it jumps, and changes its speed', async () => {
    await visit();
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
    await visit();
    await page.getByRole('button', { name: 'Pull the plug' }).click();
    await page.getByText('Recourse is off').waitFor();
    await page.getByRole('status').getByText('The tickets remember everything').waitFor();
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.getByText('Recourse is running').waitFor();
  });

  test('a refusal is said, and can be dismissed', async () => {
    await visit();
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
    await visit();
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
    await visit({ hours: 26 });
    await page.getByText('Kept on this ticket').click();
    for (const width of [900, 1000, 1241, 1440, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const parts = '.bar, .narration, .window, .list, .ticket, .complaint, .channel, .messages, .said';
      const wide = await page.evaluate(
        (parts) =>
          [document.documentElement, ...document.querySelectorAll(parts)]
            .filter((part) => part.scrollWidth > part.clientWidth + 1)
            .map((part) => `${part.className} at ${String(innerWidth)}`),
        parts,
      );
      expect(wide).toEqual([]);
    }
  });
});

describe('two companies', () => {
  const companies = () => page.getByRole('navigation', { name: 'Companies' });
  const lookAtSaltmarsh = async (): Promise<void> =>
    companies()
      .getByRole('button', { name: /Saltmarsh Broadband/ })
      .click();
  const tools = () => page.getByRole('group', { name: 'Ticket actions' });

  test('one is chosen beside what happens, and the page shows its helpdesk and its Slack, also after a reload', async () => {
    await visit({ hours: 1, second: true });
    await page.getByRole('heading', { name: 'Third missed delivery' }).waitFor();
    await lookAtSaltmarsh();
    await page.getByText('Freshdesk as Aisha Rahman, agent, sees it').waitFor();
    await page.getByText('Slack as Nadia Okafor, supervisor, sees it').waitFor();
    expect(await rows().count()).toBe(2);
    expect(await page.getByRole('list', { name: 'Channels' }).getByRole('button').count()).toBe(1);
    await page.reload();
    await page.getByRole('heading', { name: 'customer-complaints' }).waitFor();
    const news = companies().getByRole('button', { name: /Fernhill Home.*new in its Slack/ });
    expect(await news.count()).toBe(0);
    await model.moveBy(3_600_000 * 30);
    await news.click();
    await page.getByText('Slack as Dana Whitlock, supervisor, sees it').waitFor();
    expect(await news.count()).toBe(0);
  });

  test('where there is one company there is nothing to switch', async () => {
    await visit();
    expect(await companies().count()).toBe(0);
  });

  test('in Freshdesk a reply goes out with the status that is set with it', async () => {
    await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await tools().getByRole('button', { name: 'Reply' }).click();
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
    await visit({ second: true, query: '?paused#saltmarsh' });
    const status = ticket('2')?.status;
    await openTicket('2');
    await tools().getByRole('button', { name: 'Add note' }).click();
    await page.getByRole('textbox', { name: 'Private note' }).fill('The hoist next door.');
    await page.getByRole('button', { name: 'Add note', exact: true }).last().click();
    await conversation().getByText('The hoist next door.').waitFor();
    expect(ticket('2')?.comments.at(-1)).toMatchObject({ public: false });
    expect(ticket('2')?.status).toBe(status);
  });

  test('in Freshdesk a status is set, and a ticket closed, without a word', async () => {
    await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await page.getByLabel('Status', { exact: true }).selectOption('Resolved');
    await page.getByRole('button', { name: 'Update' }).click();
    await page.locator('.fd-standing').getByText('Resolved').waitFor();
    await tools().getByRole('button', { name: 'Close' }).click();
    await page.locator('.fd-standing').getByText('Closed').waitFor();
    expect(ticket('2')?.status).toBe('closed');
  });

  test('the ledger’s notes are one folded line, and words from outside stay words', async () => {
    await visit({ second: true, query: '?paused#saltmarsh' });
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
    await visit({ second: true, query: '?paused#saltmarsh' });
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write to Saltmarsh Broadband as a customer' });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'FIVE days without a line' }).waitFor();
    expect(model.state().tickets.at(-1)).toMatchObject({ platform: 'freshdesk', account: 'saltmarsh' });
  });

  test('the keyboard goes through Freshdesk in the order it is read', async () => {
    await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await page.getByRole('button', { name: /Fernhill Home/ }).focus();
    const names: string[] = [];
    for (let i = 0; i < 24; i += 1) {
      await page.keyboard.press('Tab');
      names.push(
        await page.evaluate(() => {
          const here = document.activeElement as HTMLElement;
          return here.getAttribute('aria-label') ?? here.textContent.trim();
        }),
      );
    }
    const wanted = ['Saltmarsh Broadband', 'Follow what happens', 'Line dead', 'Reply', 'Add note', 'Close', 'Conversation', 'Add a tag', 'Update']; // prettier-ignore
    const at = wanted.map((name) => names.findIndex((one) => one.includes(name)));
    expect(
      at.every((index) => index >= 0),
      names.join(', '),
    ).toBe(true);
    expect(at).toEqual([...at].sort((one, other) => one - other));
  });

  test('nothing hangs over the edge in Freshdesk, and axe finds nothing, in light and dark, wide and narrow', async () => {
    await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await page.getByText('Kept on this ticket').click();
    await conversation().getByText('Recourse’s ledger notes (2)').click();
    await tools().getByRole('button', { name: 'Reply' }).click();
    const parts = '.bar, .strip, .narration, .window, .fd-list, .fd-ticket, .fd-side, .fd-said, .fd-editor, .complaint';
    for (const width of [900, 1024, 1241, 1440, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(
        (parts) =>
          [document.documentElement, ...document.querySelectorAll(parts)]
            .filter((part) => part.scrollWidth > part.clientWidth + 1)
            .map((part) => `${part.className} at ${String(innerWidth)}`),
        parts,
      );
      expect(wide).toEqual([]);
    }
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(), `${colorScheme}, ${String(width)}`).toEqual([]);
      }
      await tools().getByRole('button', { name: 'Add note' }).click();
    }
  });
});

describe('for everybody', () => {
  test('the keyboard reaches everything in the order it is read, and shows where it is', async () => {
    await visit({ hours: 1 });
    const stops: { name: string; outlined: boolean }[] = [];
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate(() => {
          const here = document.activeElement as HTMLElement;
          const seen = here.matches('.audience input') ? (here.nextElementSibling as HTMLElement) : here;
          return {
            // What has the focus within the panel is the panel's own affair.
            name:
              here === document.body || here.tagName === 'IFRAME'
                ? 'the document'
                : (here.getAttribute('aria-label') ?? here.textContent.trim()),
            outlined: getComputedStyle(seen).outlineStyle !== 'none',
          };
        }),
      );
    }
    const names = stops.map(({ name }) => name);
    const wanted = ['Let the clock run', '+1 hour', 'Write in as a customer', 'Pull the plug', 'Add a tag', 'Conversation', 'Apply a macro', 'Submit as Open', 'complaints', 'Messages in complaints', 'Acknowledge', 'Escalate']; // prettier-ignore
    const at = wanted.map((name) => names.findIndex((one) => one.startsWith(name)));
    expect(at.every((index) => index >= 0)).toBe(true);
    expect(at).toEqual([...at].sort((one, other) => one - other));
    expect(stops.filter(({ outlined, name }) => !outlined && name !== 'the document').map(({ name }) => name)).toEqual(
      [],
    );
  });

  test('arrow keys walk the list and Enter opens a ticket', async () => {
    await visit({ hours: 6 });
    await rows().first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const name = await page.evaluate(() => document.activeElement?.querySelector('.row-subject')?.textContent ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 2 }).waitFor();
    expect(await rows().nth(2).getAttribute('aria-current')).toBe('true');
  });

  test('axe finds nothing, in light and dark, wide and narrow', async () => {
    await visit({ hours: 30 });
    const inBoth = async (): Promise<readonly string[]> => {
      const light = await violations();
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await violations();
      await page.emulateMedia({ colorScheme: 'light' });
      return [...light, ...dark];
    };
    await page.getByText('Kept on this ticket').click();
    await page.getByText('What happened so far').click();
    await page.getByText('Overdue').first().waitFor();
    expect(await inBoth()).toEqual([]);
    await page.getByText('What happened so far').click();
    await page.getByRole('button', { name: 'Pull the plug' }).click();
    await page.getByText('Recourse is off').waitFor();
    await page.getByRole('radio', { name: 'Internal note' }).check();
    await page.setViewportSize({ width: 1000, height: 800 });
    expect(await inBoth()).toEqual([]);
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    expect(await inBoth()).toEqual([]);
  });
});

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe-core complains of, one line each. Evaluated by the driver, so that the page's own policy stays as it is. */
async function violations(): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource());
  const { violations: found } = await page.evaluate<AxeResult>("axe.run(document, { resultTypes: ['violations'] })");
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

async function axeSource(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(axePath, 'utf8');
}
