import { crc32, deflateSync } from 'node:zlib';
import { printPolicy } from '#core/policy/compiled.ts';
import { samplePolicy } from '#test/core/policy/sample-policy.ts';
import { locales, type Locale } from '../../manifests/listing.ts';
import { textFile, type PackageFiles } from '../../manifests/package-files.ts';
import type { PackingSources } from '../../manifests/pack.ts';
import { panelPages, type BuiltPanel, type PanelHost } from '../../manifests/panel.ts';
import { readFreshdeskSources } from '../../manifests/resources.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** A real PNG of a size, all black. */
export function png(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * height));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]),
  );
}

const sdks: Readonly<Record<PanelHost, string>> = {
  zendesk: 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js',
  freshdesk: '{{{appclient}}}',
};

/** A script that imports one file at once and another when it is needed. */
function scriptOf(first: string, later: string): string {
  return `import${JSON.stringify(first)};void import(${JSON.stringify(later)});const space="http://www.w3.org/2000/svg";`;
}

/** A small panel as a bundler leaves it: a page, a script that imports another and fetches a third, a style. */
export function samplePanel(host: PanelHost): BuiltPanel {
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'" />
    <script src="${sdks[host]}"></script>
    <script type="module" crossorigin src="./panel.js"></script>
    <link rel="stylesheet" crossorigin href="./panel.css">
  </head>
  <body><main id="panel"></main></body>
</html>`;
  return {
    files: new Map([
      [panelPages[host], textFile(page)],
      ['panel.js', textFile(scriptOf('./shared.js', './later.js'))],
      ['shared.js', textFile('export const judged = true;')],
      ['later.js', textFile('export const cues = [];')],
      ['panel.css', textFile('main{color:#17494d}')],
    ]),
    words: Object.fromEntries(locales.map((locale) => [locale, { title: 'Complaint' }])) as Record<Locale, unknown>,
  };
}

const pictures: readonly (readonly [string, number, number])[] = [
  ['logo-128.png', 128, 128],
  ['logo-320.png', 320, 320],
  ['logo-400.png', 400, 400],
  ['logo-512.png', 512, 512],
  ...[1, 2, 3].flatMap((n): [string, number, number][] => [
    [`zendesk-screenshot-${n}.png`, 1024, 768],
    [`freshdesk-screenshot-${n}.png`, 1280, 720],
  ]),
];

const images: PackageFiles = new Map([
  ...pictures.map(([name, width, height]) => [name, png(width, height)] as const),
  ['icon.svg', textFile('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>')],
]);

/** All that packages are made of, in order; parts of it said otherwise. */
export async function sampleSources(parts: Partial<PackingSources> = {}): Promise<PackingSources> {
  return {
    policy: printPolicy(samplePolicy()),
    panels: { zendesk: samplePanel('zendesk'), freshdesk: samplePanel('freshdesk') },
    images,
    freshdesk: await readFreshdeskSources(),
    origin: undefined,
    ...parts,
  };
}
