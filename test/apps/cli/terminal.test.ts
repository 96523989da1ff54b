import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask, processTerminal, wrap } from '#apps/cli/terminal.ts';

describe('a terminal', () => {
  it('that is none is spoken to in whole lines, without colours, and asks nobody', () => {
    expect(wrap('a line that goes on and on beyond any width', 10, undefined)).toHaveLength(1);
    const { paint, width, confirm } = processTerminal();
    expect([paint('✔ in order', 'good'), width, confirm]).toEqual(['✔ in order', undefined, undefined]);
  });

  it.each([40, 60, 100])('of %s columns gets lines that fit, with every word in its place', (width) => {
    const text = 'let agents leave it empty under Admin > Workflows > Ticket Fields, or have a rule fill it in';
    const lines = wrap(text, 10, width);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width - 10);
  });

  it('that is narrower than its indent still gets every word', () => {
    const lines = wrap('cf_recourse_ledger_297457_and_a_name_that_is_longer_than_any_line is there', 60, 50);
    expect(lines).toEqual(['cf_recourse_ledger_297457_and_a_name_that_is_longer_than_any_line', 'is there']);
  });
});

describe('a question to a person', () => {
  it.each([
    ['y\r', true],
    ['Yes\r', true],
    ['no\r', false],
    ['\r', false],
    ['\u0003', false],
    ['\u0004', false],
  ])('is answered by the keys %j with %s', async (keys, isMeant) => {
    const input = new PassThrough();
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    const answer = ask('Do this?', { input, output });
    input.write(keys);
    expect(await answer).toBe(isMeant);
  });
});
