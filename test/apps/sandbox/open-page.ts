import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { createSandbox, type Sandbox } from '#apps/sandbox/sandbox.ts';
import { launchBrowser } from '../../browser.ts';
import { root } from '../../imports.ts';
import { serveModel } from './demo-server.ts';

/** The sandbox's page in a real browser, its time standing still. */
export interface OpenPage {
  readonly page: Page;
  readonly sandbox: Sandbox;
  /** What the browser's console complained of. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** Builds the page, starts a sandbox in which nothing happens by itself, and opens it. */
export async function openPage(): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-page-'));
  const configFile = `${root}apps/sandbox/vite.config.ts`;
  await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
  const sandbox = await createSandbox({ stories: [] });
  const { server, url } = await serveModel(sandbox, folder);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${url}/?paused`);
  return {
    page,
    sandbox,
    problems,
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}
