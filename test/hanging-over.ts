import type { Frame, Page } from 'playwright-core';

/**
 * Which of these parts, or the page itself, hold more than is seen of them at the width there is; one line each. What a
 * drawing holds, and what only a screen reader finds, hangs over nothing.
 *
 * @param parts  as a selector
 */
export async function hangingOver(page: Page | Frame, parts: string): Promise<readonly string[]> {
  return page.evaluate(
    (parts) =>
      [document.documentElement, ...document.querySelectorAll(parts)]
        .filter(
          (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1 && part.closest('svg') === null,
        )
        .map((part) => `${part.className} at ${String(innerWidth)}`),
    parts,
  );
}
