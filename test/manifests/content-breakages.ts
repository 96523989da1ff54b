import { randomBytes } from 'node:crypto';
import { textFile } from '../../manifests/package-files.ts';
import type { Breakages } from './broken-package.ts';

/** Ways to break what every package of a panel keeps to. */
export function contentBreakages(of: { readonly folder: string; readonly page: string }): Breakages {
  const page = `${of.folder}/${of.page}`;
  const policy = `${of.folder}/policy.json`;
  return {
    FILE_KIND: ['x.zip', 'x.pdf', 'x.sh', 'x.mp3', 'x.js.map'].map((name) => ({ files }) => {
      files.set(`${of.folder}/${name}`, textFile('x'));
    }),
    FILE_PATH: ['a (1).png', 'a+b.css', 'ä.txt', '../up.txt', '.hidden'].map((name) => ({ files }) => {
      files.set(`${of.folder}/${name}`, textFile('x'));
    }),
    JSON_UNREADABLE: [
      ({ files }) => files.set('manifest.json', textFile('{')),
      ({ text }) => text('manifest.json', (json) => json.replace('{', '{"x":1,"x":2,')),
    ],
    HTTP_ADDRESS: [({ text }) => text(`${of.folder}/panel.js`, (code) => `${code}fetch("http://acme.test/x")`)],
    SECRET_INSIDE: [
      ['xoxb', '1234567890', 'abcdefghij'].join('-'),
      `AKIA${'A1'.repeat(8)}`,
      ['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' '),
      `ghp_${'a1'.repeat(18)}`,
      'https://me:pass@acme.test',
    ].map(
      (secret) =>
        ({ text }) =>
          text(`${of.folder}/panel.js`, (code) => `${code}/* ${secret} */`),
    ),
    PANEL_MISSING: [({ files }) => files.delete(page)],
    PANEL_FILE_MISSING: [
      ({ files }) => files.delete(`${of.folder}/panel.js`),
      ({ files }) => files.delete(`${of.folder}/panel.css`),
      ({ files }) => files.delete(`${of.folder}/shared.js`),
    ],
    PANEL_TOO_HEAVY: ['shared.js', 'de.js'].map((name) => ({ files }) => {
      files.set(`${of.folder}/${name}`, new Uint8Array(randomBytes(90_000)));
    }),
    INLINE_CODE: [
      '<script>go()</script>',
      '<style>main{}</style>',
      '<p style="color:red">x</p>',
      '<img src="a.png" onerror="go()">',
      '<a href="javascript:go()">x</a>',
    ].map(
      (html) =>
        ({ text }) =>
          text(page, (was) => was.replace('</body>', `${html}</body>`)),
    ),
    CONTENT_POLICY: [
      ({ text }) => text(page, (was) => was.replace(/<meta http-equiv[^>]*>/u, '')),
      ...["'unsafe-inline'", "'unsafe-eval'", '*', 'https:'].map(
        (loose) =>
          ({ text }: Parameters<NonNullable<Breakages[string]>[number]>[0]) =>
            text(page, (was) => was.replace("script-src 'self'", `script-src 'self' ${loose}`)),
      ),
      ({ text }) => text(page, (was) => was.replace("default-src 'none'", "default-src 'self'")),
    ],
    POLICY_UNREADABLE: [
      ({ files }) => files.delete(policy),
      ({ json }) => json(policy, (value) => delete value.obligations),
      ({ json }) => json(policy, (value) => (value.compiled = 7)),
    ],
  };
}
