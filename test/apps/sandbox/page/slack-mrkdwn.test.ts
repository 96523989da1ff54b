import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { safeUrl } from '#apps/sandbox/page/slack-angle.ts';
import { formatSlackDate } from '#apps/sandbox/page/slack-date.ts';
import { decodeEntities, type Inline } from '#apps/sandbox/page/slack-inline.ts';
import { parseMrkdwn } from '#apps/sandbox/page/slack-mrkdwn.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function inlines(text: string): Inline[] {
  const walk = (one: Inline): Inline[] => (one.kind === 'marked' ? [one, ...one.children.flatMap(walk)] : [one]);
  return parseMrkdwn(text).flatMap((one) => (one.kind === 'preformatted' ? [] : one.children.flatMap(walk)));
}

/** Everything a person would read. */
function shown(text: string): string {
  const read = (one: Inline): string => {
    switch (one.kind) {
      case 'text':
      case 'code':
        return one.text;
      case 'break':
        return '\n';
      case 'marked':
        return one.children.map(read).join('');
      case 'link':
        return one.label;
      case 'mention':
        return one.label ?? one.id;
      case 'date':
        return one.fallback;
    }
  };
  return parseMrkdwn(text)
    .map((one) => (one.kind === 'preformatted' ? one.text : one.children.map(read).join('')))
    .join('\n');
}

const text = (value: string): Inline => ({ kind: 'text', text: value });

test.each<[string, Inline[]]>([
  ['plain', [text('plain')]],
  [
    '*bold* and _italic_ and ~gone~',
    [
      { kind: 'marked', mark: 'bold', children: [text('bold')] },
      text(' and '),
      { kind: 'marked', mark: 'italic', children: [text('italic')] },
      text(' and '),
      { kind: 'marked', mark: 'strike', children: [text('gone')] },
    ],
  ],
  [
    '*a _b_*',
    [
      {
        kind: 'marked',
        mark: 'bold',
        children: [text('a '), { kind: 'marked', mark: 'italic', children: [text('b')] }],
      },
    ],
  ],
  ['snake_case_name 2*3*4', [text('snake_case_name 2*3*4')]],
  ['* not * bold ** nor ***', [text('* not * bold ** nor ***')]],
  ['`a *b* &lt;c&gt;`', [{ kind: 'code', text: 'a *b* <c>' }]],
  [
    '<https://a.example/x?y=1&amp;z=2|the *page*>',
    [{ kind: 'link', url: 'https://a.example/x?y=1&z=2', label: 'the *page*' }],
  ],
  ['<mailto:a@b.example>', [{ kind: 'link', url: 'mailto:a@b.example', label: 'mailto:a@b.example' }]],
  [
    '<@U12|mara> <#C34> <!subteam^S56|leads> <!here>',
    [
      { kind: 'mention', of: 'person', id: 'U12', label: 'mara' },
      text(' '),
      { kind: 'mention', of: 'channel', id: 'C34', label: undefined },
      text(' '),
      { kind: 'mention', of: 'group', id: 'S56', label: 'leads' },
      text(' '),
      { kind: 'mention', of: 'everyone', id: 'here', label: undefined },
    ],
  ],
  [
    '<!date^1772445600^{date} at {time}|2 March>',
    [{ kind: 'date', seconds: 1772445600, format: '{date} at {time}', url: undefined, fallback: '2 March' }],
  ],
  [
    '*bold with <https://a.example|a*b> in it*',
    [
      {
        kind: 'marked',
        mark: 'bold',
        children: [text('bold with '), { kind: 'link', url: 'https://a.example/', label: 'a*b' }, text(' in it')],
      },
    ],
  ],
  ['1 &lt; 2 &amp;&amp; 3 &gt; 2', [text('1 < 2 && 3 > 2')]],
  ['&amp;lt;b&amp;gt;', [text('&lt;b&gt;')]],
  ['a < b > c', [text('a '), text(' b '), text(' c')]],
])('%j is read as it looks in Slack', (given, wanted) => {
  expect(parseMrkdwn(given)).toEqual([{ kind: 'paragraph', children: wanted }]);
});

test('lines break, quotes stand apart, and code keeps its lines', () => {
  expect(parseMrkdwn('one\ntwo\n&gt; quoted\n&gt;more\nafter\n```\na\n b\n```\nend')).toEqual([
    { kind: 'paragraph', children: [text('one'), { kind: 'break' }, text('two')] },
    { kind: 'quote', children: [text('quoted'), { kind: 'break' }, text('more')] },
    { kind: 'paragraph', children: [text('after'), { kind: 'break' }] },
    { kind: 'preformatted', text: 'a\n b' },
    { kind: 'paragraph', children: [text('end')] },
  ]);
});

