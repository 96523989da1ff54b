import type { TicketStatus } from '#core/ticket.ts';

/**
 * What a status of the account's own is named, by what we take it for; the first that fits. In the languages that
 * complaints are read in. `\b` stands beside plain letters only: it takes one with an accent for none.
 *
 * Whoever waits for their own colleagues has not stopped: that is looked for before any other waiting.
 */
const statusWords: readonly (readonly [TicketStatus, RegExp])[] = [
  [
    'open',
    /\b(?:wait\w*|await\w*|pending|hold) (?:on|for|from)? ?(?:the |an? |our )?(?:us|customer (?:service|support|care|success)|agents?|support|team|staff|internal|assignment|assignee|review|approval|supervisor|manager|back ?office)\b/i,
  ],
  [
    'open',
    /\bwart\w* (?:auf|bis) (?:uns|den agent|agent|bearbeit|support|team|intern|freigabe|prüfung|zuweisung|innendienst)|\bintern/i,
  ],
  [
    'open',
    /(?:attente|attend|espera|esperando|pendiente|attesa|aguarda\w*|pendente) (?:de |du |d[’']|del |de la |di |da |do |pel[oa] |por |un |una |a |o |la |el |il |notre |nuestr[oa] )*(?:agent|agente|support|soporte|supporto|suporte|équipe|equipo|équipa|equipa|equipe|intern|valida|asigna|assigna|atribui|aprob|aprov|approva|revis)/i,
  ],
  ['pending', /\b(?:wait\w*|await\w*|pending) (?:on|for|from)? ?(?:the )?(?:customer|requester|client|user)/i],
  [
    'pending',
    /\b(?:wart\w*|rückfrage|rückmeldung|antwort|offen)\b.{0,20}(?:kund|auftraggeber|anfragend|melder)|\bkunde\w* (?:angefragt|gefragt)/i,
  ],
  [
    'pending',
    /(?:attente|attend|esper|pendiente|attesa|aguard|pendente).{0,30}(?:client|cliente|usuari|utente|richiedente|demandeur|solicitante|utilisateur|utilizador|consumidor)/i,
  ],
  ['hold', /\bwait|\bhold\b|third party|\bon ice\b|\bparked\b/i],
  ['hold', /\bwart|zurückgestellt|pausiert|angehalten|\bextern/i],
  [
    'hold',
    /en attente|suspend|en espera|esperando|pausad|in attesa|sospes|aguardando|a aguardar|à espera|suspens|en pause/i,
  ],
  ['solved', /^(?:re)?solved\b|^closed\b|^done$|^completed?$/i],
  ['solved', /^(?:gelöst|erledigt|abgeschlossen|geschlossen|behoben)\b/i],
  [
    'solved',
    /^(?:résolu|fermé|clos|clôturé|terminé|resuelt|solucionad|cerrad|risolt|chius|complet|resolvid|fechad|encerrad|concluíd)\w*$/i,
  ],
  ['open', /\bopen|\bnew\b|\bprogress\b|\bworking\b|\bprocess|escalat|\bassigned\b/i],
  ['pending', /\bpending\b/i],
];

/** `undefined` for a label that says nothing to us. */
export function statusNamed(label: string): TicketStatus | undefined {
  return statusWords.find(([, words]) => words.test(label))?.[0];
}
