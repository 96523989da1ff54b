import { describe, expect, it } from 'vitest';
import { platforms } from './platform.ts';
import { proven } from './proven.ts';

const lastLine = (said: string): string | undefined => said.trim().split('\n').at(-1);

it(
  'alerts are neither lost nor doubled, whatever happens to processes, requests, platforms and people',
  {
    timeout: 480_000,
  },
  async () => {
    const { said, held } = await proven('--schedules', '30', '--seed', '1000', '--coverage');
    expect(held, said).toBe(true);
    expect(said.trim().split('\n').slice(-2)).toEqual(['never met: nothing', 'schedules 60 lost 0 doubled 0']);
  },
);

describe.each(platforms)('alerts of %s', (platform) => {
  it('are neither lost nor doubled with any break at any step of the protocol', { timeout: 480_000 }, async () => {
    const { said, held } = await proven('--platform', platform, '--enumerate');
    expect(lastLine(said)).toMatch(/^schedules \d{2,} lost 0 doubled 0$/u);
    expect(held).toBe(true);
  });
});

it('a seed is the same schedule every time, byte for byte', { timeout: 120_000 }, async () => {
  const once = await proven('--schedules', '3', '--seed', '77', '--trace');
  const again = await proven('--schedules', '3', '--seed', '77', '--trace');
  expect(once.said.length).toBeGreaterThan(10_000);
  expect(again.said).toBe(once.said);
});
