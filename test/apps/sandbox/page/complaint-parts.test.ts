import { parts } from '#apps/sandbox/page/comment-card.tsx';
import { describe, expect, test } from 'vitest';

describe('quotes in a text', () => {
  test('are marked where they stand, and nothing of the text is lost', () => {
    const text = 'Third time. I want my money back, third time.';
    const marked = parts(text, ['money back', 'Third time', 'not in it', '']);
    expect(marked.filter(({ quoted }) => quoted).map((part) => part.text)).toEqual(['Third time', 'money back']);
    expect(marked.map((part) => part.text).join('')).toBe(text);
  });

  test('that overlap are marked once', () => {
    const marked = parts('a formal complaint', ['a formal', 'formal complaint']);
    expect(marked).toEqual([
      { text: 'a formal', quoted: true },
      { text: ' complaint', quoted: false },
    ]);
  });
});
