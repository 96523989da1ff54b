import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSimulate, type SimulateQuestion } from '#apps/cli/simulate.ts';

const fixture = (name: string): string => new URL(`../../fixtures/${name}`, import.meta.url).pathname;

let folder: string;
let question: SimulateQuestion;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recourse-simulate-'));
  const raw: unknown = JSON.parse(await readFile(fixture('zendesk/breached-with-pause-and-reopen.json'), 'utf8'));
  const tickets = join(folder, 'tickets.jsonl');
  await writeFile(tickets, `${JSON.stringify(raw)}\n\n`);
  question = {
    policy: fixture('policies/quicker.yaml'),
    against: fixture('policies/bank-holidays.yaml'),
    tickets,
    until: '2026-09-03T09:00:00Z',
    platform: 'zendesk',
    json: false,
  };
});
afterAll(() => rm(folder, { recursive: true }));

describe('recourse simulate', () => {
  test('prints every promise under both policies as JSON, and the totals', async () => {
    const printed = JSON.parse(await runSimulate({ ...question, json: true })) as {
      complaints: readonly Record<string, string>[];
      totals: unknown;
    };
    expect(printed.complaints).toContainEqual({
      ticket: 'zendesk:fernhill:418',
      obligation: 'respond',
      cycle: '2026-08-26T15:20:00.000Z',
      old: 'running',
      new: 'breached',
    });
    expect(printed.totals).toEqual({
      old: { warned: 0, breached: 0, met: 4 },
      new: { warned: 0, breached: 1, met: 4 },
      changed: 1,
    });
  });

  test('prints what would have gone otherwise as a table', async () => {
    const text = await runSimulate(question);
    expect(text).toMatch(/^ticket +promise +since +2026-08-01 +2026-09-01, thought of$/m);
    expect(text).toMatch(/^zendesk:fernhill:418 +respond +2026-08-26T15:20:00.000Z +running +breached$/m);
    expect(text).toMatch(/^breached +0 -> +1$/m);
  });

  test('tells how often people corrected what each policy makes of the tickets', async () => {
    const raw = JSON.parse(await readFile(fixture('zendesk/breached-with-pause-and-reopen.json'), 'utf8')) as {
      ticket: { custom_fields: readonly unknown[] };
      ticketFields?: readonly unknown[];
    };
    raw.ticket.custom_fields = [...raw.ticket.custom_fields, { id: 99_001, value: 'no: a test of ours' }];
    raw.ticketFields = [...(raw.ticketFields ?? []), { id: 99_001, key: 'recourse_complaint', title: 'Complaint' }];
    const tickets = join(folder, 'corrected.jsonl');
    await writeFile(tickets, `${JSON.stringify(raw)}\n`);
    expect(await runSimulate({ ...question, tickets })).toMatch(
      /^Corrected by people, of what they looked at +now +then\n +complaint +1 of 1 \(100\.0 %.*\) +1 of 1 \(100\.0 %/m,
    );
    const { totals } = JSON.parse(await runSimulate({ ...question, tickets, json: true })) as {
      totals: { overrides: Record<'old' | 'new', readonly unknown[]> };
    };
    expect(totals.overrides.new).toContainEqual(
      expect.objectContaining({ fact: 'complaint', reviewed: 1, corrected: 1, rate: 1 }),
    );
  });

  test('finds what people decided by the prefix in force, whatever prefix is thought of', async () => {
    const raw = JSON.parse(await readFile(fixture('zendesk/breached-with-pause-and-reopen.json'), 'utf8')) as {
      ticket: { custom_fields: readonly unknown[] };
      ticketFields?: readonly unknown[];
    };
    raw.ticket.custom_fields = [...raw.ticket.custom_fields, { id: 99_001, value: 'no: a test of ours' }];
    raw.ticketFields = [...(raw.ticketFields ?? []), { id: 99_001, key: 'recourse_complaint', title: 'Complaint' }];
    const [tickets, policy] = [join(folder, 'decided.jsonl'), join(folder, 'renamed.yaml')];
    await writeFile(tickets, `${JSON.stringify(raw)}\n`);
    await writeFile(policy, `${await readFile(question.policy, 'utf8')}\nprefix: care_\n`);
    expect(await runSimulate({ ...question, tickets, policy, json: true })).toBe(
      await runSimulate({ ...question, tickets, json: true }),
    );
  });

  test('says which line is no ticket, and which file is not there', async () => {
    const broken = join(folder, 'broken.jsonl');
    await writeFile(broken, '{"ticket":\n');
    await expect(runSimulate({ ...question, tickets: broken })).rejects.toThrow(/line 1 .*not JSON/);
    const strange = join(folder, 'strange.jsonl');
    await writeFile(strange, `${await readFile(question.tickets, 'utf8')}{"ticket":{"id":"x"}}\n`);
    await expect(runSimulate({ ...question, tickets: strange })).rejects.toThrow(
      `line 3 of ${strange}: 'ticket.id' is not as Zendesk documents it`,
    );
    await expect(runSimulate({ ...question, tickets: '/nowhere/tickets.jsonl' })).rejects.toThrow(/is not there/);
    await expect(runSimulate({ ...question, until: 'tomorrow' })).rejects.toThrow(/no instant/);
  });

  test('knows of no platform by another name, however few tickets there are', async () => {
    const tickets = join(folder, 'none.jsonl');
    await writeFile(tickets, '');
    await expect(runSimulate({ ...question, tickets, platform: 'pigeon' })).rejects.toThrow(/--platform 'pigeon'/u);
  });

  test('guesses at no bytes', async () => {
    const tickets = join(folder, 'latin.jsonl');
    await writeFile(tickets, Buffer.from('\n{"ticket":{"id":7,"subject":"B\xfcro"}}\n', 'latin1'));
    await expect(runSimulate({ ...question, tickets })).rejects.toThrow(`line 2 of ${tickets} is not UTF-8`);
  });
});
