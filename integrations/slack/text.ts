const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Bidirectional controls, zero widths, tags and fillers; all but the selector that makes a sign an emoji. */
const unseen = /[[\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u{fe0f}]]/gv;
const gaps = /[\s\p{Cc}]+/gu;
/** Nobody needs more than four marks on a letter; text that climbs over its neighbours has them by the hundred. */
const towers = /(\p{M}{4})\p{M}+/gu;

/** Text from outside as one line that looks like what it is: no controls, nothing invisible, no lone surrogates. */
export function visible(text: string): string {
  return text.toWellFormed().replace(unseen, '').replace(gaps, ' ').replace(towers, '$1').trim();
}

/** Escapes the three characters Slack gives a meaning, once. https://docs.slack.dev/messaging/formatting-message-text */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** mrkdwn has no escape for its formatting; what looks the same to people means nothing to it. */
const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
const shortcode = /(?<![\p{L}\p{N}]):(?=\S)/gu;

function disarm(text: string): string {
  return text
    .replace(/[*_~`]/g, (mark) => lookalikes[mark] ?? mark)
    .replace(shortcode, '∶')
    .replace(/^(?:> ?)+/, '› ');
}

/** Our choice: of a text that is cut no more than this part is given up for its last word to be whole. */
const mostForAWord = 0.3;

/** Without a word that was begun and not ended, and the comma before it, where that leaves most of the text. */
function toLastWord(kept: string, next: string): string {
  const end = kept.lastIndexOf(' ');
  const isWhole = next.startsWith(' ') || end < kept.length * (1 - mostForAWord);
  return (isWhole ? kept : kept.slice(0, end)).replace(/[\s,]+$/u, '');
}

/** Cuts between graphemes, and between words where it can, so that the escaped text fits; never inside an entity. */
function fit(text: string, length: number): string {
  const whole = text.length > length ? undefined : escapeText(text);
  if (whole !== undefined && whole.length <= length) return whole;
  let kept = '';
  // Escaping never shortens: what lies well beyond the limit cannot be kept and need not be looked at.
  for (const { segment } of segmenter.segment(text.slice(0, length + 64))) {
    const next = kept + escapeText(segment);
    if (next.length > length - 1) return `${toLastWord(kept, segment)}…`;
    kept = next;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Text from anywhere for a `plain_text` object: seen as written, cut to `length` characters after escaping. Empty where
 * nothing of it can be seen.
 */
export function plain(text: string, length: number): string {
  return fit(visible(text), length);
}

/** Text from anywhere for a place where mrkdwn is read: like `plain`, and no character of it formats, quotes or becomes an emoji. */
export function unformatted(text: string, length: number): string {
  return fit(disarm(visible(text)), length);
}

/** An instant in words, as core ends a headline with it, and the words that lead to it. */
const ending = /(?:,?(?: which)? was due|,? due|,? by)? \S+ \d{1,2} \S+ \d{4}, \d{2}:\d{2} \S+$/u;

/** A headline cut to `length` by `as`, one of the two above: what it promises is shortened, and never when. */
export function shortened(headline: string, length: number, as: (text: string, length: number) => string): string {
  const whole = as(headline, length);
  const end = ending.exec(headline)?.[0] ?? '';
  if (end === '' || whole.endsWith(as(end, length))) return whole;
  const when = as(end, length);
  const what = as(headline.slice(0, -end.length), length - when.length - 1);
  return `${what}${end.startsWith(' ') ? ' ' : ''}${when}`;
}
