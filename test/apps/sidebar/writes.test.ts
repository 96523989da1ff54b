import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { mostActions } from '#core/complaint/decided-records.ts';
import {
  grave,
  meddle,
  openPage,
  openTicket,
  platforms,
  setFields,
  stageForTests,
  writeIn,
  type Platform,
} from './panel-stage.ts';
import { comeBack, fieldsOf, openComplaint, openPart, refusing, save, undo } from './agent-at-panel.ts';

// What is cut off on purpose is reported by the browser too.
const stage = stageForTests(/ERR_(?:FAILED|INTERNET_DISCONNECTED)|Failed to fetch/u);

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
  await openPart(panel, 'Root cause');
  await panel.getByRole('combobox', { name: 'Root cause' }).selectOption('Process');
  await panel.getByLabel('Why? 1').fill(why);
}

describe.each(platforms)('a save in %s', (platform) => {
  test('stands beside what a colleague saved meanwhile, never overwrites it unseen, and can be taken back', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Conflict');
    await openPart(panel, 'Assessment');
    await panel.getByLabel('Severity').selectOption('High');
    await meanwhile(page, platform, { id, fields: { category: 'billing' } });
    await save(panel);
    await panel.getByText('Saved beside what a colleague changed meanwhile.').waitFor();
    await expect
      .poll(() => fieldsOf(stage(), platform, id))
      .toMatchObject({ recourse_category: 'billing', recourse_severity: 'high' });

    await panel.getByLabel('Severity').selectOption('Low');
    await meanwhile(page, platform, { id, fields: { severity: 'critical' } });
    await save(panel);
    await panel.getByText('A colleague changed the same thing meanwhile.').waitFor();
    await panel.getByText('On the ticket now: Critical').waitFor();
    expect(await panel.getByLabel('Severity').inputValue()).toBe('low');
    expect(fieldsOf(stage(), platform, id)).toMatchObject({ recourse_severity: 'critical' });
    await meddle(page, () => undefined);
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(stage(), platform, id)).toMatchObject({ recourse_severity: 'low' });
    await undo(panel);
    await panel.getByText('Taken back.', { exact: true }).waitFor();
    expect(fieldsOf(stage(), platform, id)).toMatchObject({
      recourse_severity: 'critical',
      recourse_category: 'billing',
    });
    await page.close();
  });

  test('that was refused or cut off says why, and loses nothing that was typed, be the panel thrown away', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Refusals');
    const typed = 'The depot had the old address';
    await typeCause(panel, typed);
    const busy = platform === 'zendesk' ? 409 : 429;
    const refusals = [
      ['unanswered', 'Not saved: the helpdesk cannot be reached.'],
      [{ status: 403 }, 'Not saved: you may not change this ticket.'],
      [{ status: busy }, 'Not saved: the helpdesk is busy, or others are changing the ticket.'],
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
        await openPart(panel, 'Root cause');
        expect(await panel.getByLabel('Why? 1').inputValue()).toBe(typed);
      }
    }
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(stage(), platform, id)['recourse_root_cause']).toContain(typed);
    await page.close();
  });

  test('takes no more actions than the ticket holds: one more would be lost', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Many actions');
    const action = { kind: 'corrective', what: 'Look again' } as const;
    const list = Array.from({ length: mostActions }, (_, n) => ({ ...action, id: `a${n}` }));
    await setFields(stage(), platform, { id, fields: { action: JSON.stringify({ v: 1, list }) } });
    await comeBack(page, panel, 'Many actions');
    await openPart(panel, 'Actions');
    const add = panel.getByRole('button', { name: 'Add an action' });
    await panel.getByText(`A ticket holds at most ${mostActions} actions.`).waitFor();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await panel.getByRole('button', { name: `Remove action ${mostActions}` }).click();
    await panel.getByText('A ticket holds at most').waitFor({ state: 'detached' });
    expect(await add.getAttribute('aria-disabled')).toBe('false');
    await page.close();
  });

  test('waits while there is no connection, and typing goes on', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Tunnel');
    await openPart(panel, 'Root cause');
    await page.context().setOffline(true);
    // Read aloud, too, to whoever cannot see it appear.
    await panel.getByRole('status').getByText('You are offline. What you type stays here').waitFor();
    await panel.getByRole('combobox', { name: 'Root cause' }).selectOption('System');
    await panel.getByLabel('Why? 1').fill('Typed in a tunnel');
    expect(await panel.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await page.context().setOffline(false);
    await panel.getByText('You are offline').waitFor({ state: 'detached' });
    expect(await panel.getByLabel('Why? 1').inputValue()).toBe('Typed in a tunnel');
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(stage(), platform, id)['recourse_root_cause']).toContain('Typed in a tunnel');
    await page.close();
  });

  test('goes on where a ticket was closed while somebody typed, unless the helpdesk freezes what is closed: then that is said and the words are kept', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Too late');
    await typeCause(panel, 'Typed before it was closed');
    await stage().sandbox.changeStatus({ platform, id, status: 'closed' });
    if (platform === 'freshdesk') {
      await save(panel);
      await panel.getByText('Saved.', { exact: true }).waitFor();
      expect(fieldsOf(stage(), platform, id)['recourse_root_cause']).toContain('Typed before it was closed');
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
    expect(fieldsOf(stage(), platform, id)['recourse_root_cause'] ?? '').toBe('');
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

describe('in either helpdesk', () => {
  test('a sum that nobody can read stays typed, with its currency, and is called so; the rest is saved', async () => {
    const { id, page, panel } = await openComplaint(stage(), 'zendesk', 'Sum');
    await openPart(panel, 'Outcome and remedy');
    const amount = panel.getByLabel('Amount');
    await panel.getByLabel('Outcome').selectOption('Upheld');
    await amount.fill('about 50');
    await panel.getByLabel('Currency').fill('GBP');
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(stage(), 'zendesk', id)['recourse_outcome']).toBe('upheld');
    expect([await amount.inputValue(), await panel.getByLabel('Currency').inputValue()]).toEqual(['about 50', 'GBP']);
    await panel.getByText('Write figures alone, as in 1234.50.').waitFor();
    const isOff = () => panel.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-disabled');
    await expect.poll(isOff).toBe('true');
    await amount.fill('50');
    await save(panel);
    await panel.getByText('Not saved yet').waitFor({ state: 'detached' });
    expect(fieldsOf(stage(), 'zendesk', id)['recourse_remedy']).toContain('"value":50');
    await page.close();
  });

  test('a ticket that cannot be read again is said to be so, over what was read before', async () => {
    const { page, panel } = await openComplaint(stage(), 'zendesk', 'Unread');
    await openPart(panel, 'Assessment');
    let isSaved = false;
    let isBack = false;
    const { promise: pressed, resolve: press } = Promise.withResolvers<void>();
    await meddle(page, async ({ method }) => {
      isSaved ||= method === 'PUT';
      if (!isSaved || method !== 'GET') return undefined;
      if (!isBack) return { status: 503 };
      // The panel reads again by itself when the ticket changes: not before the button was pressed.
      await pressed;
      return undefined;
    });
    await panel.getByLabel('Severity').selectOption('Low');
    await save(panel);
    await panel.getByRole('alert').getByText('The ticket cannot be read now.').waitFor();
    isBack = true;
    await panel.getByRole('button', { name: 'Try again' }).press('Enter');
    press();
    await panel.getByRole('alert').waitFor({ state: 'detached' });
    expect(await panel.getByLabel('Severity').inputValue()).toBe('low');
    // What was pressed is gone: the cursor stays in the panel, on what was said or on the first button.
    await panel.locator(':focus').waitFor();
    await page.close();
  });

  test('two presses at once put one draft into the reply box', async () => {
    const { page, panel } = await openComplaint(stage(), 'zendesk', 'Twice');
    await panel.getByRole('button', { name: 'Draft acknowledgement' }).dblclick();
    await panel.getByText('Put into the reply box.').waitFor();
    const box = page.getByLabel(/^Public reply to/u);
    await expect.poll(async () => (await box.inputValue()).match(/received your complaint/gu)?.length).toBe(1);
    await page.close();
  });

  test('a panel that does not learn beside which ticket it stands says so', async () => {
    const page = await openPage(stage());
    const faults = stage().faults.length;
    await page.goto(`${stage().url}/panels/freshdesk/index.html?origin=${stage().url}`);
    await page.getByRole('alert').getByText('The ticket cannot be read now.').waitFor();
    expect(stage().faults.slice(faults)).toEqual([]);
    await page.close();
  });

  test.each(['recognising.js', 'german.js'])(
    'a ticket that needs %s is shown once that can be fetched',
    async (file) => {
      const subject = `Shown by ${file}`;
      const text =
        file === 'german.js'
          ? 'Ich möchte mich förmlich beschweren: der Tisch kam zerbrochen an, und niemand antwortet mir.'
          : 'When are you open on Saturday?';
      const from = { name: 'Jo Pike', email: 'jo@customers.example' };
      const { sandbox } = stage();
      const { id } = await sandbox.createTicket({ platform: 'zendesk', from, subject, text });
      if (file === 'german.js') {
        await sandbox.moveBy(60_000);
        await sandbox.reply({ platform: 'zendesk', id, text: 'Wir haben Ihre Beschwerde erhalten.', public: true });
      }
      const page = await openPage(stage());
      await page.route(`**/${file}*`, (route) => route.abort());
      await page.goto(`${stage().url}/?paused#fernhill`);
      await page.getByRole('navigation', { name: 'All tickets' }).getByText(subject).first().click();
      const panel = page.frameLocator('iframe.panel-frame');
      await panel.getByRole('alert').getByText('The ticket cannot be read now.').waitFor();
      await page.unroute(`**/${file}*`);
      await panel.getByRole('button', { name: 'Try again' }).click();
      await panel.getByRole('heading', { level: 1 }).waitFor();
      await page.close();
    },
  );

  test('what saves is fetched when somebody saves, where it could not be before', async () => {
    await writeIn(stage(), 'zendesk', { subject: 'Saved later', text: grave, name: 'Eve Later' });
    const page = await openPage(stage());
    await page.route('**/save.js*', (route) => route.abort());
    const panel = await openTicket(page, stage(), 'zendesk', 'Saved later');
    await openPart(panel, 'Assessment');
    await panel.getByLabel('Severity').selectOption('Low');
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await panel.getByText(/^Not saved: the helpdesk is busy/u).waitFor();
    await page.unroute('**/save.js*');
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    await page.close();
  });

  test('a letter that cannot be put into the reply box is said to be none', async () => {
    const { page, panel } = await openComplaint(stage(), 'zendesk', 'Letter');
    // They write German, and its words cannot be fetched.
    await page.route(/\/de\.js/u, (route) => route.abort());
    await meddle(page, async (asked) => {
      if (!asked.path.includes('include=users')) return undefined;
      const answer = await stage().sandbox.panelRequest({ ...asked, platform: 'zendesk', method: 'GET' });
      return { ...answer, body: JSON.parse(JSON.stringify(answer.body).replaceAll('"en-US"', '"de"')) as unknown };
    });
    await comeBack(page, panel, 'Letter');
    await panel.getByRole('button', { name: 'Draft acknowledgement' }).click();
    await panel.getByText('Nothing was put into the reply box.').waitFor();
    await page.close();
  });

  test('a letter says what is decided now, be it another decision than the panel has read', async () => {
    const platform = 'freshdesk';
    const id = await writeIn(stage(), platform, { subject: 'Overtaken', text: grave, name: 'Eve Overtaken' });
    const ack = 'Thank you. We have received your complaint and are looking into it.';
    await stage().sandbox.reply({ platform, id, public: true, text: ack, status: 'open' });
    const decided = { severity: 'low', root_cause: 'people', outcome: 'notUpheld: the visit was made' };
    await setFields(stage(), platform, { id, fields: decided });
    await stage().sandbox.moveBy(60_000);
    const page = await openPage(stage());
    const panel = await openTicket(page, stage(), platform, 'Overtaken');
    await panel.getByRole('button', { name: 'Draft decision' }).waitFor();
    // What a colleague saves the panel has not read yet when the letter is asked for.
    const slow = Promise.withResolvers<undefined>();
    await meddle(page, async () => slow.promise);
    await setFields(stage(), platform, { id, fields: { outcome: 'outOfScope: another company built it' } });
    await panel.getByRole('button', { name: 'Draft decision' }).click();
    slow.resolve(undefined);
    await panel.getByText('Put into the reply box.').waitFor();
    const box = page.getByLabel(/^Reply to/u);
    await expect.poll(() => box.inputValue()).toContain('out of scope. The reason is: another company built it');
    await page.close();
  });
});
