import { accented, phrasesOf } from '../phrases.ts';
import { pieces, type LanguageWords } from './reply-words.ts';

export const spanish: LanguageWords = {
  thanks: phrasesOf(
    accented(/\b(gracias|agradec\w+|agradezco|todo (bien|correcto|perfecto|solucionado|resuelto)|perfecto)\b/iu),
  ),
  more: phrasesOf(
    accented(
      /\b(pero|sin embargo|aunque|a[uú]n|todav[ií]a|sigue|sigo|seguimos|nunca|jamás|nada(?! más)|nadie|ning[uú]n\w*|no(?! (hay (de qué|problema|ningún problema)|hace falta|fue nada|pasa nada|se preocup\w+|necesito (nada )?más)\b)|tampoco|quiero(?! (agradec|dar\w* las gracias))|exijo|espero(?! que (tenga|pase|esté))|por favor(?! (cierre|den|transmit))|cu[aá]ndo|por qué|abogad\w*|juzgado|tribunal|denunci\w*|arbitraje|defensor\w*|decepcion\w*|inaceptable|en vez|en lugar|reabr\w*|(?<!gracias )(otra vez|de nuevo))\b/iu,
    ),
  ),
  replies: {
    final: [
      /\b(esta es|esta constituye|adjuntamos|encontrará|aquí tiene|le (enviamos|adjuntamos|comunicamos|remitimos)) (nuestra|la|mi) (respuesta|decisión|resolución) (definitiva|final)\b/iu,
      pieces('cis pue uci'),
    ],
    resolved: [
      /\b(queda|está|ha sido|consideramos|damos) ([^.]{0,40} )?(resuelt[oa]|solucionad[oa]|cerrad[oa]|concluid[oa])\b/iu,
      pieces('lui nad rra uel'),
    ],
    // "No" before it denies it.
    gives: [
      /(?<!\bno (le |les |lo |la |se |te )*)\b(hemos|he|ha sido|han sido|se ha|se le ha|se han|ha quedado) (ya |hoy |también )*(reembolsado|devuelto|sustituido|reemplazado|cambiado|reparado|abonado|compensado|indemnizado|anulado|cancelado|corregido|rectificado|emitido|reservado|encargado|ordenado|decidido|desestimado|rechazado|aceptado|estimado|comprobado|(?<!(queja|reclamación|consulta|mensaje|caso) ha sido )enviado(?! (su|la|esta|este|el) (queja|reclamación|consulta|mensaje|caso))|mandado|expedido)\b|\b(el|la|un|una|su) (reembolso|abono|cambio|vale|indemnización|compensación|sustitución)( [^.]{1,30})? (se ha|está en|ha sido|fue)\b|\bnuestra (decisión|conclusión|resolución)( es|:)|(?<!\bno )\b(estimamos|desestimamos|aceptamos|rechazamos) [^.]{0,20}(queja|reclamación)\b/iu,
      pieces(
        'ado ale amb bol bon cad dad evu gad gid iad ido lam lsa mpe nad nue nul sad tad tid tuc tui uej vad zac zad',
      ),
    ],
    holding: [
      /\bnecesitamos [^.!?]{0,20}tiempo\b|\bmás tiempo\b|\b(aún|todavía) (la |lo )?(estamos|seguimos|no (hemos|podemos|tenemos|es posible|disponemos))\b|\bseguimos (investigando|estudiando|esperando|revisando|analizando|a la espera|pendientes)\b|\b(está tardando|tardará|tardaremos|llevará|demorará) [^.!?]{0,20}más\b|\b(esperamos|confiamos|prevemos|calculamos) (poder )?(responder|contestar|dar(le|les)? (una )?(respuesta|solución)|escribir|resolverl|tener (una |la )?respuesta|informar)/iu,
      pieces('_es iam iem lcu mos nem pod ram rar rda stá tam uim var vem'),
    ],
    touches: [
      /\b(reembols|devol(ver|ución)|devuelto|sustitu|reemplaz|cambiad|cambiar|compens(ar|ad|aci)|indemniz|repar(ar|ad|ación)|recog(er|id|em)|abonad|abonar|abono|vale de|cupón|porque|el motivo|la razón|la causa|comprobado|averiguado|decisión|(?<!del )resultado|disculp(?![^ .]* (por )?(la|las|los|el|este|esta|cualquier) ([^ .]+ )?(molestia|inconvenien|retraso|demora|espera|tardanza)))/iu,
      pieces('ado ale azó bia bol bon cis cog emn epa evo evu iad ivo la_ laz mpe nad orq sus tad uad ulp upó'),
    ],
    receipt: [
      /\b((hemos|he) (recibido|registrado|anotado|tomado nota|trasladado|remitido|enviado|pasado)|acuse de recibo|acusamos recibo|(la|lo|lo estamos|la estamos|estamos) (estudiando|revisando|investigando|mirando|analizando|estudiamos|revisamos|investigamos)|(estudiaremos|revisaremos|investigaremos|analizaremos|miraremos)|(vamos|voy) a (estudiar|revisar|investigar|mirar|analizar|comprobar)|(nos pondremos|me pondré) en contacto|(le|te|les) (responder|contestar|escribir|informar|contactar|avisar|dir)(emos|é)|(volveremos|volveré) a\b)/iu,
      pieces(
        'ado asl bir cta dir dré iad iam iar ibo ido iga isa mar mir ndo nos ond sad sar tad tes tid udi vam vol voy zan zar',
      ),
    ],
    question: [
      /\b(puede|podría|pueden|podrían|puedes|podrías|podemos|quiere|querría|sería tan amable|le importaría)\b[^.?!]{0,160}\b(enviar|mandar|decir|indicar|confirmar|facilitar|dar|remitir|describir|compartir|preguntar|hacer llegar)[^.?!]{0,120}\?/iu,
      pieces('drí mab mpo pod pue rrí uie'),
    ],
    ombudsmanName: [
      /\b(defensor(a)? del? (cliente|consumidor|pueblo|asegurado)|junta arbitral|arbitraje de consumo|ombudsman|mediador)\b/iu,
      pieces('aje dsm fen iad itr'),
    ],
    referralRight: [
      /\b(acudir|dirigirse|recurrir|presentar|reclamar|elevar|someter)\b[^.]{0,80}\b(defensor(a)? del? (cliente|consumidor|pueblo|asegurado)|junta arbitral|arbitraje de consumo|ombudsman|mediador)\b/iu,
      pieces('aje dsm fen iad itr'),
    ],
    referralWindow: [
      /\b(en|dentro|plazo)( de| del)?( un| el)?( plazo)?( de)? ((seis|6|doce|12) meses|un año)\b/iu,
      pieces('ses un_'),
    ],
    reasons: [
      /\b(porque|debido a|a causa de|el motivo|los motivos|la razón|puesto que|ya que)\b/iu,
      pieces('azó ido ivo orq pue sa_ vos ya_'),
    ],
    remedy: [
      /\b(reembols|devoluci|sustituci|compensaci|indemniz|reparaci|vale de|cupón|abono|disculp)/iu,
      pieces('aci ale bol bon emn mpe tuc uci ulp upó'),
    ],
    expectedDate: [
      /\b(antes del?|a más tardar|para|hasta|como muy tarde|el próximo|el|este) (el |próximo )*(\d{1,2} de\b|\d{1,2}\/\d|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|final|fin de|próxima semana)/iu,
      pieces('1_d 1/1 ado ier jue lun mañ n_d nal ngo pró rco tes'),
    ],
  },
};
