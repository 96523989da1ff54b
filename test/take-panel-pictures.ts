import { mkdirSync } from 'node:fs';
import type { FrameLocator, Page } from 'playwright-core';
import {
  frameOf,
  grave,
  openPage,
  openStage,
  openTicket,
  platforms,
  writeIn,
  type Platform,
  type Stage,
} from './apps/sidebar/panel-stage.ts';
import { root } from './imports.ts';

/** Takes the pictures of both panels in their eight states, each as wide as its helpdesk shows it. */
const folder = `${root}apps/sidebar/pictures`;
const hour = 3_600_000;
const mild = 'The chairs wobble rather a lot and I am not very happy about it.';

mkdirSync(folder, { recursive: true });
const stage = await openStage();
try {
  for (const platform of platforms) await tell(platform);
  await stage.sandbox.moveBy(26 * hour);
  for (const platform of platforms) await tellLate(platform);
  for (const platform of platforms) await picture(platform);
} finally {
  await stage.close();
}
process.stdout.write(stage.faults.length === 0 ? 'taken\n' : `${stage.faults.join('\n')}\n`);

async function tell(platform: Platform): Promise<void> {
  const paused = await writeIn(stage, platform, { subject: 'Still no refund', text: grave, name: 'Ada Penhale' });
  await writeIn(stage, platform, { subject: 'Nobody rings back', text: grave, name: 'Owen Trask' });
  const closing = await writeIn(stage, platform, { subject: 'Charged twice', text: grave, name: 'Femi Adeyemi' });
  const closed = await writeIn(stage, platform, { subject: 'Wrong bill', text: grave, name: 'Grace Lyle' });
  const { sandbox } = stage;
  const said = { platform, public: true };
  const ack = 'Thank you. We have received your complaint and are looking into it.';
  await sandbox.reply({ ...said, id: paused, text: `${ack} Could you please send us the receipt?`, status: 'pending' });
  await sandbox.reply({ ...said, id: closing, text: ack, status: 'open' });
  const answer = 'This is our final response. We have refunded you, because the bill was wrong. We are sorry.';
  await sandbox.reply({ ...said, id: closed, text: answer, status: 'solved' });
  await sandbox.moveBy(hour);
  await sandbox.changeStatus({ platform, id: closed, status: 'closed' });
}

async function tellLate(platform: Platform): Promise<void> {
  const running = await writeIn(stage, platform, { subject: 'Third visit missed', text: grave, name: 'Rosa Marin' });
  await stage.sandbox.moveBy(hour);
  const text = 'Thank you. We have received your complaint and are looking into it.';
  await stage.sandbox.reply({ platform, id: running, public: true, text, status: 'open' });
  await writeIn(stage, platform, { subject: 'The six chairs', text: mild, name: 'Eleanor Whitcombe' });
  await writeIn(stage, platform, { subject: 'Opening hours', text: 'When are you open on Saturday?', name: 'Jo Pike' });
}

interface Shot {
  readonly name: string;
  readonly subject: string;
  readonly prepare?: (panel: FrameLocator) => Promise<void>;
  readonly width?: number;
  readonly page?: Parameters<Stage['browser']['newPage']>[0];
}

async function picture(platform: Platform): Promise<void> {
  const open = (part: string) => async (panel: FrameLocator) => panel.getByRole('button', { name: part }).click();
  const dark = platform === 'zendesk' ? { colorScheme: 'dark' as const } : {};
  const shots: readonly Shot[] = [
    { name: 'running', subject: 'Third visit missed', prepare: open('Why this is') },
    { name: 'breached', subject: 'Nobody rings back', prepare: open('Told in Slack') },
    { name: 'paused', subject: 'Still no refund' },
    { name: 'possible', subject: 'The six chairs', prepare: open('Why this may') },
    { name: 'none', subject: 'Opening hours' },
    { name: 'closing', subject: 'Charged twice', prepare: closing },
    { name: 'closed', subject: 'Wrong bill', prepare: open('Before closing') },
    {
      name: 'german-240',
      subject: 'Nobody rings back',
      prepare: open('Bewertung'),
      width: 240,
      page: { locale: 'de-DE', ...dark },
    },
  ];
  for (const shot of shots) {
    const page = await openPage(stage, { ...shot.page });
    const panel = await openTicket(page, stage, platform, shot.subject);
    await shot.prepare?.(panel);
    await alone(page, shot.width ?? 320);
    await page.mouse.move(1_439, 0);
    await page.locator('iframe.panel-frame').screenshot({ path: `${folder}/${platform}-${shot.name}.png` });
    await page.close();
  }
}

/** Some parts are filled in, and what is left is listed. */
async function closing(panel: FrameLocator): Promise<void> {
  await panel.getByRole('button', { name: 'Promises' }).click();
  await panel.getByRole('button', { name: 'Root cause' }).click();
  await panel.getByRole('combobox', { name: 'Root cause' }).selectOption('Process');
  await panel.getByLabel('Why? 1').fill('The bill was made before the cancellation was booked');
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.getByText('Saved.').waitFor();
  await panel.getByRole('button', { name: 'Before closing' }).click();
}

/** The panel as wide as said and as high as it is, in front of everything else. */
async function alone(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 2_400 });
  await page.evaluate((width) => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe.panel-frame');
    if (frame === null) return;
    document.body.append(document.createElement('i'));
    Object.assign(frame.style, { position: 'fixed', top: '0', left: '0', width: `${width}px`, zIndex: '9' });
    for (let part = frame.parentElement; part !== null; part = part.parentElement) {
      Object.assign(part.style, { overflow: 'visible', transform: 'none', contain: 'none' });
    }
  }, width);
  await page.waitForTimeout(300);
  // Where the helpdesk lets it be no higher, the picture shows what is reached by scrolling too.
  const height = await frameOf(page).evaluate(
    () => document.querySelector('.panel')?.getBoundingClientRect().height ?? 0,
  );
  await page.evaluate((height) => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe.panel-frame');
    if (frame !== null) frame.style.height = `${Math.ceil(height)}px`;
  }, height);
  await page.waitForTimeout(300);
}
