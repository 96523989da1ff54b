import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  grave,
  meddle,
  openPage,
  openTicket,
  platforms,
  setFields,
  stageForTests,
  ticketOf,
  writeIn,
  type Asked,
  type Fate,
  type Platform,
} from './panel-stage.ts';

// What is cut off on purpose is reported by the browser too.
const stage = stageForTests(/ERR_(?:FAILED|INTERNET_DISCONNECTED)|Failed to fetch/u);

const isWrite = ({ method }: Asked): boolean => method !== 'GET';
const refusing =
  (fate: Fate) =>
  (asked: Asked): Fate =>
    isWrite(asked) ? fate : undefined;

interface Open {
  readonly id: string;
  readonly page: Page;
  readonly panel: FrameLocator;
}

async function complaint(platform: Platform, subject: string, text = grave): Promise<Open> {
  const id = await writeIn(stage(), platform, { subject: `${subject} in ${platform}`, text, name: `Eve ${subject}` });
  const page = await openPage(stage());
  return { id, page, panel: await openTicket(page, stage(), platform, subject) };
}

const open = async (panel: FrameLocator, part: string): Promise<void> =>
  panel.getByRole('button', { name: part }).click();
const save = async (panel: FrameLocator): Promise<void> =>
  panel.getByRole('button', { name: 'Save', exact: true }).click();
const undo = async (panel: FrameLocator): Promise<void> => {
  const button = panel.getByRole('button', { name: 'Undo' });
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false');
  await button.click();
};
const fieldsOf = (platform: Platform, id: string) => ticketOf(stage(), platform, id).fields;

/** The helpdesk throws its panels away, and makes them anew when the agent comes back to the ticket. */
async function comeBack(page: Page, panel: FrameLocator, subject: string): Promise<void> {
  await page.reload();
  await page.getByRole('navigation', { name: 'All tickets' }).getByText(subject).first().click();
  await panel.getByRole('heading', { level: 1 }).waitFor();
}

/** A colleague saves right after the panel has read the ticket for its next save. */
async function meanwhile(page: Page, platform: Platform, change: Parameters<typeof setFields>[2]): Promise<void> {
  let isDone = false;
  await meddle(page, async (asked) => {
    const path = platform === 'zendesk' ? `/tickets/${change.id}.json` : `/tickets/${change.id}?`;
    if (isDone || asked.method !== 'GET' || !asked.path.includes(path)) return undefined;
    isDone = true;
    const answer = await stage().sandbox.panelRequest({ ...asked, platform, method: 'GET' });
    await setFields(stage(), platform, change);
    return answer;
  });
}

async function typeCause(panel: FrameLocator, why: string): Promise<void> {
  await open(panel, 'Root cause');
  await panel.getByRole('combobox', { name: 'Root cause' }).selectOption('Process');
  await panel.getByLabel('Why? 1').fill(why);
}

