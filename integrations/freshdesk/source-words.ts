import type { Channel } from '#core/ticket.ts';

/**
 * What a source of the account's own is named, by the way we take it for; the first that fits. In the languages that
 * complaints are read in. `\b` stands beside plain letters only: it takes one with an accent for none.
 */
const sourceWords: readonly (readonly [Channel, RegExp])[] = [
  [
    'regulatorPortal',
    /ombuds|regulator|schlichtung|aufsicht|médiateur|médiation|defensor|mediador|mediatore|procon\b|consumidor\.gov|livro de reclamaç|arbitro/i,
  ],
  ['email', /\be-?mail|courriel|courrier électronique|correo electrónico|correio eletr|posta elettronica/i],
  ['phone', /phone|\bcall|voice|telefon|téléphone|teléfono|anruf|\bappels?\b|llamada|ligaç|chamada|chiamata/i],
  ['chat', /chat|whatsapp|messag|mensaj|mensage|nachricht|\bsms\b|\bbot\b|telegram/i],
  ['social', /twitter|facebook|instagram|social|soziale|sociaux|sociale|redes\b|\bx\b/i],
  [
    'inPerson',
    /in person|branch|counter|walk-?in|persönlich|filiale|schalter|vor ort|en personne|\bagence|guichet|en persona|sucursal|mostrador|presencial|balcão|\bagência|di persona|sportello/i,
  ],
  [
    'letter',
    /letter|\bpost\b|\bfax\b|\bbriefe?\b|\bbriefpost|\bpostweg|\bpostal|courrier|\blettres?\b|\bcartas?\b|\bletter[ae]\b|raccomandata|\bcorreio|telefax/i,
  ],
  ['api', /\bapi\b/i],
  ['email', /^correo$|^mail\b/i],
  ['web', /portal|\bweb|form|widget|portail|site\b|sito\b/i],
];

/** `undefined` for a label that says nothing to us. */
export function sourceNamed(label: string): Channel | undefined {
  return sourceWords.find(([, words]) => words.test(label))?.[0];
}
