import { beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '#apps/runtime/log.ts';
import { createProgress } from '#apps/runtime/progress.ts';
import { createStatusLine } from '#apps/runtime/status-line.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time.ts';

let now: number;
const time = {
  now: () => now,
  wall: () => now,
  sleepUntil: () => Promise.resolve(),
  task: <T>(work: () => Promise<T>) => work(),
  standBy: <T>(work: Promise<T>) => work,
};

const pieces = new RegExp(String.raw`\r|\n|\u001B\[K|[^]`, 'gu');

/** What somebody sees who looks at a terminal: rows break when they are full. */
function createScreen(columns = 80) {
  const rows: string[] = [''];
  let column = 0;
  const put = (character: string): void => {
    if (column === columns) {
      rows.push('');
      column = 0;
    }
    rows.push(`${rows.pop()?.slice(0, column).padEnd(column) ?? ''}${character}`);
    column += 1;
  };
  return {
    columns,
    rows,
    write(text: string) {
      for (const [part = ''] of text.matchAll(pieces)) {
        if (part === '\r') column = 0;
        else if (part === '\u001B[K') rows.push(rows.pop()?.slice(0, column) ?? '');
        else if (part === '\n') {
          rows.push('');
          column = 0;
        } else put(part);
      }
      return true;
    },
  };
}

beforeEach(() => {
  now = Date.UTC(2026, 10, 20, 9);
});

describe('the progress of a first sync on a terminal', () => {
  const shownOn = (screen = createScreen()) => {
    const terminal = createStatusLine(screen);
    const log = createLog('info', { write: (line: string) => terminal.print(line) });
    return { screen, terminal, log, progress: createProgress({ time, log, terminal }) };
  };

  it('is one row that is written anew each second: how many of how many, how fast, how long yet', () => {
    const { screen, progress } = shownOn();
    for (let count = 0; count <= 600; count += 1) {
      progress.show({ desk: 'acme', count, total: 100_000 });
      now += 100;
    }
    expect(screen.rows).toEqual(['acme: 600 of about 100,000 tickets read, about 3 h left, 600 a minute']);
  });

  it('begins to count anew after a restart: what was read before took none of its time', () => {
    const { screen, progress } = shownOn();
    progress.show({ desk: 'acme', count: 50_000, total: 100_000 });
    now += MINUTE_MS;
    progress.show({ desk: 'acme', count: 51_000, total: 100_000 });
    expect(screen.rows.at(-1)).toBe('acme: 51,000 of about 100,000 tickets read, about 49 min left, 1,000 a minute');
  });

  it('says nothing of the time left where nobody knows how many there are, or nothing moves', () => {
    const { screen, progress } = shownOn();
    progress.show({ desk: 'acme', count: 10, total: undefined });
    now += MINUTE_MS;
    progress.show({ desk: 'acme', count: 20, total: undefined });
    expect(screen.rows).toEqual(['acme: 20 tickets read, 10 a minute']);
    progress.end(20);
    progress.show({ desk: 'acme', count: 20, total: 30 });
    now += HOUR_MS;
    progress.show({ desk: 'acme', count: 20, total: 30 });
    expect(screen.rows.at(-1)).toBe('acme: 20 of about 30 tickets read, 0 a minute');
  });

  it('never breaks a row, however narrow the window', () => {
    for (const columns of [20, 40, 66, 67, 68, 69, 200]) {
      const { screen, progress } = shownOn(createScreen(columns));
      for (let count = 0; count < 5; count += 1) {
        progress.show({ desk: 'acme', count, total: 100_000 });
        now += SECOND_MS;
      }
      expect(screen.rows).toHaveLength(1);
      expect(screen.rows[0]).toMatch(/^acme: 4 of about /u);
    }
  });

  it('ends as a line that says how many and how long, with the next words below it', () => {
    const { screen, log, progress } = shownOn();
    progress.show({ desk: 'acme', count: 0, total: 100 });
    now += 2 * SECOND_MS;
    progress.show({ desk: 'acme', count: 100, total: 100 });
    progress.end(103);
    progress.end(0);
    log.info('listening');
    expect(screen.rows[0]).toBe('acme: 103 tickets read, done in 2 s');
    expect(screen.rows.slice(1).join('')).toContain('"msg":"listening"');
  });

  it('that is broken off leaves the row as it stood, and whatever comes next begins a line', () => {
    const { screen, terminal, progress } = shownOn();
    terminal.leave();
    expect(screen.rows).toEqual(['']);
    progress.show({ desk: 'acme', count: 0, total: 100 });
    now += MINUTE_MS;
    progress.show({ desk: 'acme', count: 50, total: 100 });
    terminal.leave();
    screen.write('$ ');
    expect(screen.rows).toEqual(['acme: 50 of about 100 tickets read, about 1 min left, 50 a minute', '$ ']);
  });

  it('leaves nothing behind where it was over before it was shown', () => {
    const { screen, progress } = shownOn();
    progress.show({ desk: 'acme', count: 0, total: 3 });
    progress.end(3);
    expect(screen.rows).toEqual(['']);
  });

  it('stands beside that of another desk, and below what is logged meanwhile', () => {
    const { screen, terminal, log, progress } = shownOn(createScreen(200));
    const other = createProgress({ time, log, terminal });
    const both = (count: number): void => {
      progress.show({ desk: 'acme', count, total: 100 });
      other.show({ desk: 'salt', count: 2 * count, total: 100 });
    };
    both(0);
    now += MINUTE_MS;
    both(10);
    log.info('alert posted');
    expect(screen.rows.at(-1)).toBe(
      'acme: 10 of about 100 tickets read, about 9 min left, 10 a minute | salt: 20 of about 100 tickets read, about 4 min left, 20 a minute',
    );
    expect(screen.rows.at(-2)).toMatch(/^\{.*"alert posted"\}$/u);
    progress.end(10);
    expect(screen.rows.at(-2)).toMatch(/^acme: 10 tickets read, done in 1 min/u);
    expect(screen.rows.at(-1)).toMatch(/^salt: 20 of/u);
  });
});

describe('the progress of a first sync without a terminal', () => {
  it('is a line of the log every ten seconds', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(line) });
    const progress = createProgress({ time, log, terminal: undefined });
    for (let count = 0; count <= 350; count += 1) {
      progress.show({ desk: 'acme', count, total: 1_000 });
      now += 100;
    }
    progress.end(350);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      [100, 200, 300].map((count) => ({
        level: 30,
        time: expect.any(String),
        msg: 'first sync',
        desk: 'acme',
        count,
        total: 1_000,
        perMinute: 600,
        leftMs: (1_000 - count) * 100,
      })),
    );
  });
});
