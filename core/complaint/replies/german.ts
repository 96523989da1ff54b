import { accented, phrasesOf } from '../phrases.ts';
import { pieces, type LanguageWords } from './reply-words.ts';

/**
 * What was done stands at the end of a German sentence: between it and who did it may stand neither a denial nor a clause
 * of its own, which tells of the complainant.
 */
export const german: LanguageWords = {
  thanks: phrasesOf(
    accented(
      /\b(danke|dank|bedanken?|dankeschön|hat sich (somit |damit |nun |jetzt )?erledigt|alles (gut|bestens|klar|in ordnung)|(passt|klappt|funktioniert) (jetzt|nun|wieder|alles))\b/iu,
    ),
  ),
  more: phrasesOf(
    accented(
      /\b(aber|allerdings|jedoch|trotzdem|dennoch|leider|nicht|nichts|nie|niemals|niemand|kein(?!e?n? (problem|thema|ursache|frage)\b)\w*|noch(?! einmal| mal| einen sch| eine sch)|weiterhin|stattdessen|wieder (kaputt|defekt|da)|will|verlange|fordere|erwarte|bestehe|bitte(?! (schlie|geben|leiten))|wann|warum|wieso|anwalt|gericht|ombuds\w*|schlichtung\w*|bafin|verbraucherzentrale|enttäusch\w*|unzufrieden|unverschämt\w*|frechheit|warte)\b/iu,
    ),
  ),
  replies: {
    final: [
      /\b((dies|das|hier|hiermit|anbei|nachfolgend) (ist|finden sie|erhalten sie|senden wir ihnen) (die|unsere?|meine)|unsere?) (abschlie(ß|ss)ende|endgültige|finale|letzte)[nr]? (antwort|entscheidung|stellungnahme)\b(?! (erhalten|folgt|bekommen|senden|steht|geht|liegt))/iu,
      pieces('dun ngn ntw'),
    ],
    resolved: [
      /\b(ist|sind|wurden?|als|gilt) (damit |nun |jetzt |hiermit |somit |für uns |vollständig )*(gelöst|geklärt|erledigt|behoben|beigelegt|abgeschlossen)\b/iu,
      pieces('abg egt gek gel hob igt'),
    ],
    gives: [
      /\b((wir|ich) haben?|haben? (wir|ich)|wurden?|ist|sind)\b(?![^.!?,;:]*\b(nicht|noch|kein\w*|werden)\b)[^.!?,;:]{0,100} (zurück)?(erstattet|gezahlt|ersetzt|ausgetauscht|umgetauscht|repariert|gutgeschrieben|überwiesen|veranlasst|gebucht|storniert|korrigiert|berichtigt|behoben|(?<!\b(beschwerde|nachricht|anfrage|anliegen|mail)\b[^.!?,;:]{0,80} )(verschickt|versandt|versendet|zugesandt|geschickt)|entschieden|abgelehnt|festgestellt)\b|\b(geben|lehnen) (wir )?(ihrer|ihre|der|die) (beschwerde|reklamation|forderung) ([^.!?]{0,60} )?(statt|ab)\b|\b(entscheidung|ergebnis)( ist(?! ([^ .]+ )?(noch|nicht|erst)\b)| lautet|:)|\b(erhalten|bekommen) (sie )?(heute |hiermit |von uns )*(eine (gutschrift|erstattung|entschädigung)|einen (gutschein|ersatz)|ihr geld)\b/iu,
      pieces('abg bni cht ckt det dun ebe eko gez hob ier igt kor leh ndt nla rha stg tet tsc tzt umg usg utg wie zug'),
    ],
    holding: [
      /\b(benötigen|brauchen|braucht) (wir |ich |sie )?(dafür |hierfür |dazu )?((leider|noch|etwas|ein wenig|ein bisschen|mehr|weitere) )*(länger|zeit)\b|\b(prüfen?|untersuchen?|klären?|warten?|ermitteln?|bearbeiten?) ((wir|ich|sie|es|das|dies|(den|ihren|diesen) (fall|vorgang)|(die|ihre) beschwerde|ihr anliegen|derzeit|aktuell|leider|auch|immer) )*(noch|weiterhin)\b|\b(noch|weiterhin) (in (bearbeitung|prüfung|klärung)|geprüft|untersucht)\b|\bnoch (keine? ([^ .]+ )?(antwort|ergebnis|entscheidung|rückmeldung)|nicht ([^ .]+ )?(abgeschlossen|sagen|entscheiden|entschieden|geklärt|mitteilen|möglich|in der lage|vor))\b|\bdauert [^.!?]{0,30}länger\b|\b(rechnen|hoffen|erwarten|planen)( wir)?( damit)?,? ([^.!?]|\d\.){0,80}\b(zu (antworten|melden|sagen|entscheiden)|(antworten|melden|mitteilen|sagen|entscheiden) (zu )?können|mitzuteilen|abzuschlie(ß|ss)en)\b|\bdavon aus, dass wir ([^.!?]|\d\.){0,60}\b(antworten|melden|entscheiden)\b/iu,
      pieces('abz auc aue ige nen och rhi tzu von zu_'),
    ],
    touches: [
      /\b(rückerstatt|erstatt|rückzahl|ersatz|ersetz|entschädig|(um entschuldigung|entschuldigen (wir )?uns)(?! für (die|den|das|etwaige|entstandene|mögliche|alle|jegliche) ([^ .]+ )?(unannehmlichkeit|umstände|verzögerung|wartezeit|mühe|ärger))|abhol|reparatur|reparier|gutschrift|gutschein|kulanz|weil\b|grund (dafür|hierfür|ist|war|liegt)|ursache (war|ist|lag|dafür)|ergebnis(?! vor)|entscheidung(?! (vor|treffen|getroffen))|stattgegeben|berechtigt|ausgetauscht|storniert|behoben|überwiesen)/iu,
      pieces('atz bho bni dun eil epa etz gru gut hob ier igt ker kul kza rsa rst tsc ttg usg wie'),
    ],
    receipt: [
      /\b(haben? [^.!?]{0,60}\b(erhalten|aufgenommen|weitergeleitet|notiert)|eingegangen|gehen?( wir| ich)? (ihr|ihrem anliegen|dem|der sache|diesem) ([^.!?]{0,30} )?nach|(kümmern|melden|melde|kümmere)( wir| ich)? (uns|mich)|(schauen?|sehen?)( wir| ich)? (uns|mir) |(prüfen?|untersuchen?|klären?|bearbeiten?)( wir| ich)? (das|dies|es|den|die|ihre?n?)|werden? [^.!?]{0,80}\b(prüfen|untersuchen|melden|informieren|bearbeiten|kümmern|weiterleiten|zurückmelden|klären|nachgehen)|schreiben wir ihnen|wir schreiben ihnen|in bearbeitung)\b/iu,
      pieces('_ih abe arb aue erd geg geh klä mic prü rsu seh uns'),
    ],
    question: [
      /\b(könnten|können|würden|dürfen|dürften|möchten) (sie|wir|ich)\b[^.?!]{0,160}\b(schicken|senden|zusenden|mitteilen|sagen|nennen|bestätigen|geben|angeben|zukommen|bitten|erfahren|fragen)\b[^.?!]{0,60}\?/iu,
      pieces('_ic sie wir'),
    ],
    ombudsmanName: [/(ombuds(mann|frau|stelle|person)|schlichtungsstelle|verbraucherschlichtung)/iu, pieces('htu uds')],
    referralRight: [
      /\b(sie|ihnen|möglichkeit)\b[^.]{0,120}(ombuds(mann|frau|stelle|person)|schlichtungsstelle|verbraucherschlichtung)/iu,
      pieces('htu uds'),
    ],
    referralWindow: [/\b(innerhalb (von )?|binnen )((sechs|6|zwölf|12) monaten)\b/iu, pieces('alb nen')],
    reasons: [/\b(weil|wegen|aufgrund|grund|ursache|deshalb|nämlich)\b/iu, pieces('alb eil gru mli rsa ufg weg')],
    remedy: [
      /\b(rückerstatt|erstatt|rückzahl|entschädig|ersatz|reparatur|gutschein|gutschrift|entschuldig)/iu,
      pieces('atz epa gut ker kza rst tsc'),
    ],
    expectedDate: [
      /\b(bis|am|vor|spätestens|zum|dem|kommenden|nächsten|diesen) (\d{1,2}\.|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|morgen|übermorgen|ende|nächste|kommende)/iu,
      pieces('mon die mit don fre sam son mor end chs kom s_1 m_1 r_1 n_1'),
    ],
  },
};
