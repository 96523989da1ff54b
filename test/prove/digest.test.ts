import { describe, expect, it } from 'vitest';
import { platforms } from './platform.ts';
import { proven } from './proven.ts';

const lastLine = (said: string): string | undefined => said.trim().split('\n').at(-1);

describe.each(platforms)('complaints of %s that are told in digests', (platform) => {
  it(
    'are each told once though the digest was taken and its answer says that it failed',
    { timeout: 240_000 },
    async () => {
      const { said, held } = await proven('--platform', platform, '--directed', 'told-together', '--schedules', '2');
      expect(held, said).toBe(true);
      expect(lastLine(said)).toBe('schedules 2 lost 0 doubled 0');
    },
  );

  it('are neither lost nor doubled by crashes, lost answers and busy agents', { timeout: 240_000 }, async () => {
    const { said } = await proven('--platform', platform, '--directed', 'in-digests', '--schedules', '5');
    expect(lastLine(said)).toBe('schedules 5 lost 0 doubled 0');
  });
});
