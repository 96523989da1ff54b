import { accented, phrasesOf } from '../phrases.ts';
import { pieces, type LanguageWords } from './reply-words.ts';

export const french: LanguageWords = {
  thanks: phrasesOf(
    accented(
      /\b(merci|remerci\w*|c[’'](est|était) (parfait|bon|réglé|super)|tout est (bon|en ordre|réglé|parfait)|parfait)\b/iu,
    ),
  ),
  more: phrasesOf(
    accented(
      /\b(mais|cependant|pourtant|toutefois|pas(?! de (souci|problème)s?\b)|jamais|rien|aucune?|personne|toujours(?! aussi)|(?<!merci )encore(?! (merci|une fois|un grand))|sauf|malgré|veux|voudrais(?! vous remercier)|exige|(je|nous) demand\w+|attends|attendons|souhaite(?! (une|bonne|vous))|veuillez(?! (agréer|recevoir|clôturer|fermer|clore))|svp|vous plaît|quand|pourquoi|médiat\w*|avocate?|tribunal|justice|déçue?s?|inacceptable|inadmissible|plutôt|rouvrir|(?<!merci )(de|à) nouveau)\b/iu,
    ),
  ),
  replies: {
    final: [
      /\b(voici|ceci est|constitue|trouverez [^.]{0,20}|trouver [^.]{0,20}|s[’']agit de) ?(notre|la|ma) (réponse|décision) (définitive|finale)\b/iu,
      pieces('_dé _ré'),
    ],
    resolved: [
      /(\b(est|sont|comme|considérons)| été) ([^.]{0,40} )?(résol|réglé|close?s?\b|clôtur)/iu,
      pieces('clo clô glé sol'),
    ],
    gives: [
      /\b(nous (vous |l[’'])?avons|je vous ai|j[’']ai|vous a|vous ont|a été|ont été|venons de)( été| vous| bien| déjà| donc| également| aujourd[’']hui| ce jour| immédiatement)* (remboursé|remplacé|échangé|réparé|crédité|dédommagé|indemnisé|expédié|annulé|corrigé|rectifié|commandé|réservé|émis|viré|décidé|rejeté|accepté|accordé|constaté qu|(?<!(réclamation|demande|plainte|message) a été )envoyé(?!e?s? (votre|la|cette) (réclamation|demande|plainte|message)))|\bnous (ne )?(faisons|donnons) [^.]{0,20}(droit|suite favorable)\b|\bnotre (décision|conclusion) ?(est|:)|\bnous vous (remboursons|envoyons|accordons|offrons) (un|une|le|la|les|votre|vos|\d)/iu,
      pieces('_ré agé até cré emn emp fav idé igé iré jet mis ndé ngé oit otr pté rdé rsé rvé tif ulé vou voy xpé'),
    ],
    holding: [
      /\b(demande|prend|nécessite|faut|besoin d[e’']) ?[^.!?]{0,30}(plus de temps|plus longtemps|temps supplémentaire|délai supplémentaire|un peu de temps)\b|\b(toujours|encore) (en cours|en attente|à l[’']étude|dans l[’']attente)|(examinons|étudions|attendons|vérifions|enquêtons|recherchons)( [^ .]+)? (encore|toujours)\b|\bpas encore (en mesure|pu|possible|reçu|terminé|la réponse|de réponse)|\bnous (pensons|espérons|comptons|prévoyons) (pouvoir )?(vous )?(répondre|revenir|donner|écrire|apporter|terminer)\b/iu,
      pieces('gte mps nco nou ouj pas peu plé'),
    ],
    touches: [
      /\b(rembours|remplac|indemnis|dédommag|répar(é|er|ation)|bon d[’']achat|geste commercial|un avoir|parce qu|la raison|le motif|constaté qu|décision|récupér|((nos|mes) ([^ .]+ )?excuses|excusons|m[’']excuse|nous excuser)(?! (pour|de|du|des) ?(la |le |les |cette |ce |ces |l[’'])?(gêne|désagrément|dérangement|attente|retard|délai|inconvénient)))|échang(é|er|eons)/iu,
      pieces('ara arc aré até bon cis emn emp geo ger la_ mbo mma mot ngé oir rci rer upé uso xcu'),
    ],
    receipt: [
      /\b((avons|ai) (bien |bonne |aussi )*(reçu|pris|noté|enregistr|transmis|transfér|envoyé (votre|la|cette))|accus(ons|e) (bonne )?réception|bien reçu|(l[’']|nous |nous l[’']|je )(examin|étudi|vérifi|regard)(e|ons)\b|allons (l[’'])?(examiner|étudier|vérifier|regarder|nous renseigner|revenir|vous)|(reviendr|recontacter|tiendr|répondr|informer|contacter)(ons|ai)|reven(ons|ir) vers vous|reviens vers vous)|écrir(ons|ai)\b/iu,
      pieces('bie ccu cte gar llo ndr nre nsm oté reç rif rir ris rme sfé udi vou voy xam'),
    ],
    question: [
      /\b(pouvez|pourriez|voulez|voudriez|auriez|puis|pourrions|pouvons)[- ](vous|nous|je)\b[^.?!]{0,160}\?/iu,
      pieces('iez lez ouv pou pui udr'),
    ],
    ombudsmanName: [/\b(médiat(eur|rice|ion)|ombudsman)\b/iu, pieces('dsm iat')],
    referralRight: [
      /\b(saisir|recourir|adresser|contacter|tourner|appel|recours)\b[^.]{0,80}\b(médiat(eur|rice|ion)|ombudsman)\b/iu,
      pieces('dsm iat'),
    ],
    referralWindow: [/\bdans (un délai d[e’'] ?|les )?((six|6|douze|12) mois|un an)\b/iu, pieces('dan')],
    reasons: [
      /\b(parce qu|car (le|la|les|l[’']|nous|il|elle|un|votre|notre|vous)|en raison d|suite à|la raison|les? motif)|à cause d/iu,
      pieces('ar_ arc cau iso la_ mot sui'),
    ],
    remedy: [
      /\b(rembours|remplac|indemnis|dédommag|réparation|bon d[’']achat|un avoir|geste commercial|(nos|mes) ([^ .]+ )?excuses|excusons|m[’']excuse|nous excuser)|échange/iu,
      pieces('ang ara bon emn emp mbo mma oir rci uso xcu'),
    ],
    expectedDate: [
      /\b((avant|ici|au plus tard|pour|jusqu[’']à|jusqu[’']au) (le |au |à |la )?(\d{1,2}\b|1er|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|fin|semaine)|le (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d{1,2} (janv|févr|mars|avril|mai|juin|juil|août|sept|octobre|novembre|décembre)))/iu,
      pieces('au_ dim e_1 ici jeu lun med ndr pou rcr rdi usq van'),
    ],
  },
};
