import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as driver } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

/** One process only dies with its first closed context; without web security an origin's faults would not be seen. */
const unwanted: ReadonlySet<string> = new Set(['--single-process', '--disable-web-security']);

/**
 * A real browser for tests: the one that comes as a package, where it has a build for this machine, else an installed Chrome.
 * `RECOURSE_BROWSER` names another one by its path.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['RECOURSE_BROWSER'];
  if (named !== undefined && named !== '') return driver.launch({ executablePath: named });
  if (process.platform !== 'linux' || process.arch !== 'x64') return driver.launch({ channel: 'chrome' });
  const executablePath = await chromium.executablePath();
  if (!existsSync(executablePath)) return driver.launch({ channel: 'chrome' });
  // The package's own font, so that a page is as wide on every machine.
  const env = { ...process.env, FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
  return await launch({
    executablePath,
    env,
    args: chromium.args.filter((one) => !unwanted.has(one)),
    headless: true,
  });
}

const mostLaunches = 3;

/** On a busy machine a thread of the browser's own crashes at times while it starts, before there is a page to test. */
async function launch(options: LaunchOptions): Promise<Browser> {
  for (let launches = 1; ; launches += 1) {
    try {
      return await driver.launch(options);
    } catch (cause) {
      if (launches === mostLaunches || !String(cause).includes('signal=SIGSEGV')) throw cause;
    }
  }
}
