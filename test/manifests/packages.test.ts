import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCompiledPolicy } from '#core/policy/compiled.ts';
import { locales, listingTexts } from '../../manifests/listing.ts';
import { jsonOf } from '../../manifests/package-files.ts';
import { packAll, type Packed, type PackingSources } from '../../manifests/pack.ts';
import { samplePolicy } from '../core/policy/sample-policy.ts';
import manifest from '../../package.json' with { type: 'json' };
import { sampleSources } from './sample-sources.ts';

let sources: PackingSources;
let packed: Packed;
beforeAll(async () => {
  sources = await sampleSources();
  packed = packAll(sources);
});

const filesOf = (name: string): ReadonlyMap<string, Uint8Array> => {
  const zip = packed.zips.find((one) => one.name.startsWith(`recourse-${name}-`));
  return new Map(Object.entries(unzipSync(zip!.bytes)));
};

test('sources that are in order make five zips, named by the version, and no finding', () => {
  expect(packed.findings).toEqual([]);
  expect(packed.zips.map(({ name }) => name)).toEqual(
    ['zendesk-private', 'zendesk-marketplace', 'freshdesk', 'slack', 'listing'].map(
      (name) => `recourse-${name}-${manifest.version}.zip`,
    ),
  );
});

test('the same sources make the same bytes', async () => {
  const again = packAll(await sampleSources());
  expect(again.zips.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
    packed.zips.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  );
});

test('while anything is wrong nothing is packed', async () => {
  const images = new Map([...sources.images].filter(([name]) => name !== 'logo-128.png'));
  const refused = packAll(await sampleSources({ images }));
  expect(refused.zips).toEqual([]);
  expect(refused.findings).toEqual([
    expect.objectContaining({ code: 'ZENDESK_LOGO', package: 'zendesk-private', path: 'assets/logo-small.png' }),
    expect.objectContaining({ code: 'ZENDESK_LOGO', package: 'zendesk-marketplace' }),
  ]);
  expect(refused.findings.every(({ mend }) => mend.length > 10)).toBe(true);
});

test.each([
  ['zendesk-private', 'assets/policy.json'],
  ['zendesk-marketplace', 'assets/policy.json'],
  ['freshdesk', 'app/policy.json'],
])('%s carries the policy as a browser reads it', (name, path) => {
  const { recognition, obligations } = samplePolicy();
  const read = readCompiledPolicy(jsonOf(filesOf(name), path), recognition.pack);
  expect('policy' in read && read.policy.obligations).toEqual(obligations);
});

test('whoever fills in a marketplace’s form finds texts and pictures in one place', () => {
  expect([...filesOf('listing').keys()]).toEqual([
    'freshdesk/freshdesk-screenshot-1.png',
    'freshdesk/freshdesk-screenshot-2.png',
    'freshdesk/freshdesk-screenshot-3.png',
    'freshdesk/icon.png',
    'freshdesk/listing.md',
    'zendesk-marketplace/listing.md',
    'zendesk-marketplace/zendesk-screenshot-1.png',
    'zendesk-marketplace/zendesk-screenshot-2.png',
    'zendesk-marketplace/zendesk-screenshot-3.png',
  ]);
});

test('what a person has yet to do is said', () => {
  expect(packed.notes.join('\n')).toMatch(/PACKING\.md/u);
  expect(packed.notes.join('\n')).toMatch(/--url https:\/\/HOST/u);
});

test('with the server’s address every address leads there, and no setting asks for it', async () => {
  const there = packAll(await sampleSources({ origin: 'https://recourse.acme.test' }));
  expect(there.notes.join('\n')).not.toContain('--url');
  for (const { name, bytes } of there.zips.filter((zip) => /zendesk|slack/u.test(zip.name))) {
    const text = Object.entries(unzipSync(bytes))
      .filter(([path]) => path.endsWith('.json'))
      .map(([, file]) => new TextDecoder().decode(file))
      .join('\n');
    expect(text, name).not.toContain('{{setting.server}}');
    expect(text, name).toContain('https://recourse.acme.test/');
  }
});

describe('the texts of the listing', () => {
  test('are in five languages with the same keys, none left in English', () => {
    expect(Object.keys(listingTexts)).toEqual([...locales]);
    const { en, ...others } = listingTexts;
    for (const [locale, texts] of Object.entries(others)) {
      expect(Object.keys(texts), locale).toEqual(Object.keys(en));
      const same = Object.entries(texts).filter(([key, text]) => text === en[key as keyof typeof en] && key !== 'name');
      expect(same, locale).toEqual([]);
    }
  });

  test('promise nobody a certificate', () => {
    for (const texts of Object.values(listingTexts)) {
      expect(texts.long_description).toContain('ISO 10002');
      expect(JSON.stringify(texts)).not.toMatch(/certified|compliant|zertifiziert nach|certifié|certificado por/iu);
    }
  });
});
