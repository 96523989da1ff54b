import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { linesOf } from '#apps/cli/json-lines.ts';
import { maxLineBytes } from '#apps/cli/json-lines.ts';
import { runNormalise } from '#apps/cli/normalise.ts';
import { UseError } from '#apps/cli/use-error.ts';
import type { TicketRecord } from '#core/ticket.ts';
import { toIso } from '#core/time.ts';
import { normalise as normaliseFreshdesk } from '#integrations/freshdesk/normalise.ts';
import { normalise as normaliseZendesk } from '#integrations/zendesk/normalise.ts';
import { root } from '../../imports.ts';
import * as freshdesk from '../../integrations/freshdesk/full-ticket.ts';
import { hostileTexts, jsonTestSuite } from '../../integrations/hostile.ts';
import * as zendesk from '../../integrations/zendesk/full-ticket.ts';

interface Answered {
  readonly exitCode: 0 | 1;
  readonly lines: readonly string[];
}

async function answers(input: string | Buffer | AsyncIterable<Uint8Array>, platform = 'zendesk'): Promise<Answered> {
  const written: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString('utf8'));
      done();
    },
  });
  const bytes = typeof input === 'string' || Buffer.isBuffer(input) ? Readable.from([Buffer.from(input)]) : input;
  const exitCode = await runNormalise({ platform, prefix: 'recourse_' }, bytes, output);
  const text = written.join('');
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return { exitCode, lines: text.split('\n').slice(0, -1) };
}

const small = (id: number, change: Record<string, unknown> = {}): string =>
  JSON.stringify({ ticket: { id, created_at: '2026-11-02T09:00:00Z', subject: `Letter ${id}`, ...change } });