describe.each(platforms)('a save in %s', (platform) => {
  test('stands beside what a colleague saved meanwhile, never overwrites it unseen, and can be taken back', async () => {
    const { id, page, panel } = await complaint(platform, 'Conflict');
    await open(panel, 'Assessment');
    await panel.getByLabel('Severity').selectOption('High');
    await meanwhile(page, platform, { id, fields: { category: 'billing' } });
    await save(panel);
    await panel.getByText('Saved beside what a colleague changed meanwhile.').waitFor();
    await expect
      .poll(() => fieldsOf(platform, id))
      .toMatchObject({ recourse_category: 'billing', recourse_severity: 'high' });

    await panel.getByLabel('Severity').selectOption('Low');
    await meanwhile(page, platform, { id, fields: { severity: 'critical' } });
    await save(panel);
    await panel.getByText('A colleague changed the same thing meanwhile.').waitFor();
    await panel.getByText('On the ticket now: Critical').waitFor();
    expect(await panel.getByLabel('Severity').inputValue()).toBe('low');
    expect(fieldsOf(platform, id)).toMatchObject({ recourse_severity: 'critical' });
    await meddle(page, () => undefined);
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(platform, id)).toMatchObject({ recourse_severity: 'low' });
    await undo(panel);
    await panel.getByText('Taken back.', { exact: true }).waitFor();
    expect(fieldsOf(platform, id)).toMatchObject({ recourse_severity: 'critical', recourse_category: 'billing' });
    await page.close();
  });

  test('that was refused or cut off says why, and loses nothing that was typed, be the panel thrown away', async () => {
    const { id, page, panel } = await complaint(platform, 'Refusals');
    const typed = 'The depot had the old address';
    await typeCause(panel, typed);
    const busy = platform === 'zendesk' ? 409 : 429;
    const refusals = [
      ['unanswered', 'Not saved: the helpdesk cannot be reached.'],
      [{ status: 403 }, 'Not saved: you may not change this ticket.'],
      [{ status: busy }, 'Not saved: the ticket is being changed by others.'],
      [{ status: platform === 'zendesk' ? 422 : 400 }, 'Not saved: the helpdesk refused.'],
      [{ status: 404 }, 'Not saved: the ticket is gone.'],
    ] as const;
    for (const [fate, said] of refusals) {
      await meddle(page, refusing(fate));
      await save(panel);
      await panel.getByText(said).waitFor();
      expect(await panel.getByLabel('Why? 1').inputValue()).toBe(typed);
      await meddle(page, () => undefined);
      if (fate !== 'unanswered' && fate.status === 403) {
        await comeBack(page, panel, 'Refusals');
        await open(panel, 'Root cause');
        expect(await panel.getByLabel('Why? 1').inputValue()).toBe(typed);
      }
    }
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(platform, id)['recourse_root_cause']).toContain(typed);
    await page.close();
  });

  test('waits while there is no connection, and typing goes on', async () => {
    const { id, page, panel } = await complaint(platform, 'Tunnel');
    await open(panel, 'Root cause');
    await page.context().setOffline(true);
    await panel.getByText('You are offline. What you type stays here').waitFor();
    await panel.getByRole('combobox', { name: 'Root cause' }).selectOption('System');
    await panel.getByLabel('Why? 1').fill('Typed in a tunnel');
    expect(await panel.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await page.context().setOffline(false);
    await panel.getByText('You are offline').waitFor({ state: 'detached' });
    expect(await panel.getByLabel('Why? 1').inputValue()).toBe('Typed in a tunnel');
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(platform, id)['recourse_root_cause']).toContain('Typed in a tunnel');
    await page.close();
  });

  test('goes on where a ticket was closed while somebody typed, unless the helpdesk freezes what is closed: then that is said and the words are kept', async () => {
    const { id, page, panel } = await complaint(platform, 'Too late');
    await typeCause(panel, 'Typed before it was closed');
    await stage().sandbox.changeStatus({ platform, id, status: 'closed' });
    if (platform === 'freshdesk') {
      await save(panel);
      await panel.getByText('Saved.', { exact: true }).waitFor();
      expect(fieldsOf(platform, id)['recourse_root_cause']).toContain('Typed before it was closed');
      await page.close();
      return;
    }
    await panel.getByText('This ticket is closed and takes no more changes.').waitFor();
    const why = panel.getByLabel('Why? 1');
    expect([await why.inputValue(), await why.isEditable()]).toEqual(['Typed before it was closed', false]);
    expect(await panel.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-disabled')).toBe('true');
    expect(await panel.getByRole('button', { name: 'Escalate', exact: true }).count()).toBe(0);
    await page.close();
  });

  test('of a fact for which the account has no field names the field, and says that it was not saved', async () => {
    const subject = 'Bare account';
    const id = await writeIn(stage(), platform, {
      subject: `${subject} in ${platform}`,
      text: grave,
      name: 'Eve Bare',
    });
    const page = await openPage(stage());
    await meddle(page, async ({ method, path, body }) => {
      if (method !== 'GET' || !path.includes('/ticket_fields')) return undefined;
      const answer = await stage().sandbox.panelRequest({ platform, method, path, body });
      return { status: answer.status, body: withoutCause(answer.body) };
    });
    const panel = await openTicket(page, stage(), platform, subject);
    await panel.getByText('A field of Recourse is missing in this account: recourse_root_cause').waitFor();
    await typeCause(panel, 'Nowhere to put it');
    await save(panel);
    await panel.getByText('Not saved: this account lacks a field of Recourse for it.').waitFor();
    expect(await panel.getByLabel('Why? 1').inputValue()).toBe('Nowhere to put it');
    expect(fieldsOf(platform, id)['recourse_root_cause'] ?? '').toBe('');
    await page.close();
  });
});

