import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  grave,
  openPage,
  openTicket,
  ticketOf,
  writeIn,
  type Asked,
  type Fate,
  type Platform,
  type Stage,
} from './panel-stage.ts';

/** A complaint with the panel beside it. */
export interface OpenComplaint {
  readonly id: string;
  readonly page: Page;
  readonly panel: FrameLocator;
}

/** Somebody complains, and an agent opens the ticket. */
export async function openComplaint(
  stage: Stage,
  platform: Platform,
  subject: string,
  text = grave,
): Promise<OpenComplaint> {
  const id = await writeIn(stage, platform, { subject: `${subject} in ${platform}`, text, name: `Eve ${subject}` });
  const page = await openPage(stage);
  return { id, page, panel: await openTicket(page, stage, platform, subject) };
}

/** The ticket's own fields as the helpdesk holds them. */
export const fieldsOf = (stage: Stage, platform: Platform, id: string) => ticketOf(stage, platform, id).fields;

/** Opens a part of the panel, or closes it again. */
export const openPart = async (panel: FrameLocator, part: string): Promise<void> =>
  panel.getByRole('button', { name: part }).click();
/** Saves the part that is open. */
export const save = async (panel: FrameLocator): Promise<void> =>
  panel.getByRole('button', { name: 'Save', exact: true }).click();
/** Takes back what was just done. */
export const undo = async (panel: FrameLocator): Promise<void> => {
  const button = panel.getByRole('button', { name: 'Undo' });
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false');
  await button.click();
};

/** The helpdesk throws its panels away, and makes them anew when the agent comes back to the ticket. */
export async function comeBack(page: Page, panel: FrameLocator, subject: string): Promise<void> {
  await page.reload();
  await page.getByRole('navigation', { name: 'All tickets' }).getByText(subject).first().click();
  await panel.getByRole('heading', { level: 1 }).waitFor();
}

/** Whether the panel asks for a change. */
export const isWrite = ({ method }: Asked): boolean => method !== 'GET';
/** Lets everything be read and nothing be written. */
export const refusing =
  (fate: Fate) =>
  (asked: Asked): Fate =>
    isWrite(asked) ? fate : undefined;
