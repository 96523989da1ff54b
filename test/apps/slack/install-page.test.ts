import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failures, installHtml, tieFailures } from '#apps/slack/install-page.ts';
import { alpha, bravo, openWorkspaces, type Workspaces } from '../server/workspaces-world.ts';
import { violations } from '#test/axe.ts';
import { launchBrowser } from '#test/browser.ts';

/** Where pictures of the pages are put, by whoever wants them; not part of the test. */
const pictures = process.env['RECOURSE_PICTURES'];
/** As narrow as a phone, and as wide as a desk. */
const widths = [320, 1_100] as const;

let browser: Browser;
let page: Page;
let world: Workspaces;
beforeAll(async () => {
  [browser, world] = await Promise.all([launchBrowser(), openWorkspaces()]);
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** What axe finds wrong with a page in light and dark, and what does not fit it. */
async function wrongWith(html: string, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of widths) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 760 });
      await page.setContent(html);
      if (pictures !== undefined) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${colorScheme}-${width}.png`) });
      }
      const where = `${name}, ${colorScheme}, ${width}`;
      found.push(...(await violations(page)).map((one) => `${where}: ${one}`));
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (wide > width) found.push(`${where}: ${wide} px wide`);
    }
  }
  return found;
}

test('Slack’s consent page, and what comes of it, can be read and used by everybody, in light and dark', async () => {
  const own = world.browser();
  const begun = await own.go('/slack/install');
  const consent = await own.go(begun.location);
  expect(consent.text).toContain('Bravo &lt;Ltd&gt;');
  expect(await wrongWith(consent.text, 'consent')).toEqual([]);
  const oops = await own.go(begun.location.replace(/client_id=[^&]*/u, 'client_id=1'));
  expect(oops.status).toBe(400);
  expect(await wrongWith(oops.text, 'consent-refused')).toEqual([]);
  const installed = await world.install(alpha);
  expect(installed.text).toContain('name="code"');
  expect(await wrongWith(installed.text, 'installed')).toEqual([]);
  expect(await wrongWith((await world.tie(bravo)).text, 'tied')).toEqual([]);
});

test.each(Object.entries({ ...failures, ...tieFailures }))(
  'the page on which it ends without one (%s) can be read and used by everybody, in light and dark',
  async (name, failure) => {
    expect(await wrongWith(installHtml(failure), name)).toEqual([]);
  },
);
