import { contentsOf, replyKind } from '#core/complaint/reply-kind.ts';
import { describe, expect, test } from 'vitest';

/** What agents write, by what it does for the complaint. */
const replies: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  de: {
    ack: [
      'Vielen Dank für Ihre Nachricht. Wir haben Ihre Beschwerde erhalten und melden uns in Kürze.',
      'Ihre Beschwerde ist bei uns eingegangen.',
      'Ich kümmere mich darum und melde mich heute Nachmittag.',
      'Wir werden den Vorfall prüfen und uns bei Ihnen melden.',
      'Wir bitten, die Unannehmlichkeiten zu entschuldigen, und gehen der Sache nach.',
      'Bitte entschuldigen Sie die Verzögerung. Wir melden uns.',
      'Wir haben die Fotos erhalten, die Sie uns geschickt haben.',
      'Ich habe Ihre Beschwerde an die Werkstatt weitergeleitet.',
      'Ihr Anliegen ist in Bearbeitung.',
      'Wir geben Ihnen ab Montag Bescheid und kümmern uns darum.',
      'Ihre Beschwerde wurde an die Werkstatt geschickt. Wir melden uns.',
      'Wir haben Ihre Nachricht an die Spedition geschickt und melden uns.',
      'Sobald ein Ergebnis vorliegt, melden wir uns.',
      'Aufgrund vieler Anfragen melden wir uns erst morgen.',
      'Wir prüfen die Ursache und melden uns.',
    ],
    holding: [
      'Wir warten noch auf die Spedition und brauchen etwas mehr Zeit.',
      'Die Prüfung dauert leider länger, weil die Werkstatt geschlossen ist.',
      'Wir prüfen Ihren Fall weiterhin. Leider liegt uns noch keine Antwort vor.',
      'Wir können noch nicht sagen, ob Ihnen das Geld zusteht.',
      'Wir rechnen damit, Ihnen bis Freitag zu antworten.',
      'Wir haben noch nicht entschieden.',
      'Eine Entscheidung ist noch nicht möglich.',
      'Wir hoffen, Ihnen bis 14. Dezember antworten zu können.',
      'Wir prüfen Ihren Fall noch.',
    ],
    infoRequest: [
      'Könnten Sie uns bitte ein Foto schicken?',
      'Können Sie mir Ihre Bestellnummer nennen?',
      'Darf ich fragen, wann das war? Würden Sie uns die Rechnungsnummer mitteilen?',
    ],
    substantive: [
      'Wir haben Ihnen 40 Euro erstattet.',
      'Heute habe ich den Versand eines neuen Beins veranlasst. Wir melden uns, sobald es da ist.',
      'Der Betrag wurde Ihrem Konto gutgeschrieben. Den Rest prüfen wir noch.',
      'Es lag daran, dass ein Drucker klemmte: das ist die Ursache.',
      'Sie erhalten einen Gutschein.',
      'Das Paket liegt beim Nachbarn. Wir hoffen, dass Sie sich bei Fragen melden.',
      'Wir haben Ihnen das neue Bein geschickt.',
      'Wir lehnen Ihre Beschwerde ab.',
      'Sie können das Paket beim Nachbarn holen.',
      'Wir geben Ihrer Beschwerde statt. Auf die Spedition warten wir noch.',
      'Wir bitten um Entschuldigung: der Fahrer hat die falsche Klingel gedrückt.',
    ],
    decision: [
      'Dies ist unsere abschließende Antwort. Wir lehnen Ihre Beschwerde ab.',
      'Anbei finden Sie unsere abschliessende Stellungnahme.',
      'Unsere endgültige Entscheidung lautet: abgelehnt.',
    ],
    summaryResolution: [
      'Damit ist die Sache für uns erledigt. Wir betrachten die Beschwerde als erledigt. Sie können sich an die Schlichtungsstelle wenden.',
    ],
  },
  fr: {
    ack: [
      'Nous avons bien reçu votre réclamation et nous l’examinons.',
      'Nous accusons réception de votre message.',
      'Nous vérifions cela et reviendrons vers vous cet après-midi.',
      'Veuillez nous excuser pour la gêne occasionnée. Nous avons transmis votre réclamation au service concerné.',
      'Je regarde et je reviens vers vous.',
      'Votre réclamation a été envoyée au service concerné. Nous reviendrons vers vous.',
      'En raison d’un grand nombre de demandes, nous vous répondrons demain.',
      'Nous vérifions, une enquête est ouverte, et nous reviendrons vers vous.',
      'Merci pour les photos que vous nous avez envoyées. Nous allons vérifier.',
    ],
    holding: [
      'Nous attendons encore le transporteur et cela demande un peu plus de temps.',
      'Votre dossier est toujours en cours.',
      'Nous ne sommes pas encore en mesure de dire si un remboursement est dû.',
      'Nous espérons vous répondre avant vendredi.',
      'Nous n’avons pas encore la réponse.',
    ],
    infoRequest: ['Pourriez-vous nous envoyer une photo ?', 'Pouvez-vous m’indiquer votre numéro de commande ?'],
    substantive: [
      'Nous vous avons remboursé 40 euros.',
      'J’ai commandé un nouveau pied. Nous attendons encore le reste.',
      'Un remboursement a été effectué ce jour.',
      'C’est arrivé parce que l’imprimante était bloquée.',
      'Votre colis est chez le voisin.',
      'Notre décision est favorable.',
      'Nous vous présentons nos excuses : le livreur s’est trompé.',
    ],
    decision: ['Voici notre réponse définitive à votre réclamation.', 'Vous trouverez ci-joint notre décision finale.'],
    summaryResolution: ['Nous considérons le dossier comme clos. Vous pouvez saisir le médiateur de la consommation.'],
  },
  es: {
    ack: [
      'Hemos recibido su queja y la estamos estudiando.',
      'Acusamos recibo de su mensaje.',
      'Voy a revisar lo ocurrido y le escribiré esta tarde.',
      'Disculpe las molestias. Hemos enviado su queja al taller.',
      'Nos pondremos en contacto con usted.',
      'Su caso ha sido enviado al taller. Le escribiremos.',
      'Debido al gran número de consultas, le responderemos mañana.',
      'Estamos revisando lo ocurrido y le informaremos del resultado.',
    ],
    holding: [
      'Seguimos esperando al transportista y necesitamos un poco más de tiempo.',
      'Todavía no hemos decidido nada.',
      'Aún no podemos decirle si le corresponde un reembolso.',
      'Esperamos responderle antes del viernes.',
      'Está tardando más de lo previsto.',
    ],
    infoRequest: ['¿Podría enviarnos una foto?', '¿Puede indicarme su número de pedido?'],
    substantive: [
      'Le hemos reembolsado 40 euros.',
      'Hemos enviado una pata nueva. Seguimos esperando el resto.',
      'El reembolso está en camino.',
      'Ocurrió porque la impresora se atascó.',
      'Su paquete está en casa del vecino.',
      'Su paquete está en casa del vecino. Esperamos tener noticias suyas.',
      'Aceptamos su queja.',
      'Le pedimos disculpas: el conductor se equivocó.',
    ],
    decision: ['Esta es nuestra respuesta definitiva.', 'Le enviamos nuestra decisión final. No aceptamos su queja.'],
    summaryResolution: ['Consideramos el asunto resuelto. Puede acudir a la junta arbitral.'],
  },
  it: {
    ack: [
      'Abbiamo ricevuto il suo reclamo e lo stiamo esaminando.',
      'Verificheremo quanto accaduto e le faremo sapere.',
      'Ci scusiamo per il disagio. Abbiamo inoltrato il suo reclamo.',
      'La ricontatteremo oggi pomeriggio.',
      'Il suo reclamo è stato preso in carico.',
      'La sua richiesta è stata inviata al reparto. Le faremo sapere.',
      'Stiamo verificando e le comunicheremo l’esito.',
    ],
    holding: [
      'Aspettiamo ancora il corriere e serve un po’ più di tempo.',
      'Stiamo ancora verificando.',
      'Non abbiamo ancora deciso.',
      'Contiamo di risponderle entro venerdì.',
    ],
    infoRequest: ['Potrebbe inviarci una foto?', 'Può indicarmi il numero d’ordine?'],
    substantive: [
      'Le abbiamo rimborsato 40 euro.',
      'Abbiamo spedito una gamba nuova. Stiamo ancora aspettando il resto.',
      'Il rimborso è in corso.',
      'È successo perché la stampante si è bloccata.',
      'Il pacco è dal vicino.',
      'Il pacco è dal vicino. Speriamo di aver chiarito.',
      'Il suo reclamo è stato respinto.',
      'La nostra decisione è favorevole.',
    ],
    decision: ['Questa è la nostra risposta definitiva.', 'In allegato la nostra decisione finale.'],
    summaryResolution: ['Consideriamo il caso risolto. Può rivolgersi all’Arbitro Bancario Finanziario.'],
  },
  pt: {
    ack: [
      'Recebemos a sua reclamação e estamos a analisá-la.',
      'Estamos analisando e entraremos em contato.',
      'Pedimos desculpa pelo incómodo. Encaminhámos a sua reclamação.',
      'Desculpe pelo transtorno. Vamos verificar.',
      'Vou averiguar o que aconteceu.',
      'A sua reclamação foi enviada à oficina. Entraremos em contato.',
      'Recebemos a sua reclamação sobre o cartão de crédito.',
      'Estamos a verificar e daremos notícias do resultado.',
    ],
    holding: [
      'Ainda aguardamos a transportadora e precisamos de mais tempo.',
      'Ainda não foi possível decidir.',
      'Está a demorar mais do que esperávamos.',
      'Esperamos responder até sexta-feira.',
      'Continuamos a investigar.',
    ],
    infoRequest: ['Poderia enviar-nos uma fotografia?', 'Pode indicar o número da encomenda?'],
    substantive: [
      'Reembolsámos 40 euros.',
      'Enviamos uma perna nova. Ainda aguardamos o resto.',
      'O reembolso foi feito.',
      'Aconteceu porque a impressora encravou.',
      'A encomenda está no vizinho.',
      'A encomenda está no vizinho. Esperamos ter ajudado.',
      'A nossa decisão é favorável.',
      'O valor foi devolvido.',
    ],
    decision: ['Esta é a nossa resposta definitiva.', 'Segue a nossa decisão final.'],
    summaryResolution: ['Consideramos o assunto resolvido. Pode recorrer ao centro de arbitragem.'],
  },
};

