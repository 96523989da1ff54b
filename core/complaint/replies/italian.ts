import { accented, phrasesOf } from '../phrases.ts';
import { pieces, type LanguageWords } from './reply-words.ts';

export const italian: LanguageWords = {
  thanks: phrasesOf(accented(/\b(grazie|ringrazi\w*|tutto (bene|ok|a posto|risolto|perfetto)|perfetto)\b/iu)),
  more: phrasesOf(
    accented(
      /\b(ma|però|tuttavia|comunque|non(?! (c[’'](è|e) (di che|problema)|serve altro|fa niente|importa|si preoccupi)\b)|mai|niente(?! altro)|nulla(?! altro)|nessun\w*|(?<!grazie )ancora(?! (grazie|una volta|mille))|purtroppo|invece|voglio(?! ringraziar)|vorrei(?! ringraziar)|pretendo|esigo|aspetto|attendo|per favore(?! chiud)|quando|perch[éè]|avvocat\w*|tribunale|giudice|arbitro|denunci\w*|delus\w*|inaccettabil\w*|vergogn\w*|riaprir\w*|(?<!grazie )(di nuovo|nuovamente))\b/iu,
    ),
  ),
  replies: {
    final: [
      /\b(questa è|ecco|in allegato|di seguito|le (inviamo|trasmettiamo|comunichiamo)|troverà [^.]{0,20}|trova [^.]{0,20}) ?(la (nostra )?|nostra )(risposta|decisione) (definitiva|finale)\b|\b(risposta|decisione) (definitiva|finale) è/iu,
      pieces('cis la_ nos ris'),
    ],
    resolved: [
      /( è|\bconsideriamo|\briteniamo|\brisulta) ([^.]{0,40} )?(risolt[oa]|chius[oa]|conclus[oa]|definit[oa])\b/iu,
      pieces('def hiu lus olt'),
    ],
    gives: [
      /(?<!\bnon (l[eaio] |vi |ti )*(ancora )?)(\babbiamo|\bho| è stat[oa]|\bsono stat[ei]) (già |oggi |anche |provveduto a(l|d)? |subito )*(rimborsat[oaie]|rimborsare|rimborso|sostituit[oaie]|sostituire|riparat[oaie]|accreditat[oaie]|risarcit[oaie]|annullat[oaie]|corrett[oaie]|rettificat[oaie]|emess[oaie]|prenotat[oaie]|ordinat[oaie]|decis[oaie]|respint[oaie]|accolt[oaie]|accettat[oaie]|spedit[oaie]|riscontrat[oaie]|accertat[oaie]|verificato che|(?<!(reclamo|richiesta|segnalazione|messaggio|pratica) è stat[oa] )inviat[oaie](?! (il|la|questo|questa) (su[oa] )?(reclamo|richiesta|messaggio|segnalazione)))\b|\b(il|un|lo) (rimborso|accredito|buono|risarcimento|cambio)( [^.]{1,30})? (è stato|è in|sarà accreditato)|\bla nostra (decisione|conclusione)( è|:)|(?<!\bnon )\b(accogliamo|respingiamo) [^.]{0,20}reclamo\b/iu,
      pieces('amb ato buo ccr cet cim cis eme eno imb ipa lam nos nul nvi olt orr ped rci rdi ris rta sos spi tif'),
    ],
    holding: [
      /\b(abbiamo bisogno di|serve|servono|occorre|ci vuole|richiede|necessitiamo di|richiederà) [^.!?]{0,25}tempo\b|\bpiù tempo\b|\b(stiamo|siamo) (ancora|tuttora)\b|\bnon (siamo |abbiamo |possiamo )?ancora\b|\bancora (in attesa|in corso|in fase)\b|\baspettiamo ancora\b|\b(contiamo|speriamo|prevediamo|pensiamo) di (poter(le|vi|ti)? )?(risponder|darl|scriver|concluder|aver (una |la )?risposta|fornir|aggiornar)/iu,
      pieces('di_ iam mpo non ora sia'),
    ],
    touches: [
      /\b(rimbors|sostitu|riparaz|riparat|accredit(o\b|at[oaie]|are|iamo)|risarc|indennizz|buono sconto|buono da|ritir(o|are|ato)|perché|poiché|il motivo|la causa|riscontrato|accertato|decisione|(?<!l[’'])esito|scus(?![^ .]* (per )?(il |la |i |le |gli |lo |questo |questa |l[’'])?([^ .]+ )?(disagi|disguid|inconvenient|ritard|attes|fastidi)))/iu,
      pieces('ato buo ccr ché cis imb ipa ito ivo izz la_ raz sar scu sos tir'),
    ],
    receipt: [
      /\b((abbiamo|ho) (ricevuto|registrato|preso (nota|atto|in carico)|inoltrato|trasmesso|girato|passato|inviato)|ricevuta del suo|(lo|la|stiamo|lo stiamo|la stiamo) (esaminando|verificando|controllando|analizzando|valutando|esaminiamo|verifichiamo)|esamineremo|verificheremo|controlleremo|analizzeremo|approfondiremo|(le|ti|vi) (risponderemo|risponderò|faremo sapere|scriveremo|scriverò|daremo)|(la|ti|vi) (ricontatteremo|ricontatterò|aggiorneremo|contatteremo|terremo|informeremo)|ci (metteremo|occuperemo|faremo)|preso in carico|presa in carico)/iu,
      pieces(
        'asm ato ci_ cri dar emo err esa eso evu gio gir gis hia ico izz ltr mo_ ndo nvi ofo rif ris rme rol uta zze',
      ),
    ],
    question: [
      /\b(può|potrebbe|puoi|potresti|potete|potreste|possiamo|le dispiacerebbe|vuole) [^.?!]{0,160}(inviar|mandar|dir|indicar|confermar|fornir|dare|darci|comunicar|descriver|far|chieder|condivider)[^.?!]{0,120}\?/iu,
      pieces('otr pia puo può sia tet vuo'),
    ],
    ombudsmanName: [
      /\b(arbitro (bancario|per le controversie|assicurativo)|ombudsman|organismo (adr|di (mediazione|conciliazione))|difensore civico|conciliazione paritetica)\b/iu,
      pieces('adr civ dsm itr zio'),
    ],
    referralRight: [
      /\b(rivolgersi|ricorrere|ricorso|presentare|adire|sottoporre|può) [^.]{0,80}\b(arbitro (bancario|per le controversie|assicurativo)|ombudsman|organismo (adr|di (mediazione|conciliazione))|difensore civico|conciliazione paritetica)\b/iu,
      pieces('adr civ dsm itr zio'),
    ],
    referralWindow: [/\bentro ((sei|6|dodici|12) mesi|un anno)\b/iu, pieces('ro_')],
    reasons: [
      /\b(perché|poiché|a causa d|dovut[oa] a|il motivo|i motivi|la ragione|in quanto|dato che)/iu,
      pieces('ato ché gio ivo mot ovu sa_ uan'),
    ],
    remedy: [
      /\b(rimbors|sostituzion|risarc|indennizz|riparazion|buono|accredit(o\b|at[oaie]|are|iamo)|scus(e|iamo))/iu,
      pieces('buo ccr imb izz sar scu tuz zio'),
    ],
    expectedDate: [
      /\b(entro|prima del?|non oltre|al più tardi) (il |l[’']|la |al |le )?(\d{1,2}\b|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|domani|fine|prossim)/iu,
      pieces('ltr ma_ rdi tro'),
    ],
  },
};
