import type { Frame, FrameLocator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readClosing, writeClosing } from '#core/complaint/closing.ts';
import { decodeLedger, encodeLedger } from '#core/effect/ledger-text.ts';
import type { CompiledPolicy } from '#core/policy/compiled.ts';
import { writeOwnNote } from '#integrations/freshdesk/notes.ts';
import {
  frameOf,
  grave,
  openPage,
  openTicket,
  platforms,
  setFields,
  stageForTests,
  ticketOf,
  writeIn,
  type Platform,
} from './panel-stage.ts';
import { attacks, fieldsWith, hostile, packed, policyWith } from './hostile-texts.ts';

const stage = stageForTests();

const parts = [
  'Why this is',
  'Assessment',
  'Outcome and remedy',
  'Root cause',
  'Actions',
  'External referral',
  'Told in Slack',
  'Earlier complaints',
  'Before closing',
];

async function openAll(panel: FrameLocator): Promise<void> {
  for (const part of parts) await panel.getByRole('button', { name: part }).click();
}

/** What of the panel came from nowhere but the ticket's text: elements we do not draw, handlers, and addresses. */
function foreign(): readonly string[] {
  const ours = new Set(
    'html head meta title link script body main div header h1 h2 h3 p span b q ul ol li svg circle path line rect figure figcaption section button form label input select option textarea fieldset legend datalist blockquote i'.split(
      ' ',
    ),
  );
  return [...document.querySelectorAll('*')].flatMap((element) => {
    const name = element.localName;
    const handlers = element.getAttributeNames().filter((attribute) => attribute.startsWith('on'));
    const address = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
    const isOdd = /^(javascript|data|https?):/i.test(address) && !address.startsWith(location.origin);
    if (name === 'title' && element.closest('svg') !== null) return [];
    // Our own way to what Slack was told, made of nothing but numbers.
    if (name === 'a' && /^https:\/\/slack\.com\/app_redirect\?channel=[A-Z0-9]+&message_ts=[\d.]+$/.test(address))
      return handlers;
    return [...(ours.has(name) ? [] : [name]), ...handlers, ...(isOdd ? [address] : [])];
  });
}

function recognitionOf(platform: Platform, id: string): object {
  return JSON.parse(ticketOf(stage(), platform, id).fields['recourse_recognition'] ?? '{}') as object;
}

/** Somebody with such a name has taken the complaint on. */
async function addPress(platform: Platform, id: string, by: string): Promise<void> {
  const at = Date.parse(ticketOf(stage(), platform, id).updatedAt) + 3_600_000;
  const entries = [{ kind: 'pressed', action: 'take', by, at }] as const;
  if (platform === 'freshdesk') {
    const body = { body: writeOwnNote({ words: by, entries }, 'recourse_'), private: true };
    const path = `/api/v2/tickets/${id}/notes`;
    expect((await stage().sandbox.panelRequest({ platform, method: 'POST', path, body })).status).toBe(201);
    return;
  }
  const ledger = decodeLedger(ticketOf(stage(), platform, id).fields['recourse_ledger']);
  await setFields(stage(), platform, { id, fields: { ledger: encodeLedger([...ledger, ...entries]) } });
}

/** Text everywhere: what stands in the page, and in its fields. */
async function shownIn(frame: Frame, part = 'body'): Promise<string> {
  return frame.evaluate(
    (part) =>
      [
        document.querySelector(part)?.textContent,
        ...[...document.querySelectorAll<HTMLInputElement>(`${part} :is(input, textarea)`)].map((field) => field.value),
      ].join(' '),
    part,
  );
}

