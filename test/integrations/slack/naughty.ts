import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { alertKinds, type AlertMessage, type Fact } from '#core/effect/effect.ts';

const data = new URL('../../../../shared/data/', import.meta.url);

/** A file of the shared test data; `undefined` where the data is not at hand. */
export function sharedText(path: string): string | undefined {
  const file = new URL(path, data);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** What people write who want to be heard by everybody, or to lead somebody astray. */
export const tricks = [
  '<!channel>',
  '<!here> look',
  '<!everyone|here>',
  '<@U012AB3CD>',
  '<@W012AB3CD|anna>',
  '<!subteam^SAZ94GDB8>',
  '<#C123ABC456|general>',
  '<!date^1392734382^{date} at {time}^https://evil.example|soon>',
  '<https://evil.example|helpdesk.example>',
  '<mailto:bob@evil.example|us>',
  '@here @channel @everyone @anna #general',
  'https://evil.example/login www.evil.example bob@evil.example',
  '&lt;!channel&gt;',
  '&amp;lt;!channel&amp;gt;',
  '*bold* _italic_ ~struck~ `code` ```block```',
  '_*~`all`~*_',
  '> quoted',
  '>>> quoted to the end',
  '&gt; quoted',
  ':fire: :100: :+1: :skin-tone-2:',
  'one\n> two\n*three*\r\n```four',
  'x*\n*y',
  '[link](https://evil.example)',
  '\u202eltr trap\u202c \u2066iso\u2069',
  'zero\u200bwidth\u200djoined\ufeff\u2060',
  '<\u200b!channel>',
  '\u0000\u0007\u001b[31mred\u001b[0m\u0085\u2028\u2029',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
  '\ud800 lone \udc00',
  '\u3164\u115f\u1160',
  '&'.repeat(4_000),
  '<'.repeat(151),
  '👨‍👩‍👧‍👦'.repeat(200),
  'e\u0301'.repeat(400),
  '\u{e0061}\u{e0062}tags\u{e007f}',
  '',
  ' \t\n ',
];

/** The Big List of Naughty Strings and the lines of the HTML5 security cheat sheet, where they are at hand. */
export function collected(): string[] {
  const blns = JSON.parse(sharedText('security/blns/blns.json') ?? '[]') as string[];
  const xss = (sharedText('security/xss/h5sc-vectors.txt') ?? '').split('\n').filter((line) => line !== '');
  return [...blns, ...xss];
}

/** Text that means harm, or is plain odd, alone and in company. */
export function naughty(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...tricks),
    fc.constantFrom(...tricks, ...collected()),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.stringMatching(/^[*_~`<>&:|!@#a-z \n]{0,30}$/),
  );
  return fc.oneof(
    { weight: 3, arbitrary: piece },
    fc.array(piece, { maxLength: 4 }).map((all) => all.join(' ')),
  );
}

const fact: fc.Arbitrary<Fact> = fc.record({
  label: naughty(),
  value: fc.oneof(
    fc.record({ kind: fc.constantFrom('words', 'ticket'), text: naughty() }),
    fc.record({ kind: fc.constant('instant' as const), at: fc.integer({ min: 0, max: 4_102_444_800_000 }) }),
    fc.record({ kind: fc.constant('channel' as const), channel: naughty() }),
    fc.record({
      kind: fc.constant('person' as const),
      name: naughty(),
      member: fc.option(naughty(), { nil: undefined }),
    }),
  ),
}) as fc.Arbitrary<Fact>;

/** Any alert, every word of it naughty. */
export function anyAlert(): fc.Arbitrary<AlertMessage> {
  return fc.record({
    kind: fc.constantFrom(...alertKinds),
    ticket: fc.record({
      platform: fc.constantFrom('zendesk', 'freshdesk'),
      account: fc.constantFrom('acme', 'north-wind'),
      id: fc.integer({ min: 1, max: 2 ** 48 }).map(String),
    }),
    url: fc.oneof(
      fc.webUrl(),
      fc.constantFrom('https://acme.zendesk.com/agent/tickets/7', 'javascript:alert(1)', '', 'x'),
    ),
    tone: fc.constantFrom('calm', 'warning', 'broken', 'done'),
    headline: naughty(),
    subject: naughty(),
    facts: fc.array(fact, { maxLength: 25 }),
    footnote: naughty(),
    actions: fc.array(fc.constantFrom('acknowledge', 'take', 'escalate', 'open'), { maxLength: 6 }),
  }) as fc.Arbitrary<AlertMessage>;
}
