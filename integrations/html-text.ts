/**
 * HTML without its mark-up: what a reader would see of it, blocks and cells apart, with nothing of scripts, styles and
 * comments. For reading only: it is never shown as HTML again. Takes time in proportion to the text, whatever it is.
 */
export function textOfHtml(html: string): string {
  // Many a text is empty, or plain already.
  if (!html.includes('<') && !html.includes('&')) return html.trim();
  return withoutHidden(html)
    .replaceAll(/<\/t[dh]\b[^<>]*>/gi, ' ')
    .replaceAll(/<(?:br|hr|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote|\/pre)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[a-z/!][^<>]*>/gi, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}\d{0,2}));/gi, (all, decimal, hex, name) => {
      if (typeof name === 'string') return entities.get(name) ?? entities.get(name.toLowerCase()) ?? all;
      const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return isCharacter(point) ? String.fromCodePoint(point) : all;
    })
    .trim();
}

/** What is in these is for browsers, not for readers. */
const hiding: ReadonlyMap<string, RegExp> = new Map([
  ['style', /<\/style\b[^<>]*>/gi],
  ['script', /<\/script\b[^<>]*>/gi],
  ['head', /<\/head\b[^<>]*>/gi],
  ['title', /<\/title\b[^<>]*>/gi],
  ['!--', /-->/g],
]);

function withoutHidden(html: string): string {
  const opening = /<(!--|(?:style|script|head|title)\b)/gi;
  const shown: string[] = [];
  // One that is never closed hides nothing, and is not looked for again.
  const unclosed = new Set<string>();
  let from = 0;
  for (let found = opening.exec(html); found !== null; found = opening.exec(html)) {
    const name = found[1]?.toLowerCase() ?? '';
    const closing = hiding.get(name);
    if (closing === undefined || unclosed.has(name)) continue;
    closing.lastIndex = opening.lastIndex;
    if (closing.exec(html) === null) {
      unclosed.add(name);
      continue;
    }
    shown.push(html.slice(from, found.index));
    from = closing.lastIndex;
    opening.lastIndex = from;
  }
  return from === 0 ? html : `${shown.join('')}${html.slice(from)}`;
}

function isCharacter(point: number): boolean {
  return point > 0 && point <= 0x10_ff_ff && (point < 0xd8_00 || point > 0xdf_ff);
}

/** The names that HTML gives to U+00A0 to U+00FF, in their order. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const entities: ReadonlyMap<string, string> = new Map([
  ...latin.split(' ').map((name, n) => [name, String.fromCodePoint(0xa0 + n)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    // Like any other blank to whoever reads.
    nbsp: ' ',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    bull: '•',
    hellip: '…',
    euro: '€',
    trade: '™',
  }),
]);
