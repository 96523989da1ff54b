import { describe, expect, test } from 'vitest';
import { meddle, platforms, setFields, stageForTests, ticketOf, type Asked, type Platform } from './panel-stage.ts';
import { comeBack, fieldsOf, isWrite, openComplaint, openPart, refusing, undo } from './agent-at-panel.ts';

// What is cut off on purpose is reported by the browser too.
const stage = stageForTests(/ERR_(?:FAILED|INTERNET_DISCONNECTED)|Failed to fetch/u);

describe.each(platforms)('what is done at once in %s', (platform) => {
  test('an escalation keeps its note where it fails, is one save, and is taken back by one', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Press');
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
    // Whoever rubs the note out to write another goes on where they are.
    await panel.getByLabel('Note for whoever takes it up').fill('');
    await panel.getByLabel('Note for whoever takes it up').fill('They threaten to go to the press.');
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
    const { id, page, panel } = await openComplaint(stage(), platform, 'Whole');
    await ready(platform, id);
    await openPart(panel, 'Before closing');
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
    expect(JSON.parse(fieldsOf(stage(), platform, id)['recourse_closing'] ?? '')).toMatchObject({
      endings: { length: 1 },
    });
    expect(await panel.getByRole('button', { name: 'Write it down' }).count()).toBe(0);
    await meddle(page, () => undefined);

    await stage().sandbox.moveBy(60_000);
    await undo(panel);
    await panel.getByText('Open again.').waitFor();
    await stage().sandbox.moveBy(5 * 60_000);
    await stage().sandbox.changeStatus({ platform, id, status: 'solved' });
    await panel.getByRole('button', { name: 'Write it down' }).click();
    await panel.getByText('Written down.').waitFor();
    const endings = (): number =>
      (JSON.parse(fieldsOf(stage(), platform, id)['recourse_closing'] ?? '') as { endings: unknown[] }).endings.length;
    expect(endings()).toBe(2);
    expect(await panel.getByRole('button', { name: 'Write it down' }).count()).toBe(0);
    await undo(panel);
    await panel.getByText('Taken back.').waitFor();
    expect(endings()).toBe(1);
    expect(ticketOf(stage(), platform, id).tags).toContain('recourse_open');
    await panel.getByRole('button', { name: 'Write it down' }).click();
    await panel.getByText('Written down.').waitFor();
    expect(endings()).toBe(2);
    await stage().sandbox.startServer();
    await page.close();
  });

  test('a closing is taken back by one save, and the ticket stands where it stood', async () => {
    const { id, page, panel } = await openComplaint(stage(), platform, 'Second thoughts');
    await ready(platform, id);
    const { status } = ticketOf(stage(), platform, id);
    await openPart(panel, 'Before closing');
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