describe('recourse normalise', () => {
  it.each(['', 'recourse', 'Recourse_', 'a_prefix_of_many_words_'])(
    'takes no prefix that no policy can have, by which nothing would be found: %j',
    async (prefix) => {
      const answering = runNormalise({ platform: 'zendesk', prefix }, Readable.from([]), new Writable());
      await expect(answering).rejects.toThrow(/^--prefix '.*' is none that a policy can have/u);
    },
  );

  it.each([
    ['zendesk', zendesk.fullRaw, zendesk.ownTicketFields, normaliseZendesk],
    ['freshdesk', freshdesk.fullRaw, freshdesk.ownTicketFields, normaliseFreshdesk],
  ] as const)(
    'makes a record of each raw ticket of %s, in order, with instants in ISO 8601',
    async (platform, full, ticketFields, normalise) => {
      const raws = Array.from({ length: 5 }, (_, seed) => ({ ...full(seed, 3), ticketFields }));
      const { exitCode, lines } = await answers(raws.map((raw) => JSON.stringify(raw)).join('\n'), platform);
      expect(exitCode).toBe(0);
      const records = raws.map((raw) => normalise(raw, { prefix: 'recourse_' }));
      expect(lines).toHaveLength(records.length);
      for (const [n, line] of lines.entries()) {
        const [found, record] = [JSON.parse(line) as TicketRecord, records[n] as TicketRecord];
        expect(found).toMatchObject({
          ref: record.ref,
          createdAt: toIso(record.createdAt),
          readAt: toIso(record.readAt),
          timeline: record.timeline.map(({ at, kind }) => ({ at: toIso(at), kind })),
          targets: record.targets?.map(({ dueAt }) => (dueAt === undefined ? {} : { dueAt: toIso(dueAt) })),
        });
        expect(line).not.toMatch(/: ?1[67]\d{11}\b/u);
      }
    },
  );

  it('answers each line that is wrong with its place or its kind, goes on, and ends with 1', async () => {
    const input = [
      '',
      small(1),
      ' \t\r',
      '{"ticket":{"id":2}}',
      'no JSON',
      '[',
      small(3).slice(0, -1),
      '"words"',
      `${small(4)}\r`,
    ].join('\n');
    const { exitCode, lines } = await answers(input, 'freshdesk');
    expect(exitCode).toBe(1);
    const code = 'FRESHDESK_PAYLOAD';
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { ref: { platform: 'freshdesk', id: '1' } },
      { error: { code, path: 'ticket.created_at' } },
      { error: { code, path: '', message: 'not JSON' } },
      { error: { code, path: '', message: 'not JSON' } },
      { error: { code, path: '', message: 'not JSON' } },
      { error: { code, path: '' } },
      { ref: { id: '4' } },
    ]);
    expect((await answers('')).exitCode).toBe(0);
    await expect(answers('', 'pigeon')).rejects.toThrow(UseError);
  });

  it('quotes nothing of what it refuses', async () => {
    const { lines } = await answers(`${small(1, { created_at: 'secret words' })}\n{"secret words": }\n`);
    expect(lines.join('')).not.toContain('secret');
  });

  it('refuses a line that is too long without holding it, and reads on', async () => {
    const block = Buffer.alloc(8 * 1024 * 1024, 'a');
    const input = Readable.from(
      (function* () {
        yield Buffer.from(`${small(1)}\n{"ticket":"`);
        for (let n = 0; n <= maxLineBytes / block.length; n += 1) yield block;
        yield Buffer.from(`"}\n${small(2)}`);
      })(),
    );
    const { exitCode, lines } = await answers(input);
    expect(exitCode).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { ref: { id: '1' } },
      { error: { code: 'ZENDESK_PAYLOAD', path: '', message: `longer than ${maxLineBytes} bytes` } },
      { ref: { id: '2' } },
    ]);
  });

  it('loses no character, wherever the bytes were cut', async () => {
    const texts = hostileTexts.filter((text) => text.length < 1_000);
    const input = Buffer.from(texts.map((text, n) => small(n + 1, { subject: text, tags: [text] })).join('\n'));
    const cut = Readable.from(
      (function* () {
        for (let at = 0; at < input.length; at += 7) yield input.subarray(at, at + 7);
      })(),
    );
    const { exitCode, lines } = await answers(cut);
    expect(exitCode).toBe(0);
    expect(lines.map((line) => (JSON.parse(line) as TicketRecord).subject)).toEqual(texts);
    const raw = small(1, { subject: 'one\u2028line\u0085' });
    expect((await answers(raw)).lines).toHaveLength(1);
  });

  it('takes bytes that are no text for no text', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"ticket":{"id":1,"created_at":"2026-11-02T09:00:00Z","subject":"'),
      Buffer.from([0xff, 0xc0]),
      Buffer.from('"}}'),
    ]);
    const { exitCode, lines } = await answers(bytes);
    expect([exitCode, lines]).toEqual([1, ['{"error":{"code":"ZENDESK_PAYLOAD","path":"","message":"not UTF-8"}}']]);
  });

  it('answers every file of JSONTestSuite with one line for each of its own (skipped where ../shared/data is absent)', async () => {
    for (const { name, bytes } of jsonTestSuite()) {
      for (const platform of ['zendesk', 'freshdesk']) {
        const { lines } = await answers(bytes, platform);
        const asked = bytes
          .toString('latin1')
          .split('\n')
          .filter((line) => !/^[ \t\r]*$/.test(line));
        expect([name, lines.length]).toEqual([name, asked.length]);
        for (const line of lines) expect(line).toMatch(/^\{"error":\{"code":"[A-Z]+_PAYLOAD","path":"(?:ticket)?"/);
      }
    }
  });

  it('reads no further than its answers are taken', async () => {
    let [asked, taken] = [0, 0];
    let furthest = 0;
    const input = (async function* () {
      for (; asked < 2_000; asked += 1) yield Buffer.from(`${small(asked + 1)}\n`);
    })();
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        taken += 1;
        furthest = Math.max(furthest, asked - taken);
        setImmediate(done);
      },
    });
    expect(await runNormalise({ platform: 'zendesk', prefix: 'recourse_' }, input, slow)).toBe(0);
    expect(taken).toBe(2_000);
    expect(furthest).toBeLessThanOrEqual(2);
  });

  it('stops where nobody listens any more', async () => {
    let asked = 0;
    const input = (async function* () {
      for (; asked < 100_000; asked += 1) yield Buffer.from(`${small(asked + 1)}\n`);
    })();
    const closing = new Writable({
      write(_chunk, _encoding, done) {
        done(asked > 10 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : undefined);
      },
    });
    expect(await runNormalise({ platform: 'zendesk', prefix: 'recourse_' }, input, closing)).toBe(0);
    expect(asked).toBeLessThan(100);
  });

  it('takes any number of tickets through a small heap', { timeout: 180_000 }, async () => {
    const count = 40_000;
    const child = spawn(
      process.execPath,
      ['--max-old-space-size=64', `${root}apps/cli/main.ts`, 'normalise', '--platform', 'zendesk'],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const said = textOf(child.stderr);
    const line = `${small(7, { description: 'The kettle leaks, and nobody answers. '.repeat(120), tags: ['kitchen', 'recourse_open'] })}\n`;
    const block = Buffer.from(line.repeat(100));
    Readable.from(
      (function* () {
        for (let n = 0; n < count; n += 100) yield block;
      })(),
    ).pipe(child.stdin);
    let [lines, bytes] = [0, 0];
    for await (const answered of linesOf(child.stdout, maxLineBytes)) {
      lines += 1;
      bytes += answered?.length ?? 0;
    }
    expect([await ended, await said, lines]).toEqual([0, '', count]);
    // More than three times what it may hold went through it.
    expect(bytes).toBeGreaterThan(3 * 64 * 1024 * 1024);
  });
});
