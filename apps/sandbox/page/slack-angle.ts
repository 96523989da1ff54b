import { decodeEntities, type Inline } from './slack-inline.ts';

/** What stands between `<` and `>`: a mention, a date or a link; anything else is the text it would have shown. */
export function parseAngle(inside: string): Inline {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : decodeEntities(inside.slice(bar + 1));
  return parseMention(target, label) ?? parseDate(target, label) ?? parseLink(target, label);
}

function parseMention(target: string, label: string | undefined): Inline | undefined {
  const named = label === '' ? undefined : label;
  const mention = /^(@[UW]|#[CG]|!subteam\^S)([A-Z0-9]+)$/.exec(target);
  if (mention !== null) {
    const sign = mention[1] ?? '';
    const of = sign.startsWith('@') ? 'person' : sign.startsWith('#') ? 'channel' : 'group';
    return { kind: 'mention', of, id: `${sign.at(-1) ?? ''}${mention[2] ?? ''}`, label: named };
  }
  const range = /^!(here|channel|everyone)$/.exec(target)?.[1];
  return range === undefined ? undefined : { kind: 'mention', of: 'everyone', id: range, label: undefined };
}

function parseDate(target: string, label: string | undefined): Inline | undefined {
  const parts = /^!date\^(\d{1,11})\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (parts === null) return undefined;
  return {
    kind: 'date',
    seconds: Number(parts[1]),
    format: decodeEntities(parts[2] ?? ''),
    url: parts[3] === undefined ? undefined : safeUrl(decodeEntities(parts[3])),
    fallback: label ?? '',
  };
}

function parseLink(target: string, label: string | undefined): Inline {
  const shown = decodeEntities(target);
  const url = safeUrl(shown);
  if (url === undefined) return { kind: 'text', text: label ?? shown };
  return { kind: 'link', url, label: label === undefined || label === '' ? shown : label };
}

/** An address that may be opened from the page: http, https or mailto, as the browser reads it; else `undefined`. */
export function safeUrl(address: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}
