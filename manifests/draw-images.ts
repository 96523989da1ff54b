import { readFile, writeFile } from 'node:fs/promises';
import { launchBrowser } from '../test/browser.ts';

/** Draws the logos that marketplaces ask for from `images/icon.svg`, each in its size. Run by hand when the mark changes. */
const images = new URL('./images/', import.meta.url);
const drawing = await readFile(new URL('icon.svg', images), 'utf8');
const browser = await launchBrowser();
const page = await browser.newPage();
for (const edge of [128, 320, 400, 512]) {
  await page.setViewportSize({ width: edge, height: edge });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${edge}px;height:${edge}px}</style>${drawing}`,
  );
  await writeFile(new URL(`logo-${edge}.png`, images), await page.screenshot({ omitBackground: true }));
}
await browser.close();
