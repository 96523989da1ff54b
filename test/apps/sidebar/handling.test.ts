import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  frameOf,
  grave,
  openPage,
  openTicket,
  platforms,
  stageForTests,
  ticketOf,
  writeIn,
  type Platform,
} from './panel-stage.ts';
import { fieldsOf, openComplaint, openPart, save } from './agent-at-panel.ts';

const stage = stageForTests();

const complaint = {
  subject: 'Third visit and still no connection',
  text: grave,
};

const saved = async (panel: FrameLocator): Promise<void> => panel.getByText('Saved.').waitFor();

/** The agent sends what stands in the reply box. */
async function send(page: Page, platform: Platform): Promise<void> {
  if (platform === 'zendesk') await page.getByRole('button', { name: /^Submit as/u }).click();
  else await page.getByRole('form', { name: 'Reply' }).getByRole('button', { name: /^Send/u }).first().click();
}

const replyBox = (page: Page, platform: Platform) =>
  platform === 'zendesk' ? page.getByLabel(/^Public reply to/u) : page.getByLabel(/^Reply to/u);

describe.each(platforms)('in %s', (platform) => {
  test('an agent handles a complaint from confirming it to closing it with a root cause and an action', async () => {
    const id = await writeIn(stage(), platform, complaint);
    const page = await openPage(stage());
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    const panel = await openTicket(page, stage(), platform, complaint.subject);
    const box = replyBox(page, platform);

    await openPart(panel, 'Why this is a complaint');
    await panel.getByText('formal complaint').first().waitFor();
    await panel.getByLabel('Why? Kept on the ticket').fill('Three visits were missed');
    await panel.getByRole('button', { name: 'Confirm that it is one' }).click();
    await saved(panel);

    await panel.getByRole('button', { name: 'Draft acknowledgement' }).click();
    await panel.getByText('Put into the reply box.').waitFor();
    await expect.poll(() => box.inputValue()).toContain('received your complaint');
    expect(
      ticketOf(stage(), platform, id).comments.filter((comment) => comment.role === 'agent' && comment.public),
    ).toEqual([]);
    await send(page, platform);
    await panel.getByText('Step 2 of 6: Assess').waitFor();

    await openPart(panel, 'Assessment');
    await panel.getByLabel('Category').fill('service');
    await panel.getByLabel('Severity').selectOption('High');
    await panel.getByLabel('Impact').selectOption('Several people');
    await panel.getByLabel('Safety').selectOption('None');
    await save(panel);
    await panel.getByText('Step 3 of 6: Investigate').waitFor();
    await openPart(panel, 'Assessment');

    await openPart(panel, 'Root cause');
    await panel.getByRole('combobox', { name: 'Root cause' }).selectOption('Process');
    await panel.getByLabel('Why? 1').fill('The engineer had the old address');
    await panel.getByLabel('Why? 2').fill('Changes of address reach the depot overnight only');
    await save(panel);
    await panel.getByText('Step 4 of 6: Respond').waitFor();
    await openPart(panel, 'Root cause');

    await openPart(panel, 'Actions');
    await panel.getByRole('button', { name: 'Add an action' }).click();
    await panel.getByLabel('What is to be done').fill('Send changes of address at once');
    await panel.getByLabel('Owner').fill('Sam Field');
    await panel.getByLabel('Due on').fill('2026-12-01');
    await save(panel);
    await saved(panel);
    await openPart(panel, 'Actions');

    await openPart(panel, 'Outcome and remedy');
    await panel.getByRole('group', { name: 'Remedy asked for' }).getByLabel('Refund').check();
    await panel.getByLabel('Outcome').selectOption('Upheld');
    await panel.getByLabel('Reasons, in short').fill('three visits were missed');
    await panel.getByRole('group', { name: 'Remedy given' }).getByLabel('Refund').check();
    await panel.getByLabel('Amount').fill('25,50');
    await panel.getByLabel('Currency').fill('gbp');
    await save(panel);
    await panel.getByText('Step 5 of 6: Communicate').waitFor();
    await openPart(panel, 'Outcome and remedy');

    await panel.getByRole('button', { name: 'Draft decision' }).click();
    await panel.getByText('Put into the reply box.').waitFor();
    await expect.poll(() => box.inputValue()).toContain('final response to your complaint');
    expect(await box.inputValue()).toContain('three visits were missed');
    await send(page, platform);
    await panel.getByText('Step 6 of 6: Close').waitFor();
    // They were told the decision: nobody writes to them that it takes longer.
    expect(await panel.getByRole('button', { name: /^Draft/u }).count()).toBe(0);

    await openPart(panel, 'Before closing');
    await panel.getByText('Nothing is missing.').waitFor();
    await panel.getByRole('button', { name: 'Close the complaint' }).click();
    await panel.getByText('Closed.', { exact: true }).waitFor();
    await panel.getByText('All steps are done').first().waitFor();

    const ticket = ticketOf(stage(), platform, id);
    expect(ticket.status).toBe('solved');
    expect(ticket.tags).toEqual(
      expect.arrayContaining(['recourse_complaint', 'recourse_severity_high', 'recourse_category_service']),
    );
    expect(ticket.tags).not.toContain('recourse_open');
    const { fields } = ticket;
    expect(fields).toMatchObject({
      recourse_complaint: 'yes: Three visits were missed',
      recourse_category: 'service',
      recourse_severity: 'high',
      recourse_assessment: 'impact: several; safety: none',
      recourse_outcome: 'upheld: three visits were missed',
    });
    expect(JSON.parse(fields['recourse_root_cause'] ?? '')).toMatchObject({
      v: 1,
      code: 'process',
      method: 'fiveWhys',
      whys: { length: 2 },
    });
    expect(JSON.parse(fields['recourse_action'] ?? '')).toMatchObject({
      v: 1,
      list: [
        {
          kind: 'corrective',
          what: 'Send changes of address at once',
          owner: 'Sam Field',
          dueAt: '2026-12-01T12:00:00.000Z',
        },
      ],
    });
    expect(JSON.parse(fields['recourse_remedy'] ?? '')).toMatchObject({
      v: 1,
      requested: ['refund'],
      offered: ['refund'],
      amount: { value: 25.5, currency: 'GBP' },
    });
    expect(JSON.parse(fields['recourse_closing'] ?? '')).toMatchObject({ v: 1, endings: { length: 1 } });

    const kept = await frameOf(page).evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, '']);
    expect(new Set(asked)).toEqual(
      new Set([new URL(stage().url).host, new URL(stage().url).host.replace('127.0.0.1', 'localhost')]),
    );
    await page.close();
  });
});