/** Ticket fields as the helpdesk lists them, but for one of ours. */
function withoutCause(body: unknown): unknown {
  const isOther = (field: unknown): boolean => !JSON.stringify(field).includes('recourse_root_cause');
  if (Array.isArray(body)) return body.filter(isOther);
  const { ticket_fields: fields, ...more } = body as { ticket_fields: unknown[] };
  return { ...more, ticket_fields: fields.filter(isOther) };
}

describe.each(platforms)('what is done at once in %s', (platform) => {
  test('an escalation keeps its note where it fails, is one save, and is taken back by one', async () => {
    const { id, page, panel } = await complaint(platform, 'Press');
    await panel.getByRole('button', { name: 'Escalate', exact: true }).click();
    await panel.getByLabel('Note for whoever takes it up').fill('They threaten to go to the press.');
    await meddle(page, refusing('unanswered'));
    await panel.getByRole('button', { name: 'Escalate now' }).click();
    await panel.getByText('Not saved: the helpdesk cannot be reached.').waitFor();
    await meddle(page, () => undefined);
    await comeBack(page, panel, 'Press');
    expect(await panel.getByLabel('Note for whoever takes it up').inputValue()).toBe(
      'They threaten to go to the press.',
    );
    const before = ticketOf(stage(), platform, id).comments.length;
    await panel.getByRole('button', { name: 'Escalate now' }).click();
    await panel.getByText('Escalated.').waitFor();
    await panel.getByText('Answer the escalation').last().waitFor();
    const notes = ticketOf(stage(), platform, id).comments.slice(before);
    expect(notes[0]).toMatchObject({ public: false });
    expect(notes[0]?.text).toContain('They threaten to go to the press.');
    await undo(panel);
    await panel.getByText('Escalation taken back.').waitFor();
    await expect.poll(() => panel.getByText('Answer the escalation').count()).toBe(0);
    const entries = ticketOf(stage(), platform, id).ledger.map(({ kind }) => kind);
    expect(entries.filter((kind) => kind === 'pressed' || kind === 'withdrawn')).toEqual(['pressed', 'withdrawn']);
    // Whoever looks at the card in Slack is told.
    await stage().sandbox.moveBy(5 * 60_000);
    expect(JSON.stringify(stage().sandbox.state().channels)).toContain('Escalation taken back by');
    await page.close();
  });

  test('a closing is one save that holds all of it; what somebody else ended is written down by one press', async () => {
    const { id, page, panel } = await complaint(platform, 'Whole');
    await ready(platform, id);
    await open(panel, 'Before closing');
    await panel.getByText('Nothing is missing.').waitFor();
    const written: Asked[] = [];
    await stage().sandbox.killServer();
    await meddle(page, (asked) => {
      if (isWrite(asked)) written.push(asked);
      return isWrite(asked) && written.length > 1 ? 'unanswered' : undefined;
    });
    await panel.getByRole('button', { name: 'Close the complaint' }).click();
    await panel.getByText('Closed.', { exact: true }).waitFor();
    expect(written).toHaveLength(1);
    expect(ticketOf(stage(), platform, id).status).toBe('solved');
    expect(ticketOf(stage(), platform, id).tags).not.toContain('recourse_open');
    expect(JSON.parse(fieldsOf(platform, id)['recourse_closing'] ?? '')).toMatchObject({ endings: { length: 1 } });
    expect(await panel.getByRole('button', { name: 'Write it down' }).count()).toBe(0);
    await meddle(page, () => undefined);

    await stage().sandbox.moveBy(60_000);
    await undo(panel);
    await panel.getByText('Open again.').waitFor();
    await stage().sandbox.moveBy(5 * 60_000);
    await stage().sandbox.changeStatus({ platform, id, status: 'solved' });
    await panel.getByRole('button', { name: 'Write it down' }).click();
    await panel.getByText('Written down.').waitFor();
    expect(JSON.parse(fieldsOf(platform, id)['recourse_closing'] ?? '')).toMatchObject({ endings: { length: 2 } });
    expect(await panel.getByRole('button', { name: 'Write it down' }).count()).toBe(0);
    await stage().sandbox.startServer();
    await page.close();
  });

  test('a closing is taken back by one save, and the ticket stands where it stood', async () => {
    const { id, page, panel } = await complaint(platform, 'Second thoughts');
    await ready(platform, id);
    const { status } = ticketOf(stage(), platform, id);
    await open(panel, 'Before closing');
    await panel.getByRole('button', { name: 'Close the complaint' }).click();
    await panel.getByText('Closed.', { exact: true }).waitFor();
    await undo(panel);
    await panel.getByText('Open again.').waitFor();
    expect(ticketOf(stage(), platform, id)).toMatchObject({
      status,
      tags: expect.arrayContaining(['recourse_open']),
    });
    await page.close();
  });
});

