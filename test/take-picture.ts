import { startSandbox } from '#apps/sandbox/main.ts';
import { launchBrowser } from './browser.ts';
import { root } from './imports.ts';

/** Takes the pictures of the sandbox, of both companies, after `vite build --config apps/sandbox/vite.config.ts`. */
const running = await startSandbox({ port: 0 });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${running.url}/?paused`);
await running.sandbox.moveBy(5.2 * 3_600_000);
const slack = page.getByRole('region', { name: 'Slack, as a supervisor sees it' });
await slack
  .getByText(/Promise broken: acknowledge the complaint was due/u)
  .first()
  .waitFor();
const desk = page.getByRole('region', { name: 'The helpdesk, as an agent sees it' });
await desk
  .getByText(/Alder sofa/u)
  .first()
  .click();
// The highlight of what is new has faded by then.
await page.waitForTimeout(4_000);
await page.screenshot({ path: `${root}apps/sandbox/sandbox.png` });

await page.getByRole('button', { name: /Saltmarsh Broadband/u }).click();
await running.sandbox.moveBy(1.3 * 3_600_000);
await slack
  .getByText(/Promise broken: acknowledge the complaint was due/u)
  .first()
  .waitFor();
await desk
  .getByText(/third Saturday/u)
  .first()
  .click();
await page.waitForTimeout(4_000);
await page.screenshot({ path: `${root}apps/sandbox/sandbox-freshdesk.png` });
await browser.close();
await running.close();
