import type { CategorySource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { groups } from './groups.ts';
import { italianComplaining } from './it-complaining.ts';
import { italianFailing } from './it-failing.ts';
import { italianSoftening } from './it-softening.ts';
import { cuesVersion, thresholds } from './version.ts';

const categories: readonly CategorySource[] = [
  {
    id: 'delivery',
    patterns: [
      'consegn*/spedizion*/spedit*/pacco/pacchi/corriere/corrieri/postino/autista/magazzino/tracking/recapit*/poste/ritiro',
    ],
  },
  {
    id: 'billing',
    patterns: [
      'fattur*/bolletta/bollette/addebit*/pagament*/pagato/pagare/rimbors*/prezzo/prezzi/conto/banca/soldi/denaro/tariff*/importo/commission*/rata/rate/cauzione/carta',
    ],
  },
  {
    id: 'product',
    patterns: [
      'divano/sedia/sedie/tavolo/armadio/letto/materasso/cassetto/tessuto/pelle/forno/frigorifero/frigo/lavatrice/asciugatrice/lampada/scaffale/porta/vite/viti/qualità/colore/prodott*/apparecchio/articol*/materiale/modello/taglia',
    ],
  },
  {
    id: 'service',
    patterns: [
      'assistenza/operator*/impiegat*/commess*/tecnico/tecnici/telefono/chiamat*/mail/email/risposta/servizio/negozio/personale/responsabile/appuntamento/centralino/intervento',
    ],
  },
  { id: 'privacy', patterns: ['privacy/gdpr', 'dati personali', 'protezione dei dati'] },
  { id: 'safety', patterns: ['sicurezza/incendio/fumo/pericol*/fuoco/ferit*/bruciat*'] },
  { id: 'delay', patterns: ['ritard*/attesa/attese'] },
];

const quoting: QuotingSource = {
  introductions: [
    { starts: 'il', ends: 'ha scritto:' },
    { starts: 'in data', ends: 'ha scritto:' },
  ],
  separators: ['messaggio originale', 'messaggio inoltrato'],
  headers: [
    { first: 'da:', second: 'inviato:' },
    { first: 'da:', second: 'data:' },
    { first: 'da:', second: 'a:' },
  ],
  footers: ['inviato da iphone', 'inviato dal mio', 'inviato da ipad', 'scarica outlook'],
  automaticSubjects: ['risposta automatica', 'fuori ufficio'],
  automaticOpenings: ['questa è una risposta automatica', 'questo è un messaggio automatico', 'risposta automatica:'],
};

/** The Italian cue pack. */
export const italianCues: CuePackSource = {
  name: 'it-core',
  version: cuesVersion,
  language: 'it',
  elision: true,
  denials: ['non', 'senza', 'nessun', 'nessuna', 'nessuno', 'mai', 'né', 'niente', 'alcun', 'alcuna'],
  thresholds,
  groups,
  cues: [...italianComplaining, ...italianFailing, ...italianSoftening],
  categories,
  quoting,
};
