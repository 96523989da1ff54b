import { describe, expect, it } from 'vitest';
import { platforms } from './platform.ts';
import { proven } from './proven.ts';

const lastLine = (said: string): string | undefined => said.trim().split('\n').at(-1);

describe.each(platforms)('alerts of %s, whatever happens to processes, requests and people', (platform) => {
  it('are neither lost nor doubled', { timeout: 240_000 }, async () => {
    const { said } = await proven('--platform', platform, '--schedules', '30', '--seed', '1000');
    expect(said.trim()).toBe('schedules 30 lost 0 doubled 0');
  });

  it('nor are they with any break at any step of the protocol', { timeout: 240_000 }, async () => {
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
