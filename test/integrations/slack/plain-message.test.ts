import { expect, test } from 'vitest';
import { plainMessage } from '#integrations/slack/plain-message.ts';

test.each([
  [
    'The sofa of <https://shop.example/s/1|Mrs Dent> is <mailto:d@x.example|d@x.example>',
    'The sofa of Mrs Dent (https://shop.example/s/1) is d@x.example',
  ],
  ['<https://shop.example/s/1>', 'https://shop.example/s/1'],
  [
    '<@U123> and <@U123|ana> in <#C1|complaints>, <!here> <!subteam^S1|@leads>',
    '@somebody and @ana in #complaints, @all @leads',
  ],
  ['due <!date^1795424400^{date}|23 November>', 'due 23 November'],
  ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
  ['&amp;lt;b&amp;gt; stays as it was written', '&lt;b&gt; stays as it was written'],
  ['  one\r\ntwo\n\tthree\u0007 ', 'one\ntwo\n\tthree'],
  ['', ''],
])('%j is read as %j', (text, plain) => {
  expect(plainMessage(text)).toBe(plain);
});