/** All that has to be there before a complaint may be closed. */
async function ready(platform: Platform, id: string): Promise<void> {
  const said =
    'This is our final response. We do not uphold it, because the visit was made. We have received your words.';
  await stage().sandbox.reply({ platform, id, public: true, text: said, status: 'open' });
  await setFields(stage(), platform, {
    id,
    fields: { category: 'service', severity: 'low', root_cause: 'people', outcome: 'notUpheld: the visit was made' },
  });
  await stage().sandbox.moveBy(60_000);
}

describe.each(platforms)('vulnerability in %s', (platform) => {
  const words = `${grave} My husband uses a wheelchair.`;

  test('is neither told nor hinted at to anybody whom the policy does not name', async () => {
    const { page, panel } = await complaint(platform, 'Unnamed', words);
    await open(panel, 'Assessment');
    await open(panel, 'Why this is a complaint');
    await panel.getByText('Vulnerable circumstances: shown only to colleagues whom the policy names.').waitFor();
    const shown = await panel.locator('body').innerHTML();
    expect(shown).toContain('formal complaint');
    expect(shown).not.toMatch(/wheelchair|Health|Drivers|Suspected|suspected|may tell of/u);
    await page.close();
  });

  test('is put before those whom it names, and written when they confirm it', async () => {
    const subject = 'Named';
    const id = await writeIn(stage(), platform, {
      subject: `${subject} in ${platform}`,
      text: words,
      name: 'Eve Named',
    });
    const page = await openPage(stage());
    await page.route('**/policy.json', async (route) => {
      const policy = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...policy, vulnerability: { visibleTo: ['agent'] } } });
    });
    const panel = await openTicket(page, stage(), platform, subject);
    await open(panel, 'Assessment');
    await panel.getByText('Their words may tell of: Health').waitFor();
    expect(await panel.locator('q', { hasText: 'wheelchair' }).count()).toBe(1);
    expect(fieldsOf(platform, id)['recourse_vulnerability'] ?? '').toBe('');
    await panel.getByRole('button', { name: 'Fill in as suspected' }).click();
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(platform, id)).toMatchObject({ recourse_vulnerability: 'suspected: health' });
    await page.close();
  });
});
