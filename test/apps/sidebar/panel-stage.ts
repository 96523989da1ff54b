import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createControl } from '#apps/sandbox/control.ts';
import { createSandbox, type Sandbox } from '#apps/sandbox/sandbox.ts';
import express from 'express';
import type { Browser, Frame, FrameLocator, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../browser.ts';

export const platforms = ['zendesk', 'freshdesk'] as const;
export type Platform = (typeof platforms)[number];

/** Words that nobody takes for anything but a complaint. */
export const grave =
  'I want to make a formal complaint. Your engineer failed to turn up for the third time, nobody has replied to my emails and I want a refund.';

/** The sandbox with a browser that looks at it: real panels in the page's ticket view. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly browser: Browser;
  readonly url: string;
  /** The bundled files. */
  readonly folder: string;
  /** What pages complained of. */
  readonly faults: string[];
  close(): Promise<void>;
}

const configFile = new URL('../../../apps/sandbox/vite.config.ts', import.meta.url).pathname;

/** Bundles page and panels anew, and opens both companies without any story of theirs. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-panels-'));
  await build({ configFile, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } });
  const sandbox = await createSandbox({ stories: [], freshdeskStories: [] });
  const server = createServer(express().use(createControl(sandbox, folder)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  return {
    sandbox,
    browser,
    folder,
    faults: [],
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * One stage for all tests of a file. A test fails for any fault that a page of its reports.
 *
 * @param expected  faults that are made on purpose
 */
export function stageForTests(expected?: RegExp): () => Stage {
  let stage: Stage | undefined;
  const opened = (): Stage => {
    if (stage === undefined) throw new Error('the stage is not open yet');
    return stage;
  };
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => opened().close());
  afterEach(() => {
    const found = opened().faults.splice(0);
    expect(found.filter((fault) => expected?.test(fault) !== true)).toEqual([]);
  });
  return opened;
}

/** A page whose faults the stage keeps. */
export async function openPage(stage: Stage, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await stage.browser.newPage({
    viewport: { width: 1440, height: 1000 },
    reducedMotion: 'reduce',
    ...options,
  });
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => {
    if (message.type() === 'error') stage.faults.push(message.text());
  });
  page.on('pageerror', (error) => stage.faults.push(error.message));
  return page;
}

const accounts: Readonly<Record<Platform, string>> = { zendesk: 'fernhill', freshdesk: 'saltmarsh' };

/** A customer writes in; the product has dealt with it when this resolves. */
export async function writeIn(
  { sandbox }: Stage,
  platform: Platform,
  words: { readonly subject: string; readonly text: string; readonly name?: string },
): Promise<string> {
  const { subject, text, name = 'Rosa Marin' } = words;
  // Somebody who complained before is heard differently.
  const from = { name, email: `${name.toLowerCase().replaceAll(/[^a-z]+/gu, '.')}@customers.example` };
  const { id } = await sandbox.createTicket({ platform, from, subject, text });
  await sandbox.moveBy(5 * 60_000);
  return id;
}

/** Opens a ticket in the page, and answers its panel once that has something to show. */
export async function openTicket(page: Page, stage: Stage, platform: Platform, subject: string): Promise<FrameLocator> {
  await page.goto(`${stage.url}/?paused#${accounts[platform]}`);
  await page.getByRole('navigation', { name: 'All tickets' }).getByText(subject).first().click();
  const panel = page.frameLocator('iframe.panel-frame');
  await panel.getByRole('heading', { level: 1 }).waitFor();
  return panel;
}

/** The panel's own document. */
export function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/panels/'));
  if (frame === undefined) throw new Error('no panel');
  return frame;
}

/** The ticket as the helpdesk holds it. */
export function ticketOf({ sandbox }: Stage, platform: Platform, id: string) {
  const ticket = sandbox.state().tickets.find((one) => one.platform === platform && one.id === id);
  if (ticket === undefined) throw new Error(`no ticket ${id}`);
  return ticket;
}

/** Somebody writes into our fields by the helpdesk's own form. */
export async function setFields(
  stage: Stage,
  platform: Platform,
  { id, fields }: { readonly id: string; readonly fields: Readonly<Record<string, string>> },
): Promise<void> {
  const ask = async (method: 'GET' | 'PUT', path: string, body?: unknown) =>
    stage.sandbox.panelRequest({ platform, method, path, body });
  if (platform === 'freshdesk') {
    const custom = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`cf_recourse_${name}`, value]));
    expect((await ask('PUT', `/api/v2/tickets/${id}`, { custom_fields: custom })).status).toBe(200);
    return;
  }
  const { body } = await ask('GET', '/api/v2/ticket_fields.json?page[size]=100');
  const known = (body as { ticket_fields: { id: number; key?: string }[] }).ticket_fields;
  const custom = Object.entries(fields).map(([name, value]) => ({
    id: known.find(({ key }) => key === `recourse_${name}`)?.id,
    value,
  }));
  expect((await ask('PUT', `/api/v2/tickets/${id}.json`, { ticket: { custom_fields: custom } })).status).toBe(200);
}

/** What a panel asks of its helpdesk. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** What becomes of it: no answer, another answer, or, where nothing is said, what the helpdesk answers itself. */
export type Fate =
  | 'unanswered'
  | { readonly status: number; readonly date?: string; readonly body?: unknown }
  | undefined;

/** Stands between the panels of a page and their helpdesk, from now on. */
export async function meddle(page: Page, fateOf: (asked: Asked) => Fate | Promise<Fate>): Promise<void> {
  await page.unroute('**/sandbox/helpdesk');
  await page.route('**/sandbox/helpdesk', async (route) => {
    const fate = await fateOf(route.request().postDataJSON() as Asked);
    if (fate === 'unanswered') await route.abort();
    else if (fate === undefined) await route.continue();
    else await route.fulfill({ json: { date: '', body: {}, ...fate } });
  });
}
