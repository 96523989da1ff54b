import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violations } from '../../axe.ts';
import { hangingOver } from '../../hanging-over.ts';
import { demoPage } from './demo-page.ts';

const visit = demoPage();

interface Stop {
  readonly name: string;
  readonly outlined: boolean;
}

/** What so many presses of Tab come to, in turn, from wherever the focus is. */
async function tabStops(page: Page, presses: number): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let i = 0; i < presses; i += 1) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const here = document.activeElement as HTMLElement;
        const seen = here.matches('.audience input') ? (here.nextElementSibling as HTMLElement) : here;
        return {
          // What has the focus within the panel is the panel's own affair.
          name:
            here === document.body || here.tagName === 'IFRAME'
              ? 'the document'
              : (here.getAttribute('aria-label') ?? here.textContent.trim()),
          outlined: getComputedStyle(seen).outlineStyle !== 'none',
        };
      }),
    );
  }
  return stops;
}

describe('for everybody', () => {
  test('the keyboard reaches everything in the order it is read, and shows where it is', async () => {
    const { page } = await visit({ hours: 1 });
    const stops = await tabStops(page, 40);
    const names = stops.map(({ name }) => name);
    const wanted = ['Let the clock run', '+1 hour', 'Write in as a customer', 'Pull the plug', 'Add a tag', 'Conversation', 'Apply a macro', 'Submit as Open', 'complaints', 'Messages in complaints', 'Acknowledge', 'Escalate']; // prettier-ignore
    const at = wanted.map((name) => names.findIndex((one) => one.startsWith(name)));
    expect(at.every((index) => index >= 0)).toBe(true);
    expect(at).toEqual([...at].sort((one, other) => one - other));
    expect(stops.filter(({ outlined, name }) => !outlined && name !== 'the document').map(({ name }) => name)).toEqual(
      [],
    );
  });

  test('arrow keys walk the list and Enter opens a ticket', async () => {
    const { page, rows } = await visit({ hours: 6 });
    await rows().first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const name = await page.evaluate(() => document.activeElement?.querySelector('.row-subject')?.textContent ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 2 }).waitFor();
    expect(await rows().nth(2).getAttribute('aria-current')).toBe('true');
  });

  test('axe finds nothing, in light and dark, wide and narrow', async () => {
    const { page } = await visit({ hours: 30 });
    const inBoth = async (): Promise<readonly string[]> => {
      const light = await violations(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await violations(page);
      await page.emulateMedia({ colorScheme: 'light' });
      return [...light, ...dark];
    };
    await page.getByText('Kept on this ticket').click();
    await page.getByText('What happened so far').click();
    await page.getByText('Overdue').first().waitFor();
    expect(await inBoth()).toEqual([]);
    await page.getByText('What happened so far').click();
    await page.getByRole('button', { name: 'Pull the plug' }).click();
    await page.getByText('Recourse is off').waitFor();
    await page.getByRole('radio', { name: 'Internal note' }).check();
    await page.setViewportSize({ width: 1000, height: 800 });
    expect(await inBoth()).toEqual([]);
    await page.getByRole('button', { name: 'Write in as a customer' }).click();
    expect(await inBoth()).toEqual([]);
  });
});

describe('for everybody, in Freshdesk', () => {
  test('the keyboard goes through Freshdesk in the order it is read', async () => {
    const { page, openTicket } = await visit({ second: true, query: '?paused#saltmarsh' });
    await openTicket('2');
    await page.getByRole('button', { name: /Fernhill Home/ }).focus();
    const names = (await tabStops(page, 24)).map(({ name }) => name);
    const wanted = ['Saltmarsh Broadband', 'Follow what happens', 'Line dead', 'Reply', 'Add note', 'Close', 'Conversation', 'Add a tag', 'Update']; // prettier-ignore
    const at = wanted.map((name) => names.findIndex((one) => one.includes(name)));
    expect(
      at.every((index) => index >= 0),
      names.join(', '),
    ).toBe(true);
    expect(at).toEqual([...at].sort((one, other) => one - other));
  });

  test('nothing hangs over the edge in Freshdesk, and axe finds nothing, in light and dark, wide and narrow', async () => {
    const { page, conversation, openTicket } = await visit({ second: true, query: '?paused#saltmarsh' });
    const tools = page.getByRole('group', { name: 'Ticket actions' });
    await openTicket('2');
    await page.getByText('Kept on this ticket').click();
    await conversation().getByText('Recourse’s ledger notes (2)').click();
    await tools.getByRole('button', { name: 'Reply' }).click();
    const parts = '.bar, .strip, .narration, .window, .fd-list, .fd-ticket, .fd-side, .fd-said, .fd-editor, .complaint';
    for (const width of [900, 1024, 1241, 1440, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await hangingOver(page, parts)).toEqual([]);
    }
    for (const width of [1440, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${colorScheme}, ${String(width)}`).toEqual([]);
      }
      await tools.getByRole('button', { name: 'Add note' }).click();
    }
  });
});