describe.each(platforms)('vulnerability in %s', (platform) => {
  const words = `${grave} My husband uses a wheelchair.`;

  test('is neither told nor hinted at to anybody whom the policy does not name', async () => {
    const { page, panel } = await openComplaint(stage(), platform, 'Unnamed', words);
    await openPart(panel, 'Assessment');
    await openPart(panel, 'Why this is a complaint');
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
    await openPart(panel, 'Assessment');
    await panel.getByText('Their words may tell of: Health').waitFor();
    expect(await panel.locator('q', { hasText: 'wheelchair' }).count()).toBe(1);
    expect(fieldsOf(stage(), platform, id)['recourse_vulnerability'] ?? '').toBe('');
    await panel.getByRole('button', { name: 'Fill in as suspected' }).press('Enter');
    // Its words are gone with the press, and the cursor goes on to what they filled in.
    await panel.locator('input[type=checkbox]:focus').waitFor();
    await save(panel);
    await panel.getByText('Saved.', { exact: true }).waitFor();
    expect(fieldsOf(stage(), platform, id)).toMatchObject({ recourse_vulnerability: 'suspected: health' });
    await page.close();
  });
});

test.each(platforms)(
  'what may have been a complaint of the same person stands among the earlier ones, in %s',
  async (platform) => {
    const mild = 'The chairs wobble rather a lot and I am not very happy about it.';
    const name = 'Odile Twice';
    await writeIn(stage(), platform, { subject: `Wobbling chairs in ${platform}`, text: mild, name });
    await writeIn(stage(), platform, { subject: `No visit in ${platform}`, text: grave, name });
    const page = await openPage(stage());
    const panel = await openTicket(page, stage(), platform, `No visit in ${platform}`);
    await openPart(panel, 'Earlier complaints');
    await panel.getByRole('button', { name: /Wobbling chairs/u }).waitFor();
    await page.close();
  },
);

test.each(platforms)(
  'what was merged into a complaint stands not among the earlier ones: it is told here, in %s',
  async (platform) => {
    const name = 'Ona Merge';
    const source = await writeIn(stage(), platform, { subject: `Told first in ${platform}`, text: grave, name });
    const target = await writeIn(stage(), platform, { subject: `Told again in ${platform}`, text: grave, name });
    const { sandbox } = stage();
    const by = sandbox.state().companies.find((company) => company.platform === platform)?.you.agent ?? '';
    const fakes = platform === 'zendesk' ? sandbox.fakes : sandbox.freshdeskFakes;
    fakes.helpdesk.merge(source, target, by);
    await sandbox.moveBy(60_000);
    const page = await openPage(stage());
    const panel = await openTicket(page, stage(), platform, `Told again in ${platform}`);
    await openPart(panel, 'Earlier complaints');
    await panel.getByText('No other complaint of this person.').waitFor();
    await page.close();
  },
);
