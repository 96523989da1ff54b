import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/**
 * What axe-core complains of, one line each. Evaluated by the driver, so that the page's own policy stays as it is.
 *
 * @param within  the part of the page that is looked at, as a selector; all of it unless said otherwise
 */
export async function violations(page: Page | Frame, within?: string): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(source);
  const part = within === undefined ? 'document' : JSON.stringify(within);
  const { violations: found } = await page.evaluate<AxeResult>(`axe.run(${part}, { resultTypes: ['violations'] })`);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
