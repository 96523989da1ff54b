import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCompiledPolicy } from '#core/policy/compiled.ts';
import { runPackage, type PackageQuestion } from '#apps/cli/package.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { ConfigError } from '#apps/runtime/config-error.ts';
import { UseError } from '#apps/cli/use-error.ts';
import { root } from '../../imports.ts';

const folder = mkdtempSync(join(tmpdir(), 'recourse-packed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const policyPath = `${root}apps/sandbox/fernhill.policy.yaml`;

async function pack(more: Partial<PackageQuestion> = {}): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const terminal = {
    write: (text: string): void => void (said += text),
    paint: (text: string): string => text,
    width: 100,
    confirm: undefined,
  };
  const code = await runPackage(
    { policy: policyPath, all: true, out: join(folder, 'a'), json: false, ...more },
    terminal,
  );
  return { code, said };
}

interface Told {
  readonly packed: boolean;
  readonly policy: string;
  readonly packages: readonly { readonly file: string; readonly folder: string; readonly bytes: number }[];
  readonly findings: readonly unknown[];
}

describe('recourse package --all', () => {
  let told: Told;
  beforeAll(async () => {
    const { code, said } = await pack({ json: true });
    expect(code).toBe(0);
    told = JSON.parse(said) as Told;
  });

  test('packs the panel that stands in the sources, for every host, and finds nothing wrong with it', () => {
    expect(told).toMatchObject({ packed: true, policy: '2026-11-01', findings: [] });
    expect(told.packages.map(({ file }) => /recourse-([a-z-]+)-\d[^/]*$/u.exec(file)?.[1])).toEqual([
      'zendesk-private',
      'zendesk-marketplace',
      'freshdesk',
      'slack',
      'listing',
    ]);
    const [zendesk] = told.packages;
    const files = unzipSync(new Uint8Array(readFileSync(zendesk!.file)));
    expect(Object.keys(files)).toContain('assets/panel.js');
    expect(readdirSync(join(folder, 'a/recourse-freshdesk')).toSorted()).toContain('PACKING.md');
  });

  test.each(['en', 'de', 'fr', 'es', 'pt'])(
    'the panel’s words in %s stand in the helpdesk’s own translation file',
    (locale) => {
      const packed = readFileSync(join(folder, `a/recourse-zendesk-private/translations/${locale}.json`), 'utf8');
      const words = readFileSync(`${root}apps/sidebar/translations/${locale}.json`, 'utf8');
      expect((JSON.parse(packed) as { panel: unknown }).panel).toEqual(JSON.parse(words));
    },
  );

  test('the zip’s size is told as it is', () => {
    for (const { file, bytes } of told.packages) expect(readFileSync(file).length).toBe(bytes);
  });

  test('again, into another folder, it makes the same bytes', async () => {
    await pack({ out: join(folder, 'b') });
    for (const { file } of told.packages) {
      expect(readFileSync(file.replace('/a/', '/b/')).equals(readFileSync(file)), file).toBe(true);
    }
  });

  test('the policy in the package judges as the file does', async () => {
    const policy = await loadPolicy(policyPath);
    const text = readFileSync(join(folder, 'a/recourse-zendesk-private/assets/policy.json'), 'utf8');
    const read = readCompiledPolicy(JSON.parse(text), policy.recognition.pack);
    expect('policy' in read && read.policy.obligations).toEqual(policy.obligations);
    expect(text).not.toContain('region');
  });

  test('says to a person what was made, how large it is, and what is left to do', async () => {
    const { said } = await pack({ url: 'https://recourse.acme.test' });
    expect(said).toMatch(/✔ packed into .*\n\n {2}recourse-zendesk-private-[\d.]+\.zip +\d+\.\d kB {2}\d+ files/u);
    expect(said).toContain('PACKING.md');
    expect(said).not.toContain('--url');
  });
});

test('without --all it says what to write', async () => {
  await expect(pack({ all: false })).rejects.toThrow(UseError);
});

test('an address that is none, or is not encrypted, is refused', async () => {
  await expect(pack({ url: 'http://recourse.acme.test' })).rejects.toThrow(UseError);
  await expect(pack({ url: 'recourse' })).rejects.toThrow(UseError);
});

test('a policy that cannot be used is not packed', async () => {
  await expect(pack({ policy: join(folder, 'nowhere.yaml') })).rejects.toThrow(ConfigError);
});

test('a folder that cannot be written to is wrong use, told in one line', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(pack({ out: file })).rejects.toThrow(`the packages cannot be written to ${file}`);
});