const cases = Object.entries(replies).flatMap(([language, kinds]) =>
  Object.entries(kinds).flatMap(([kind, texts]) => texts.map((text) => [language, kind, text] as const)),
);

describe('what an agent says in', () => {
  test.each(cases)('%s is %s: %s', (language, kind, text) => {
    expect(replyKind(text, language)).toBe(kind);
    expect(replyKind(text.toUpperCase(), language)).toBe(kind);
  });
});

describe('what a regulator asks for is found in', () => {
  test.each([
    [
      'de',
      'Den Betrag haben wir nicht erstattet, weil die Frist vorbei war. Sie können sich innerhalb von sechs Monaten an die Schlichtungsstelle wenden. Wir schreiben Ihnen bis 3. März.',
    ],
    [
      'fr',
      'Aucun remboursement, parce que le délai était passé. Vous pouvez saisir le médiateur dans un délai de six mois. Nous vous écrirons avant le 3 mars.',
    ],
    [
      'es',
      'No hay reembolso, porque el plazo había pasado. Puede acudir al defensor del cliente en el plazo de seis meses. Le escribiremos antes del 3 de marzo.',
    ],
    [
      'it',
      'Nessun rimborso, perché il termine era passato. Può rivolgersi all’Arbitro Bancario Finanziario entro sei mesi. Le scriveremo entro il 3 marzo.',
    ],
    [
      'pt',
      'Não há reembolso, porque o prazo tinha passado. Pode recorrer ao provedor do cliente no prazo de seis meses. Escrevemos-lhe até 3 de março.',
    ],
  ])('%s', (language, text) => {
    expect(contentsOf(text, language)).toEqual([
      'ombudsmanName',
      'referralRight',
      'referralWindow',
      'reasons',
      'remedy',
      'expectedDate',
    ]);
    expect(contentsOf(text.split('. ')[0] ?? '', language)).toEqual(['reasons', 'remedy']);
  });
});