test.each([
  '<javascript:alert(1)|pay here>',
  '<JaVaScRiPt:alert(1)>',
  '<data:text/html,x|x>',
  '<vbscript:x>',
  '<//evil.example|x>',
  '<\u0001javascript:alert(1)|x>',
  '<java\tscript:alert(1)|x>',
  '<https:|x>',
  '<!script|x>',
  '<@u1> <@U1;x> <!date^x^y|z> <!everyone2>',
])('%j opens nothing and calls nobody', (given) => {
  expect(inlines(given).every((one) => one.kind === 'text')).toBe(true);
});

/** Text as an enemy would write it: Slack's own marks, thickly strewn. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '|',
        '*',
        '_',
        '~',
        '`',
        '```',
        '\n',
        '&lt;',
        '&gt;',
        '&amp;',
        '&amp;lt;',
        '<!channel>',
        '<@U1>',
      ),
      fc.constantFrom(
        '<https://evil.example|helpdesk>',
        '<!date^1^{date}^https://evil.example|x>',
        '<javascript:alert(1)|x>',
        'https://evil.example',
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('escaped text never links, mentions anybody or names a date', () => {
  fc.assert(
    fc.property(hostile, (given) => {
      const kinds = new Set(inlines(escape(given)).map((one) => one.kind));
      expect(kinds.has('link') || kinds.has('mention') || kinds.has('date')).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('escaped text without marks is read back letter by letter', () => {
  const unmarked = hostile.map((given) => given.replace(/[*_~`\n]/g, '')).filter((given) => !given.startsWith('>'));
  fc.assert(
    fc.property(unmarked, (given) => {
      expect(shown(escape(given))).toBe(given);
    }),
    { numRuns: 2000 },
  );
});

test('whatever is read, a link is one that may be opened', () => {
  fc.assert(
    fc.property(hostile, (given) => {
      for (const one of inlines(given)) {
        if (one.kind === 'link') expect(one.url).toMatch(/^(https?:\/\/|mailto:)/);
        if (one.kind === 'date' && one.url !== undefined) expect(one.url).toMatch(/^(https?:\/\/|mailto:)/);
      }
    }),
    { numRuns: 2000 },
  );
});

test('an address is opened only with a scheme that may be', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('javascript:alert(1)', ' javascript:x', 'file:///etc/passwd')),
      (given) => {
        const url = safeUrl(given);
        if (url !== undefined) expect(['http:', 'https:', 'mailto:']).toContain(new URL(url).protocol);
      },
    ),
  );
});

test.each([
  '*a '.repeat(15_000),
  '<'.repeat(40_000),
  '*<a>'.repeat(10_000),
  '`'.repeat(40_000),
  '*_~'.repeat(13_000),
  '*a_b~c '.repeat(6_000),
  '```'.repeat(13_000),
])('a long hostile text is read in no time', (given) => {
  const startedAt = performance.now();
  parseMrkdwn(given);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('entities are decoded once', () => {
  expect(decodeEntities('&amp;lt; &lt;b&gt; &nbsp; &amp')).toBe('&lt; <b> &nbsp; &amp');
});

test.each([
  ['{date_num}', '2026-03-02'],
  ['{date}', 'March 2, 2026'],
  ['{date_short}', 'Mar 2, 2026'],
  ['{date_long}', 'Monday, March 2, 2026'],
  ['{date_pretty}', 'today'],
  ['{time}', '3:12 PM'],
  ['{time_secs}', '3:12:05 PM'],
  ['due {date_short_pretty} at {time}', 'due today at 3:12 PM'],
  ['{ago}', 'in 2 hours'],
  ['{constructor} {nothing}', '{constructor} {nothing}'],
])('a date written as %j reads %j', (format, wanted) => {
  const at = Date.parse('2026-03-02T15:12:05Z');
  expect(formatSlackDate(at, format, { now: Date.parse('2026-03-02T13:00:00Z'), timeZone: 'UTC' })).toBe(wanted);
});

test('yesterday and tomorrow are those of the reader', () => {
  const at = Date.parse('2026-03-02T23:30:00Z');
  const read = (now: string, timeZone: string) =>
    formatSlackDate(at, '{date_pretty}', { now: Date.parse(now), timeZone });
  expect(read('2026-03-02T10:00:00Z', 'UTC')).toBe('today');
  expect(read('2026-03-02T10:00:00Z', 'Europe/Berlin')).toBe('tomorrow');
  expect(read('2026-03-03T10:00:00Z', 'UTC')).toBe('yesterday');
});
