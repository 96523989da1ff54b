/** A text that comes as HTML, and mostly as plain text too. */
interface Worded {
  readonly body?: string | undefined;
  readonly body_text?: string | undefined;
}

/** The plain text, which Freshdesk makes itself; from the HTML where there is none. */
export function textOf({ body, body_text: text }: Worded): string {
  return text === undefined || text === '' ? plain(body ?? '') : text;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** HTML without its mark-up. For reading only: it is never shown as HTML again. */
function plain(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[a-z/!][^<>]*>/gi, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (all, decimal, hex, name) => {
      if (typeof name === 'string') return entities[name.toLowerCase()] ?? all;
      const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : all;
    })
    .trim();
}
