import type { CategorySource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { germanComplaining } from './de-complaining.ts';
import { germanFailing } from './de-failing.ts';
import { germanSoftening } from './de-softening.ts';
import { groups } from './groups.ts';
import { cuesVersion, thresholds } from './version.ts';

const categories: readonly CategorySource[] = [
  {
    id: 'delivery',
    patterns: [
      'liefer*/paket*/päckchen/versand*/versendet/verschickt/zustell*/zusteller/bote/kurier/spedition/fahrer/sendung*/sendungsnummer/dhl/hermes/dpd/gls/abhol*/lager',
    ],
  },
  {
    id: 'billing',
    patterns: [
      'rechnung*/abbuch*/abgebucht/zahlung*/bezahl*/erstatt*/gebühr*/lastschrift/rate/raten/preis*/konto*/kosten/bank*/geld/gutschein*/betrag/überweis*/mahn*/zins*/kaution/guthaben',
    ],
  },
  {
    id: 'product',
    patterns: [
      'sofa*/stuhl/stühle/tisch*/schrank*/bett*/matratze*/schublade*/kissen/stoff/leder/scharnier*/herd/ofen/kühlschrank/waschmaschine/spülmaschine/trockner/lampe*/regal*/tür/türen/schraube*/qualität/farbe/produkt*/gerät*/artikel/ware/material/verarbeitung/modell',
    ],
  },
  {
    id: 'service',
    patterns: [
      'mitarbeiter*/kundenservice/kundendienst/service*/berater*/techniker*/monteur*/hotline/telefon*/anruf*/angerufen/mail*/email*/antwort*/rückruf/chat/support/filiale*/personal/verkäufer*/termin*/callcenter/beratung',
    ],
  },
  {
    id: 'privacy',
    patterns: ['datenschutz*/dsgvo/daten/privatsphäre/werbemails/werbeanrufe', 'persönliche/fremde daten'],
  },
  { id: 'safety', patterns: ['sicherheit*/brand*/rauch*/gefahr*/gefährlich*/rückruf/feuer/verletz*'] },
  { id: 'delay', patterns: ['verspät*/verzöger*/überfällig*/wartezeit*/lieferverzug'] },
];

const quoting: QuotingSource = {
  introductions: [{ starts: 'am', ends: 'schrieb:' }],
  separators: ['ursprüngliche nachricht', 'urspruengliche nachricht', 'originalnachricht', 'weitergeleitete nachricht'],
  headers: [
    { first: 'von:', second: 'gesendet:' },
    { first: 'von:', second: 'datum:' },
    { first: 'von:', second: 'an:' },
  ],
  footers: [
    'von meinem iphone gesendet',
    'von meinem ipad gesendet',
    'gesendet von',
    'gesendet mit',
    'diese nachricht wurde von',
  ],
  automaticSubjects: ['automatische antwort', 'abwesenheitsnotiz', 'abwesenheit:', 'unzustellbar:', 'nicht im büro'],
  automaticOpenings: [
    'dies ist eine automatische',
    'dies ist eine automatisch',
    'diese e-mail wurde automatisch',
    'diese nachricht wurde automatisch',
    'automatische antwort:',
  ],
};

/** The German cue pack, for Germany, Austria and Switzerland; words with umlauts are also found written "ae" or plain. */
export const germanCues: CuePackSource = {
  name: 'de-core',
  version: cuesVersion,
  language: 'de',
  denials: ['kein', 'keine', 'keinen', 'keiner', 'keinem', 'keinerlei', 'nicht', 'ohne', 'nie', 'niemals', 'weder'],
  thresholds,
  groups,
  cues: [...germanComplaining, ...germanFailing, ...germanSoftening],
  categories,
  quoting,
};
