import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violations } from '../../axe.ts';
import { hangingOver } from '../../hanging-over.ts';
import {
  frameOf,
  grave,
  openPage,
  openTicket,
  platforms,
  stageForTests,
  writeIn,
  type Platform,
} from './panel-stage.ts';

const stage = stageForTests();

describe.each(platforms)('for everybody in %s', (platform: Platform) => {
  test('axe finds nothing, in light and dark, and nothing hangs over the edge from 240 pixels on', async () => {
    const subject = `Nobody comes to ${platform}`;
    await writeIn(stage(), platform, { subject, text: grave });
    for (const locale of ['en-GB', 'de-DE']) {
      const page = await openPage(stage(), { locale });
      const panel = await openTicket(page, stage(), platform, subject);
      const openers = panel.locator('.opener[aria-expanded="false"]');
      while ((await openers.count()) > 0) await openers.first().click();
      const frame = frameOf(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(frame)).toEqual([]);
      }
      for (const width of [240, 320, 480, 900]) {
        await page.evaluate((width) => {
          const panel = document.querySelector<HTMLIFrameElement>('iframe.panel-frame');
          if (panel !== null) panel.style.width = `${width}px`;
        }, width);
        await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(width);
        expect(await hangingOver(frame, '*')).toEqual([]);
      }
      await page.close();
    }
  });

  test('every part is reached and opened by the keyboard alone, and a save as well', async () => {
    const subject = `Keys only in ${platform}`;
    await writeIn(stage(), platform, { subject, text: grave });
    const page = await openPage(stage());
    const panel = await openTicket(page, stage(), platform, subject);
    await panel.getByRole('button', { name: 'Draft acknowledgement' }).focus();
    const name = (): Promise<string> => frameOf(page).evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    for (let i = 0; i < 12 && (await name()) !== 'Root cause'; i += 1) await page.keyboard.press('Tab');
    expect(await name()).toBe('Root cause');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await panel.getByText('Not saved yet').waitFor();
    for (let i = 0; i < 6 && (await name()) !== 'Save'; i += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel.getByText('Saved.').waitFor();
    await page.close();
  });

  test('whoever works by keyboard alone never loses the cursor', async () => {
    const subject = `Wobbling in ${platform}`;
    const text = 'The chairs wobble rather a lot and I am not very happy about it.';
    await writeIn(stage(), platform, { subject, text, name: 'Eleanor Keys' });
    const page = await openPage(stage());
    const panel = await openTicket(page, stage(), platform, subject);
    const at = (): Promise<string> =>
      frameOf(page).evaluate(() => {
        const { activeElement: one } = document;
        return one === null || one === document.body ? 'nowhere' : `${one.localName} ${one.textContent ?? ''}`.trim();
      });
    const press = async (name: string): Promise<void> => {
      await panel.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await press('Yes, a complaint');
    await expect.poll(at, { timeout: 15_000 }).toMatch(/^div Saved\./u);
    await page.keyboard.press('Tab');
    expect(await at()).toBe('button Undo');
    await page.keyboard.press('Enter');
    await expect.poll(at, { timeout: 15_000 }).toMatch(/^div Taken back\./u);

    await press('Escalate');
    await expect.poll(at, { timeout: 15_000 }).toBe('textarea');
    await press('Cancel');
    await expect.poll(at, { timeout: 15_000 }).toBe('button Escalate');

    await press('Actions');
    await press('Add an action');
    await expect.poll(at, { timeout: 15_000 }).toMatch(/^select /u);
    await press('Remove action 1');
    await expect.poll(at, { timeout: 15_000 }).toBe('button Add an action');
    expect(await panel.getByText('Not saved yet').count()).toBe(0);
    await press('Root cause');
    await panel.getByRole('combobox', { name: 'Root cause' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await panel.getByText('Not saved yet').count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await press('Discard');
    await expect.poll(at, { timeout: 15_000 }).toMatch(/^select /u);
    await page.close();
  });
});

describe('the bundled panels', () => {
  test.each(platforms)(
    'weigh less than 80 kB in %s, in the heaviest language, with all that is needed to show one',
    (platform) => {
      const folder = `${stage().folder}/panels/${platform}`;
      const weigh = (name: string): number => gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length;
      const html = readdirSync(folder).filter((name) => name.endsWith('.html'));
      const page = readFileSync(`${folder}/${html[0] ?? ''}`, 'utf8');
      // What the page names is fetched at once; the host's client comes from the host.
      const named = [...page.matchAll(/(?:src|href)="\.\/([\w-]+\.(?:js|css))"/gu)].map(([, name = '']) => name);
      const atOnce = named.filter((name) => name !== 'sdk.js');
      expect(atOnce).toEqual(expect.arrayContaining(['panel.js', expect.stringMatching(/\.css$/u)]));
      const heaviest = (names: readonly string[]): number => Math.max(...names.map((name) => weigh(`${name}.js`)));
      const languages =
        heaviest(['en', 'de', 'fr', 'es', 'pt']) + heaviest(['french', 'german', 'italian', 'portuguese', 'spanish']);
      const needed = languages + atOnce.map(weigh).reduce((sum, one) => sum + one, 0);
      expect(needed).toBeLessThan(80_000);
    },
  );

  test.each(platforms)(
    'fetch what reads words only for a ticket without a recorded recognition, in %s',
    async (platform) => {
      const subject = `Recorded in ${platform}`;
      await writeIn(stage(), platform, { subject, text: grave });
      const fetched = async (open: (page: Page) => Promise<unknown>): Promise<boolean> => {
        const page = await openPage(stage());
        const names: string[] = [];
        page.on('request', (request) => names.push(request.url()));
        await open(page);
        await page.close();
        return names.some((name) => name.endsWith('/recognising.js'));
      };
      expect(await fetched((page) => openTicket(page, stage(), platform, subject))).toBe(false);

      const question = `Opening hours of ${platform}`;
      const from = { name: 'Jo Pike', email: 'jo@customers.example' };
      await stage().sandbox.createTicket({ platform, from, subject: question, text: 'When are you open on Saturday?' });
      expect(await fetched((page) => openTicket(page, stage(), platform, question))).toBe(true);
    },
  );

  test.each(platforms)('fetch what people say in a language only for a complaint in it, in %s', async (platform) => {
    const subject = `Beschwerde in ${platform}`;
    const text = 'Ich möchte mich förmlich beschweren: der Tisch kam zerbrochen an, und niemand antwortet mir.';
    const id = await writeIn(stage(), platform, { subject, text, name: 'Jutta Kern' });
    const { sandbox } = stage();
    await sandbox.reply({ platform, id, text: 'Wir haben Ihre Beschwerde erhalten.', public: true });
    await sandbox.moveBy(60_000);
    const page = await openPage(stage());
    const names: string[] = [];
    page.on('request', (request) => names.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''));
    const panel = await openTicket(page, stage(), platform, subject);
    expect(names).toContain('german.js');
    expect(names).not.toContain('french.js');
    // Acknowledged, and not answered by that.
    await panel.getByText('Give a first substantive response: due in').waitFor();
    await panel.getByRole('button', { name: 'Draft holding reply' }).click();
    await panel.getByText('Put into the reply box.').waitFor();
    // The host says that it was taken before its own box shows it.
    const written = page.locator('textarea');
    const texts = () => written.evaluateAll((boxes) => boxes.map((box) => (box as HTMLTextAreaElement).value));
    await expect.poll(texts, { timeout: 15_000 }).toContainEqual(expect.stringContaining('Ihre Beschwerde'));
    await page.close();
  });
});
