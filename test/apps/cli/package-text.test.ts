import { expect, test } from 'vitest';
import { packedJson, packedText } from '#apps/cli/package-text.ts';
import { packAll } from '../../../manifests/pack.ts';
import { sampleSources } from '../../manifests/sample-sources.ts';

const terminal = { write: () => undefined, paint: (text: string) => text, width: undefined, confirm: undefined };

async function refused() {
  const sources = await sampleSources();
  const images = new Map([...sources.images].filter(([name]) => name !== 'freshdesk-screenshot-2.png'));
  return packAll({ ...sources, images });
}

test('what is wrong is told with its place, its cure and its code, and that nothing was packed', async () => {
  expect(packedText(await refused(), 'dist', terminal)).toBe(`✖ freshdesk: there are 2 screenshots
  → at listing
  → take three or more pictures of the panel, PNG of 1280 × 720
  → FRESHDESK_SCREENSHOTS

Nothing was packed: 1 finding
`);
});

test('the same for programs', async () => {
  expect(JSON.parse(packedJson(await refused(), 'dist', '2026-11-01'))).toEqual({
    packed: false,
    policy: '2026-11-01',
    packages: [],
    notes: [],
    findings: [
      {
        code: 'FRESHDESK_SCREENSHOTS',
        package: 'freshdesk',
        path: 'listing',
        what: 'there are 2 screenshots',
        mend: 'take three or more pictures of the panel, PNG of 1280 × 720',
      },
    ],
  });
});

test('each zip is told with the folder beside it', async () => {
  const told = JSON.parse(packedJson(packAll(await sampleSources()), 'there', '1')) as {
    packages: readonly { file: string; folder: string; bytes: number }[];
  };
  expect(told.packages[2]).toMatchObject({ folder: 'there/recourse-freshdesk' });
  expect(told.packages[2]!.file).toMatch(/^there\/recourse-freshdesk-\d.*\.zip$/u);
});
