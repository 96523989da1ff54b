import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../browser.ts';
import { root } from '../../imports.ts';
import { createDemoModel, type DemoModel } from './demo-model.ts';
import { serveModel } from './demo-server.ts';

export interface Visit {
  readonly hours?: number;
  readonly query?: string;
  /** With a second company, in Freshdesk. */
  readonly second?: boolean;
}

/** The page as a visitor has it open, and the demonstration behind it. */
export interface Visited {
  readonly page: Page;
  readonly model: DemoModel;
  /** A ticket as the demonstration holds it, by its number. */
  readonly ticket: (id: string) => ReturnType<DemoModel['state']>['tickets'][number] | undefined;
  /** The tickets in the list. */
  readonly rows: () => Locator;
  readonly conversation: () => Locator;
  readonly openTicket: (id: string) => Promise<void>;
}

/**
 * One browser for all tests of a file, which shows the page over a demonstration that is told and not computed. A test
 * fails for any fault that its page reports.
 *
 * @returns opens the page so many hours into a demonstration of its own
 */
export function demoPage(): (visit?: Visit) => Promise<Visited> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-sandbox-page-'));
  let browser: Browser;
  let page: Page;
  let server: Server;
  let faults: string[] = [];

  beforeAll(async () => {
    const configFile = `${root}apps/sandbox/vite.config.ts`;
    await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
    browser = await launchBrowser();
    page = await browser.newPage({ reducedMotion: 'reduce' });
    page.setDefaultTimeout(20_000);
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

  return async ({ hours = 0, query = '?paused', second = false } = {}) => {
    const model = createDemoModel({ second });
    if (hours > 0) await model.moveBy(hours * 3_600_000);
    const served = await serveModel(model, folder);
    server = served.server;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${served.url}/${query}`);
    await page.getByRole('heading', { name: 'All tickets' }).waitFor();
    return visited(page, model);
  };
}

function visited(page: Page, model: DemoModel): Visited {
  const rows = (): Locator => page.getByRole('navigation', { name: 'All tickets' }).getByRole('button');
  return {
    page,
    model,
    ticket: (id) => model.state().tickets.find((one) => one.id === id),
    rows,
    conversation: () => page.getByRole('region', { name: 'Conversation' }),
    openTicket: async (id) =>
      rows()
        .filter({ hasText: `#${id}` })
        .click(),
  };
}