/** A page that tells of every host it asks, and of every dialog. */
async function watchedPage(): Promise<{ readonly page: Page; readonly hosts: ReadonlySet<string> }> {
  const page = await openPage(stage());
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
  page.on('dialog', (dialog) => {
    stage().faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, hosts };
}

async function expectUnhurt(page: Page, hosts: ReadonlySet<string>): Promise<void> {
  const frame = frameOf(page);
  expect(await frame.evaluate(foreign)).toEqual([]);
  expect(await frame.evaluate(() => 'hurt' in window || 'hurt' in Object.prototype)).toBe(false);
  expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
  expect([...hosts].toSorted()).toEqual(['127.0.0.1', 'localhost']);
}

/** Longer than others: a whole browser reads a great deal of text. */
const longTest = 240_000;

describe.each(platforms)('hostile text in %s', (platform: Platform) => {
  test('makes no element, no handler and no request, on a ticket of 500 comments', { timeout: longTest }, async () => {
    const texts = attacks();
    const subject = `Complaint ${hostile[1]} ${hostile[4]}`;
    const name = 'Mal <b>Ory';
    const id = await writeIn(stage(), platform, { subject, text: `${grave}\n${hostile.join('\n')}`, name });
    const { fakes, freshdeskFakes } = stage().sandbox;
    const { helpdesk } = platform === 'zendesk' ? fakes : freshdeskFakes;
    const by =
      stage()
        .sandbox.state()
        .companies.find((one) => one.platform === platform)?.you.agent ?? '';
    for (let i = 0; i < 500; i += 1) {
      const words = texts[i % texts.length] ?? '';
      helpdesk.agentReplies(id, { by, text: words.trim() === '' ? 'x' : words.slice(0, 2_000), public: i % 2 === 0 });
    }
    // Somebody who complained before, in words as bad.
    const earlier = await writeIn(stage(), platform, { subject: `Earlier ${hostile[1]}`, text: grave, name });
    await addPress(platform, id, hostile[4]!);
    const [first = []] = packed(hostile);
    await setFields(stage(), platform, { id, fields: fieldsWith(first, recognitionOf(platform, id)) });

    const { page, hosts } = await watchedPage();
    const panel = await openTicket(page, stage(), platform, 'Complaint ');
    await openAll(panel);
    await panel.getByText(`#${earlier} Earlier ${hostile[1]}`).waitFor();
    // What each part shows stands there as text: reasons, words kept, outcome, body, actions, and who pressed.
    for (const part of ['why', 'resolution', 'cause', 'actions', 'referral', 'told']) {
      expect(await shownIn(frameOf(page), `#part-${part}`), part).toMatch(/<script>|onerror=|javascript:/u);
    }
    await panel
      .getByRole('button', { name: /^Draft/u })
      .first()
      .click();
    await panel.getByText('Put into the reply box.').waitFor();
    await expectUnhurt(page, hosts);
    await page.close();
  });

  test('of every kind we know does no harm in any field', { timeout: longTest }, async () => {
    const id = await writeIn(stage(), platform, {
      subject: `Every field in ${platform}`,
      text: grave,
      name: 'Ann Field',
    });
    const { page, hosts } = await watchedPage();
    const panel = await openTicket(page, stage(), platform, 'Every field');
    await openAll(panel);
    const rounds = packed(attacks());
    for (const [round, some] of rounds.entries()) {
      const fields = fieldsWith([...some, `round ${round}`], recognitionOf(platform, id));
      await setFields(stage(), platform, { id, fields });
      const isThere = async (): Promise<boolean> => (await shownIn(frameOf(page))).includes(`round ${round}`);
      await expect.poll(isThere, { timeout: 60_000 }).toBe(true);
      await expectUnhurt(page, hosts);
    }
    await page.close();
  });

  test('in the summary of a complaint that ended does none either', { timeout: longTest }, async () => {
    const subject = `Ended in ${platform}`;
    const id = await writeIn(stage(), platform, { subject, text: grave, name: 'Ann Ended' });
    await stage().sandbox.reply({ platform, id, public: true, text: 'We have received it.', status: 'solved' });
    await stage().sandbox.moveBy(5 * 60_000);
    const [last] = readClosing(ticketOf(stage(), platform, id).fields['recourse_closing']);
    const [clock] = last?.clocks ?? [];
    if (last === undefined || clock === undefined) throw new Error('nothing is written down of the end');
    const { page, hosts } = await watchedPage();
    const panel = await openTicket(page, stage(), platform, subject);
    for (const [round, some] of packed(attacks()).entries()) {
      const said = [...some, `round ${round}`];
      const clocks = said.map((title, i) => ({ ...clock, id: `${i} ${title.slice(0, 40)}`, title, promise: title }));
      const closing = writeClosing([{ ...last, policy: said[0] ?? '', clocks }]);
      await setFields(stage(), platform, { id, fields: { closing } });
      await expect.poll(async () => shownIn(frameOf(page)), { timeout: 60_000 }).toContain(`round ${round}`);
      expect(await shownIn(frameOf(page), '#part-promises')).toContain(some[0]?.slice(0, 20).trim());
      await panel.getByRole('button', { name: 'Before closing' }).click();
      await expectUnhurt(page, hosts);
    }
    await page.close();
  });

  test('in the policy does none either, whoever wrote it', { timeout: longTest }, async () => {
    const subject = `Policed in ${platform}`;
    await writeIn(stage(), platform, { subject, text: grave, name: 'Ann Policed' });
    for (const some of packed(attacks())) {
      const { page, hosts } = await watchedPage();
      await page.route('**/policy.json', async (route) => {
        const policy = (await (await route.fetch()).json()) as CompiledPolicy;
        await route.fulfill({ json: policyWith(some, policy) });
      });
      const panel = await openTicket(page, stage(), platform, subject);
      await openAll(panel);
      await panel
        .getByRole('button', { name: /^Draft/u })
        .first()
        .click();
      await panel.getByText('Put into the reply box.').waitFor();
      const shown = await shownIn(frameOf(page));
      for (const text of some) expect(shown).toContain(text.slice(0, 20).trim());
      await expectUnhurt(page, hosts);
      await page.close();
    }
  });
});
