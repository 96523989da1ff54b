import { fileURLToPath } from 'node:url';
import type { FrameLocator, Page } from 'playwright-core';
import {
  grave,
  openPage,
  openStage,
  openTicket,
  platforms,
  writeIn,
  type Platform,
} from '../test/apps/sidebar/panel-stage.ts';

/** What each marketplace asks for, in pixels. */
const sizes = { zendesk: { width: 1024, height: 768 }, freshdesk: { width: 1280, height: 720 } } as const;

const complaint = {
  subject: 'Third visit and still no connection',
  text: grave,
};

/** Left of the ticket's title stand its signs, in one helpdesk more of them than in the other. */
const besideTitle = { zendesk: 18, freshdesk: 46 } as const;
/** Above it begins what scrolls, or the ticket's own buttons. */
const aboveTitle = { zendesk: 14, freshdesk: 54 } as const;

/** Ticket and panel within the page. */
async function ticketBox(page: Page, platform: Platform): Promise<Record<'x' | 'y' | 'width' | 'height', number>> {
  const head = await page.getByRole('heading', { name: complaint.subject }).first().boundingBox();
  const desk = await page.getByRole('region', { name: 'The helpdesk, as an agent sees it' }).boundingBox();
  if (head === null || desk === null) throw new Error('the ticket is not to be seen');
  const [x, y] = [Math.round(head.x - besideTitle[platform]), Math.round(head.y - aboveTitle[platform])];
  return { x, y, width: Math.round(desk.x + desk.width) - x, height: Math.round(desk.y + desk.height) - y };
}

/** Makes the window so large that ticket and panel fill the picture, and no larger. */
async function fitWindow(page: Page, platform: Platform): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { width, height } = await ticketBox(page, platform);
    const lacking = { width: sizes[platform].width - width, height: sizes[platform].height - height };
    if (lacking.width === 0 && lacking.height === 0) return;
    const now = page.viewportSize()!;
    await page.setViewportSize({ width: now.width + lacking.width, height: now.height + lacking.height });
  }
}

/** @param part  of the panel, that is to stand on top; else its beginning does */
async function take(page: Page, platform: Platform, number: number, part?: string): Promise<void> {
  // What the sandbox shows of a ticket's fields is no part of a helpdesk.
  await page
    .getByText('Kept on this ticket')
    .evaluate((kept) => kept.closest('details')?.style.setProperty('display', 'none'));
  await fitWindow(page, platform);
  const top = page.locator('iframe.panel-frame');
  const shown = page.frameLocator('iframe.panel-frame').locator(part ?? '.panel');
  await top.evaluate((frame) => frame.scrollIntoView());
  await shown.evaluate((one) => one.scrollIntoView());
  const { x, y } = await ticketBox(page, platform);
  // A pointer over a button, or the cursor in a field, says nothing to whoever looks at the picture.
  await page.mouse.move(0, 0);
  const path = fileURLToPath(new URL(`./images/${platform}-screenshot-${number}.png`, import.meta.url));
  await page.screenshot({ path, clip: { x, y, ...sizes[platform] }, caret: 'hide', animations: 'disabled' });
}

const press = (panel: FrameLocator, name: string): Promise<void> =>
  panel.getByRole('button', { name, exact: true }).click();

/** Takes the pictures of the listings from the sandbox, whose panels are those of the packages. Run by hand when the panel changes. */
const stage = await openStage();
for (const platform of platforms) {
  const page = await openPage(stage, { viewport: { width: 1_800, height: sizes[platform].height + 210 } });
  await writeIn(stage, platform, complaint);
  const panel = await openTicket(page, stage, platform, complaint.subject);
  await take(page, platform, 1);

  await press(panel, 'Promises');
  await press(panel, 'Why this is a complaint');
  await press(panel, 'Assessment');
  await panel.getByLabel('Category').fill('service');
  await panel.getByLabel('Severity').selectOption('High');
  await panel.getByLabel('Impact').selectOption('Several people');
  // As much of both parts as there is room for.
  await take(page, platform, 2, platform === 'zendesk' ? '#part-why-b' : '#part-why .answer');
  await press(panel, 'Save');
  await panel.getByText('Saved.').waitFor();

  await press(panel, 'Assessment');
  await press(panel, 'Why this is a complaint');
  await press(panel, 'Draft acknowledgement');
  await stage.sandbox.moveBy(26 * 3_600_000);
  await panel
    .getByText(/overdue/u)
    .first()
    .waitFor();
  await press(panel, 'Promises');
  await take(page, platform, 3);
  await page.close();
}
await stage.close();
