import { spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { QuestionError, runDue, runDueBatch } from '#apps/cli/due.ts';

const desk: unknown = JSON.parse(
  readFileSync(new URL('../../fixtures/calendars/support-desk.json', import.meta.url), 'utf8'),
);
const nights = { zone: 'America/New_York', hours: { fri: ['22:00-06:00'] } };

async function batch(...lines: (string | object)[]): Promise<unknown[]> {
  async function* input(): AsyncGenerator<Uint8Array> {
    for (const line of lines) yield Buffer.from(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }
  const written: unknown[] = [];
  await runDueBatch(input(), (line) => written.push(JSON.parse(line)));
  return written;
}

describe('due --batch', () => {
  it('takes a name with any mark in it: only the end of a line ends a line', async () => {
    const name = 'desk\u2028of the\u2029north';
    const asked = { calendar: name, from: '2026-04-02T15:30:00.000Z', to: '2026-04-02T15:30:00.000Z' };
    expect(await batch({ define: name, calendar: desk }, `${JSON.stringify(asked)}\r`)).toEqual([{ openMs: 0 }]);
  });

  it('takes a file that begins with a byte order mark', async () => {
    const asked = { calendar: 'desk', from: '2026-04-02T15:30:00.000Z', to: '2026-04-02T15:30:00.000Z' };
    expect(await batch(`\ufeff${JSON.stringify({ define: 'desk', calendar: desk })}`, asked)).toEqual([{ openMs: 0 }]);
  });

  it('stops without a word when whoever reads has read enough', { timeout: 60_000 }, async () => {
    const main = new URL('../../../apps/cli/main.ts', import.meta.url).pathname;
    const asked = { calendar: 'desk', from: '2026-04-02T15:30:00.000Z', to: '2026-04-02T15:30:00.000Z' };
    const child = spawn(process.execPath, [main, 'due', '--batch']);
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    // What is written to one who has gone is nobody's.
    child.stdin.on('error', () => undefined);
    child.stdin.end(
      `${JSON.stringify({ define: 'desk', calendar: desk })}\n${`${JSON.stringify(asked)}\n`.repeat(50_000)}`,
    );
    expect([await ended, said]).toEqual([0, '']);
  });

  it('ends with 1 where any line was answered by an error, and with 0 where none was', async () => {
    async function* input(...lines: readonly object[]): AsyncGenerator<Uint8Array> {
      for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
    }
    const define = { define: 'desk', calendar: desk };
    const asked = { calendar: 'desk', from: '2026-04-02T15:30:00.000Z', span: '1 day' };
    expect(await runDueBatch(input(define, asked), () => undefined)).toBe(0);
    expect(await runDueBatch(input(asked, define, asked), () => undefined)).toBe(1);
    expect(await runDueBatch(input({ ...define, calendar: {} }), () => undefined)).toBe(1);
  });

  it('reads no further than its answers are taken', async () => {
    let read = 0;
    async function* input(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${JSON.stringify({ define: 'desk', calendar: desk })}\n`);
      for (; read < 50; read += 1)
        yield Buffer.from('{"calendar":"desk","from":"2026-04-02T15:30:00.000Z","span":"1 day"}\n');
    }
    const readWhenWritten: number[] = [];
    await runDueBatch(input(), async () => {
      await new Promise((resolve) => setImmediate(resolve));
      readWhenWritten.push(read);
    });
    expect(readWhenWritten).toEqual(Array.from({ length: 50 }, (_, at) => at));
  });

  it('says which file cannot be read', async () => {
    await expect(runDueBatch(createReadStream('/nowhere/lines.jsonl'), () => undefined)).rejects.toThrow(
      'the file /nowhere/lines.jsonl cannot be read',
    );
    await expect(runDueBatch(createReadStream(tmpdir()), () => undefined)).rejects.toThrow(
      `the file ${tmpdir()} cannot be read`,
    );
  });

  it('takes no date that there is not', async () => {
    const asked = { calendar: 'desk', from: '2026-02-30T15:30:00.000Z', span: '1 day' };
    expect(await batch({ define: 'desk', calendar: desk }, asked)).toEqual([
      { error: expect.stringMatching(/^DUE_QUESTION: from is not an instant/) },
    ]);
  });

  it('answers due instants and open time in order, and nothing to a definition', async () => {
    expect(
      await batch(
        { define: 'desk', calendar: desk },
        { calendar: 'desk', from: '2026-04-02T15:30:00.000Z', span: '4 business hours' },
        { define: 'nights', calendar: nights },
        { calendar: 'nights', from: '2026-03-06T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z' },
        { calendar: 'desk', from: '2026-12-23T10:00:00.000Z', span: '2 business days' },
      ),
    ).toEqual([{ due: '2026-04-07T11:00:00.000Z' }, { openMs: 8 * 3_600_000 }, { due: '2026-12-29T17:30:00.000Z' }]);
  });

  it('answers a bad line by an error and goes on', async () => {
    const from = '2026-04-02T15:30:00.000Z';
    const answers = await batch(
      { define: 'desk', calendar: desk },
      'no json',
      '[]',
      '',
      { calendar: 'office', from, span: '1 day' },
      { calendar: 'desk', from, span: '2 working days' },
      { calendar: 'desk', from: '2026-04-02', span: '1 day' },
      { calendar: 'desk', from, to: '2026-04-01T00:00:00.000Z' },
      { calendar: 'desk', from, to: from, span: '1 day' },
      { calendar: 'desk', from },
      { calendar: 'desk', from, span: '800000 business hours' },
      { define: 'x', calendar: { ...nights, zone: 'Moon/Base' } },
      { calendar: 'x', from, span: '1 day' },
      { define: 'y', calendar: { ...nights, holidays: [{ region: 'GB-XYZ' }] } },
      { calendar: 'desk', from, to: from },
    );
    const wrong = (message: string) => ({ error: expect.stringContaining(message) });
    expect(answers).toEqual([
      wrong('DUE_QUESTION: a line is not JSON'),
      wrong('a line holds a JSON object'),
      wrong('no calendar "office" has been defined'),
      wrong('cannot read span "2 working days", write "2 business days"'),
      wrong('from is not an instant'),
      wrong('is after to'),
      wrong('not both'),
      wrong('to is not an instant'),
      { error: expect.stringMatching(/^CALENDAR_OUT_OF_RANGE: .*2199/) },
      wrong('Moon/Base'),
      wrong('no calendar "x" has been defined'),
      wrong('no holidays are known for region GB-XYZ'),
      { openMs: 0 },
    ]);
  });

  it('does not answer by a calendar that was to be replaced by a bad one', async () => {
    const asked = { calendar: 'a', from: '2026-04-02T15:30:00.000Z', to: '2026-04-02T15:30:00.000Z' };
    expect(await batch({ define: 'a', calendar: desk }, asked, { define: 'a', calendar: {} }, asked)).toEqual([
      { openMs: 0 },
      { error: expect.stringMatching(/^DUE_QUESTION: calendar cannot be used/) },
      { error: expect.stringMatching(/^DUE_QUESTION: no calendar "a"/) },
    ]);
  });
});

describe('due', () => {
  const question = { calendarSource: desk, from: '2026-04-02T14:00:00.000Z', span: '6 business hours' };

  it('explains itself line by line', async () => {
    const text = await runDue({ ...question, json: false });
    expect(text.split('\n')).toEqual([
      '6 business hours from Thu 2026-04-02 15:00, Europe/London',
      '',
      'date            counts       counted  left',
      'Thu 2026-04-02  15:00-17:30     2:30  3:30',
      'Fri 2026-04-03  holiday         0:00  3:30',
      'Sat 2026-04-04  closed          0:00  3:30',
      'Sun 2026-04-05  closed          0:00  3:30',
      'Mon 2026-04-06  holiday         0:00  3:30',
      'Tue 2026-04-07  09:00-12:30     3:30  0:00',
      '',
      'due Tue 2026-04-07 12:30, 2026-04-07T11:30:00.000Z',
    ]);
  });

  it('says where clocks change and how days are counted', async () => {
    const text = await runDue({ ...question, from: '2026-03-28T10:00:00.000Z', span: '2 business days', json: false });
    expect(text).toContain('Sat 2026-03-28  counted from the next date');
    expect(text).toContain('closed; clocks go forward 1:00');
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse(await runDue({ ...question, json: true }))).toMatchObject({
      due: '2026-04-07T11:30:00.000Z',
      zone: 'Europe/London',
      days: [{ date: '2026-04-02', because: 'open', counted: 9_000_000, left: 12_600_000 }, {}, {}, {}, {}, {}],
    });
  });

  it('refuses what it cannot read', async () => {
    await expect(runDue({ ...question, span: 'soon', json: false })).rejects.toThrow(QuestionError);
    await expect(runDue({ ...question, from: 'now', json: false })).rejects.toThrow('from is not an instant');
    await expect(runDue({ ...question, calendarSource: [], json: false })).rejects.toThrow('calendar cannot be used');
  });
});

it('due says in one line that a span ends beyond what calendars reach', async () => {
  const asked = { calendarSource: desk, from: '2190-04-02T15:30:00.000Z', json: false };
  for (const span of ['36000 days', '9000 business days']) {
    const refused = runDue({ ...asked, span });
    await expect(refused).rejects.toThrow(QuestionError);
    await expect(refused).rejects.toThrow('CALENDAR_OUT_OF_RANGE');
  }
});
