import { describe, expect, test } from 'vitest';
import { causeOf } from '#core/complaint/telling.ts';
import { read } from './english.ts';

describe('a complaint is known', () => {
  test.each([
    ['de', 'Ich möchte mich über Ihren Kundendienst beschweren, niemand hat zurückgerufen.'],
    ['de', 'Das Gerät ist schon wieder defekt und ich warte seit drei Wochen auf den Techniker.'],
    ['de', 'Der Schrank kam mit einem Riss an und die versprochene Erstattung ist nicht angekommen.'],
    ['de', 'Mir reicht es jetzt, ich verlange mein Geld zurück.'],
    ['fr', 'J’attends toujours ma commande et personne ne m’a rappelé.'],
    ['fr', 'Le canapé est arrivé déchiré et votre service client reste injoignable.'],
    ['fr', 'C’est inadmissible, je veux être remboursé.'],
    ['es', 'Llevo tres semanas esperando el pedido y nadie contesta el teléfono.'],
    ['es', 'La lavadora llegó rota y no me devuelven el dinero.'],
    ['es', 'Estoy muy decepcionada con el servicio, es una vergüenza.'],
    ['pt', 'Estou há um mês à espera do reembolso e ninguém responde aos emails.'],
    ['pt', 'O frigorífico chegou avariado e o técnico não apareceu.'],
    ['pt', 'É uma falta de respeito, quero o meu dinheiro de volta.'],
    ['it', 'Aspetto il rimborso da due mesi e nessuno risponde al telefono.'],
    ['it', 'La lavatrice è arrivata rotta e il tecnico non si è presentato.'],
    ['it', 'Sono molto delusa, è una vergogna.'],
  ])('in %s: %s', (language, text) => {
    expect(read(text)).toMatchObject({ band: 'yes', language });
  });
});

describe('what is denied is no complaint', () => {
  test.each([
    ['en', 'There is no damage, nothing is broken, and I have no complaint at all about the driver.'],
    ['en', 'The parcel was not late and it was not damaged, I only ask for an invoice.'],
    ['de', 'Es gibt überhaupt keinen Grund zur Beschwerde, die Lieferung war pünktlich.'],
    ['de', 'Ich will mich nicht beschweren, ich möchte nur meine Adresse ändern.'],
    ['de', 'Das Paket kam ohne Schaden und ohne Verzögerung bei uns an, kein Problem.'],
    ['fr', 'Je ne me plains pas, tout va bien avec ma commande.'],
    ['fr', 'Je n’ai aucune réclamation à faire, la livraison était à l’heure et sans problème.'],
    ['es', 'No quiero quejarme, solo quiero preguntar por el horario de la tienda.'],
    ['es', 'No tengo ninguna queja, el paquete llegó sin problemas.'],
    ['pt', 'Não tenho queixas, a entrega foi rápida e sem problemas.'],
    ['pt', 'Não quero reclamar, só queria saber o horário da loja.'],
    ['it', 'Non mi lamento, la consegna è stata puntuale e senza problemi.'],
    ['it', 'Nessun reclamo da parte mia, il pacco è arrivato in orario.'],
  ])('in %s: %s', (language, text) => {
    expect(read(text)).toMatchObject({ band: 'no', language });
  });

  test('but praise denied is one', () => {
    expect(read('Ich bin mit dem Sofa überhaupt nicht zufrieden.').band).not.toBe('no');
    expect(read('Je ne suis pas du tout satisfaite de votre service.').band).not.toBe('no');
    expect(read('No estoy nada contento con el servicio recibido.').band).not.toBe('no');
    expect(read('Não estou nada satisfeita com o vosso serviço.').band).not.toBe('no');
    expect(read('Non sono per niente soddisfatta del vostro servizio.').band).not.toBe('no');
  });

  test('and an answer “no” before a comma denies nothing that follows', () => {
    const cues = (text: string): readonly string[] => read(text).reasons.map(({ cue }) => cue);
    expect(cues('No, the hinge is damaged again.')).toContain('defect.broken');
    expect(cues('The hinge is not damaged.')).not.toContain('defect.broken');
    expect(cues('No it does not work at present.')).toContain('defect.broken');
  });

  test('a complaint that was not answered is still one', () => {
    for (const text of [
      'You have not resolved my complaint about the bed.',
      'Sie haben nicht auf meine Beschwerde vom Montag reagiert.',
      'Vous n’avez pas répondu à ma réclamation du mois dernier.',
      'No han respondido a mi queja del mes pasado.',
      'Não responderam à minha reclamação do mês passado.',
      'Non avete risposto al mio reclamo del mese scorso.',
    ]) {
      expect(read(text).band, text).toBe('yes');
    }
  });
});

describe('a person is asked', () => {
  test.each([
    [
      'of a fault told calmly',
      'In unserer Umgebung ist ein Ausfall aufgetreten, bitte helfen Sie bei der Fehlersuche.',
    ],
    ['of two words for one fault', 'Seit heute Morgen gibt es einen Fehler beim Login, das Programm ist abgestürzt.'],
    ['of two words for one fault', 'There is a problem with the printer: it is not working.'],
    [
      'where thanks close what is not settled',
      'Já paguei há muito tempo e não recebi o documento. Agradeço a atenção.',
    ],
    ['where thanks close what is not settled', 'El paquete no ha llegado. Gracias por su atención.'],
    ['of an amount that is not what was asked for', 'The machine only gave me ten, but I asked for a hundred.'],
    ['of an apology that was not even made', 'They did not even apologise.'],
  ])('%s: %s', (_, text) => {
    expect(read(text).band).toBe('possible');
  });

  test('but what contradicts itself about money that is held back is a complaint', () => {
    expect(read('I got three contradictory answers about my blocked money.').band).toBe('yes');
  });
});

describe('what is only named has not gone wrong', () => {
  test.each([
    'Bitte senden Sie uns Ihre Hinweise zum Datenschutz nach der DSGVO zu.',
    'In che giorno ritirate i rifiuti della nostra via?',
    'Pourriez-vous nous transmettre votre charte de confidentialité, selon le RGPD ?',
    'Necesitamos el documento de la LOPD para nuestro archivo.',
    'Precisamos do documento sobre a LGPD e a proteção de dados para o nosso arquivo.',
    'Vorrei ricevere il modulo sul trattamento dei dati personali.',
    'Please send me the name of your data protection officer.',
    'I am not even sure which size to choose.',
  ])('%s', (text) => {
    expect(read(text).band).toBe('no');
  });

  test('but where a rule was broken it has', () => {
    expect(read('Das ist ein Verstoß gegen den Datenschutz.').band).toBe('yes');
    expect(read('C’est une violation du RGPD, mes coordonnées circulent.').band).toBe('yes');
    expect(read('This is a breach of data protection.').band).toBe('yes');
  });
});

describe('praise, thanks and plain questions are none', () => {
  test.each([
    'Vielen Dank für die schnelle Hilfe, wir sind sehr zufrieden mit dem Tisch.',
    'Wie kann ich meine Lieferadresse ändern?',
    'Merci beaucoup pour votre aide, le canapé est parfait.',
    'Comment puis-je changer mon adresse de livraison ?',
    'Muchas gracias por su ayuda, estamos muy contentos con la mesa.',
    '¿Cómo puedo cambiar la dirección de entrega?',
    'Muito obrigada pela ajuda, o sofá é perfeito.',
    'Como posso mudar a morada de entrega?',
    'Grazie mille per l’aiuto, siamo molto contenti del divano.',
    'Come posso cambiare l’indirizzo di consegna?',
  ])('%s', (text) => {
    expect(read(text).band).toBe('no');
  });
});

describe('how a letter is closed says neither that it is a complaint nor that somebody is pleased', () => {
  test.each([
    ['en', 'We look forward to your letter about the curtains.'],
    ['en', 'I would be grateful if you could send me the brochure.'],
    ['en', 'We should be glad to hear from you about the colours.'],
    ['de', 'Ich freue mich auf Ihre Antwort wegen der Vorhänge.'],
    ['de', 'Wir freuen uns, von Ihnen wegen der Vorhänge zu hören.'],
    ['de', 'Über eine Nachricht wegen der Vorhänge würde ich mich sehr freuen.'],
    ['fr', 'Au plaisir de vous lire au sujet des rideaux.'],
    ['fr', 'Je vous serais reconnaissante de m’envoyer la brochure des rideaux.'],
    ['fr', 'Dans l’attente de votre réponse au sujet des rideaux.'],
    ['es', 'Espero su respuesta sobre las cortinas del salón.'],
    ['es', 'Quedo a la espera de sus noticias sobre las cortinas.'],
    ['pt', 'Aguardo a sua resposta sobre as cortinas da sala.'],
    ['pt', 'Ficaria muito grata por um folheto sobre as cortinas da sala.'],
    ['it', 'Attendo una vostra risposta per le tende del salotto.'],
    ['it', 'Le sarei grata se mi mandasse il catalogo delle tende.'],
  ])('in %s: %s', (language, text) => {
    expect(read(text)).toMatchObject({ band: 'no', score: 0, language, reasons: [] });
  });
});

/** How a letter begins and asks for an answer, whatever it is about. */
describe('how politely somebody writes makes a complaint no smaller', () => {
  test.each([
    ['en', 'The curtains are still not here.', 'It would be great if you could write to me. All the best'],
    ['en', 'The curtains are still not here.', 'Would you be so good as to write? Have a good weekend'],
    ['de', 'Die Vorhänge sind immer noch nicht da.', 'Wären Sie so freundlich, mir zu schreiben? Es wäre schön.'],
    ['de', 'Die Vorhänge sind immer noch nicht da.', 'Ich bitte um freundliche Beachtung. Seien Sie so gut.'],
    ['fr', 'Les rideaux ne sont toujours pas arrivés.', 'Seriez-vous assez aimable de m’écrire ? Belle journée'],
    ['es', 'Las cortinas todavía no han llegado.', '¿Serían tan amables de escribirme? Con los mejores saludos'],
    ['pt', 'As cortinas ainda não chegaram.', 'Seria muito amável se me escrevessem. Atenciosamente'],
    ['it', 'Le tende non sono ancora arrivate.', 'Gentili signori, alla cortese attenzione della direzione.'],
    ['it', 'Le tende non sono ancora arrivate.', 'Sareste così gentili da scrivermi? I migliori saluti'],
  ])('in %s: %s %s', (language, complaint, courtesy) => {
    const { score } = read(complaint);
    expect(score).toBeGreaterThan(0);
    expect(read(`${complaint} ${courtesy}`)).toMatchObject({ language, score });
  });

  test('but kindness that was met with is praised', () => {
    const cues = (text: string): readonly string[] => read(text).reasons.map(({ cue }) => cue);
    expect(cues('Il personale è stato gentile con noi, tutto qui.')).toContain('praise.good');
    expect(cues('O rapaz da entrega foi muito atencioso conosco.')).toContain('praise.good');
  });
});

describe('a payment that its holder did not make is possibly a complaint', () => {
  test.each([
    ['en', 'There is a withdrawal on my statement from a shop that I have never visited.'],
    ['en', 'I see a payment from my card to a firm that I am not familiar with.'],
    ['en', 'My statement shows two purchases that I did not make.'],
    ['en', 'Somebody has used my card in another town.'],
    ['de', 'Auf meinem Konto steht eine Zahlung an ein Geschäft, das ich nicht kenne.'],
    ['de', 'Da ist eine Abhebung, die ich nicht gemacht habe.'],
    ['de', 'Jemand hat gestern Abend mit meiner Karte eingekauft.'],
    ['fr', 'Il y a sur mon compte un paiement à une boutique que je ne connais pas.'],
    ['fr', 'Je vois sur mon relevé un retrait que je n’ai pas fait.'],
    ['fr', 'Quelqu’un a payé hier soir avec ma carte.'],
    ['es', 'Hay un pago con mi tarjeta a una tienda que no conozco.'],
    ['es', 'En mi extracto veo dos compras que yo no hice.'],
    ['es', 'Alguien ha usado mi tarjeta ayer por la noche.'],
    ['pt', 'Há um pagamento com o meu cartão a uma loja que não conheço.'],
    ['pt', 'No meu extrato vejo duas compras que eu não fiz.'],
    ['pt', 'Alguém usou o meu cartão ontem à noite.'],
    ['it', 'C’è un pagamento con la mia carta a un negozio che non conosco.'],
    ['it', 'Sul mio estratto vedo due prelievi che non ho fatto.'],
    ['it', 'Qualcuno ha usato la mia carta ieri sera.'],
  ])('in %s: %s', (language, text) => {
    const found = read(text);
    expect(found).toMatchObject({ band: 'possible', language });
    expect(found.reasons.map(({ cue }) => cue)).toEqual(['money.not-mine']);
    expect(causeOf(found.reasons)).toBe(found.reasons[0]);
  });

  test('a payment that its holder made late is not', () => {
    expect(read('I did not make my payment in time, how do I catch up?').band).toBe('no');
    expect(read('I made a payment to a shop that I know well.').band).toBe('no');
  });
});

test('a debt that was paid, or is collected again, is possibly a complaint', () => {
  expect(read('I had already settled this bill in May, before your letter came.').band).toBe('possible');
  expect(read('The sum came out of my wages, and now a second debt collector writes to me.').band).toBe('possible');
  expect(read('When will the new collection of lamps be shown?').band).toBe('no');
});

describe('what shops are asked every day makes no complaint', () => {
  test.each([
    ['de', 'Kann ich die Vorhänge bei Ihnen auch online bestellen?'],
    ['de', 'Reicht es, wenn ich die Unterlagen mit der Post schicke?'],
    ['de', 'Ich bin am Freitag nicht in Berlin, bitte liefern Sie am Montag.'],
    ['de', 'Bitte schicken Sie die Sendung an eine andere Adresse.'],
    ['de', 'Wovon hängt der Preis der Küche ab?'],
    ['de', 'Ich möchte die monatliche Rate ab Juni senken.'],
    ['de', 'In der Zeitung stand, dass Sie ein Geschäft in Bremen eröffnen.'],
    ['de', 'Zu meiner Rechnung vom Mai brauche ich eine Abschrift.'],
    ['de', 'Der Termin passt mir nicht, ginge der Dienstag?'],
    ['de', 'Ich habe leider keine Ahnung, welche Größe ich brauche.'],
    ['de', 'Ich habe die falsche Größe bestellt und möchte eine kleinere.'],
    ['de', 'Können Sie den Schrank hinters Haus stellen?'],
    ['de', 'Es ist alles zufriedenstellend verlaufen.'],
    ['de', 'Wie kann ich das Regal an der Wand befestigen?'],
    ['fr', 'Quel est le délai de rétractation pour un canapé ?'],
    ['fr', 'Que choisir pour un petit salon ?'],
    ['fr', 'Je voudrais plus d’informations sur la table ronde.'],
    ['fr', 'Peut-on payer en trois fois sans frais ?'],
    ['fr', 'Faites-vous ce fauteuil dans une autre couleur ?'],
    ['fr', 'Vendez-vous des détecteurs de fumée ?'],
    ['fr', 'Combien de brûleurs a ce barbecue ?'],
    ['fr', 'Jusqu’à quand êtes-vous ouverts ce soir ?'],
    ['fr', 'Je me suis trompée d’adresse, comment la modifier ?'],
    ['fr', 'J’ai choisi la mauvaise taille, puis-je la changer ?'],
    ['fr', 'Ma plante verte est-elle livrée avec son pot ?'],
    ['es', 'Otra cosa: ¿hacen envíos a las islas?'],
    ['es', 'Tengo una duda con la televisión que compré ayer.'],
    ['es', 'Me he equivocado de talla, ¿puedo cambiarla?'],
    ['es', '¿Hasta cuándo dura la oferta de las lámparas?'],
    ['es', 'Envíenme por favor su aviso de protección de datos.'],
    ['es', '¿Venden ustedes detectores de humo?'],
    ['es', '¿Qué color viene por defecto?'],
    ['pt', 'Comprei uma televisão e gostaria de saber o prazo da garantia.'],
    ['pt', 'Vi na televisão que têm mesas novas.'],
    ['pt', 'Vocês parcelam em dez vezes sem juros?'],
    ['pt', 'Qual a medida na horizontal?'],
    ['pt', 'Outra coisa: fazem entregas ao sábado?'],
    ['pt', 'Coloquei o endereço errado, como posso alterar?'],
    ['pt', 'Até quando vale a promoção das lâmpadas?'],
    ['pt', 'Quero exercer o direito de arrependimento, como faço?'],
    ['it', 'Un’altra cosa: fate consegne il sabato?'],
    ['it', 'Vorrei un altro modello della sedia.'],
    ['it', 'Ho sbagliato taglia, posso cambiarla?'],
    ['it', 'Come si esercita il diritto di recesso?'],
    ['it', 'Vorrei pagare in tre rate.'],
    ['it', 'Vendete rilevatori di fumo?'],
  ])('in %s: %s', (language, text) => {
    expect(read(text)).toMatchObject({ band: 'no', language });
  });
});

describe('who asks pardon complains of nothing', () => {
  test.each([
    ['de', 'Entschuldigen Sie bitte die Störung, ich suche die Anleitung zum Regal.'],
    ['fr', 'Désolée pour le retard, voici le document demandé.'],
    ['es', 'Perdone la molestia, ¿a qué hora abren?'],
    ['es', 'Pido disculpas por escribir tan tarde.'],
    ['pt', 'Desculpe o transtorno, qual é o horário da loja?'],
    ['pt', 'Peço desculpas pelo incômodo, qual é o horário da loja?'],
    ['it', 'Mi scuso per il ritardo, ecco il documento richiesto.'],
  ])('in %s: %s', (language, text) => {
    expect(read(text)).toMatchObject({ band: 'no', language });
  });

  test('but to name what went wrong, or to demand an apology, is to complain', () => {
    expect(read('Entschuldigung aber diese Verspätung ist ein Skandal.').band).toBe('yes');
    expect(read('Sie haben den falschen Preis angegeben, das Modell kostet mehr.').band).toBe('possible');
    expect(read('Quiero una disculpa de su empleado.').band).toBe('possible');
    expect(read('Quero um pedido de desculpas do funcionário.').band).toBe('possible');
  });
});

/** What was received, or is thanked for in advance, is not settled by it. */
describe('what people say first or last takes nothing from what went wrong', () => {
  test.each([
    ['de', 'Der Kühlschrank kühlt nicht.', 'Danke im Voraus für Ihre Hilfe. Alles Gute'],
    ['de', 'Die Vorhänge sind immer noch nicht da.', 'Am besten erreichen Sie mich abends. Besten Gruß'],
    ['fr', 'La table est cassée.', 'J’ai bien reçu votre colis. Merci d’avance pour votre aide.'],
    ['fr', 'Les rideaux ne sont pas arrivés.', 'Mon bon de commande est joint.'],
    ['es', 'El paquete llegó roto.', 'Gracias de antemano por su ayuda.'],
    ['es', 'La lavadora no funciona.', 'Buenas, ya recibí la factura.'],
    ['pt', 'O produto veio quebrado.', 'Já recebi a fatura. Obrigado desde já pela ajuda.'],
    ['pt', 'A mesa chegou riscada.', 'Com os melhores cumprimentos. Melhores cumprimentos'],
    ['it', 'Il divano è macchiato.', 'Il pacco è arrivato ieri. Grazie in anticipo per l’aiuto.'],
  ])('in %s: %s %s', (language, fault, courtesy) => {
    const found = read(`${fault} ${courtesy}`);
    expect(found).toMatchObject({ band: 'possible', language });
    expect(found.score).toBeGreaterThanOrEqual(read(fault).score - 0.5);
  });
});

describe('everyday words of complaint are found', () => {
  const cuesIn = (text: string): readonly string[] => read(text).reasons.map(({ cue }) => cue);

  test.each([
    ['Ich setze Ihnen hiermit eine Frist bis zum Monatsende.', 'formal.legal'],
    ['Wo kann ich mich beschweren?', 'formal.complaint'],
    ['Wir widersprechen Ihrer Mahnung vom Montag.', 'formal.complaint'],
    ['Ich bin es leid, jede Woche zu schreiben.', 'dissatisfied.unhappy'],
    ['Sie antworten nicht auf meine Schreiben vom Mai.', 'waiting.silence'],
    ['Bei Ihnen geht den ganzen Tag niemand ans Telefon.', 'waiting.nobody'],
    ['Nach wie vor habe ich keine Ersatzteile in der Hand.', 'waiting.still'],
    ['Wir verlangen Nacherfüllung nach dem Gesetz.', 'remedy.demanded'],
    ['Meine Kaution wurde von Ihnen einbehalten.', 'money.charged'],
    ['Ihr Verkäufer hat uns von oben herab bedient.', 'service.treated'],
    ['Un dédommagement serait la moindre des choses.', 'remedy.demanded'],
    ['Vous ne répondez pas à mes courriers.', 'waiting.silence'],
    ['Les rideaux ne sont pas arrivés chez nous.', 'unmet.not-received'],
    ['Nous ne sommes pas satisfaites de la livraison.', 'unpraise.not-happy'],
    ['Vous vous moquez du monde avec cette table.', 'dissatisfied.unacceptable'],
    ['Nous vous mettons en demeure de livrer la table.', 'formal.my-complaint'],
    ['Ça fait trois semaines que je demande une date.', 'waiting.late'],
    ['Me quiero quejar del repartidor de ayer.', 'formal.complaint'],
    ['Voy a levantar un reclamo en la tienda.', 'formal.complaint'],
    ['Tomaremos acción legal contra su tienda.', 'formal.legal'],
    ['Mañana iré a Defensa del Consumidor con esto.', 'formal.regulator'],
    ['No me lo han enviado a mi casa.', 'unmet.not-received'],
    ['El celular que compré vino fallado.', 'defect.broken'],
    ['Quedaron de llamarme el lunes por la mañana.', 'unmet.promised'],
    ['Vou à DECO com esta situação.', 'formal.regulator'],
    ['Ficaram de ligar na segunda-feira de manhã.', 'unmet.promised'],
    ['O candeeiro da sala não acende.', 'defect.broken'],
    ['Mi voglio lamentare del corriere di ieri.', 'formal.complaint'],
    ['Vi diffido dal mandare altre lettere.', 'formal.my-complaint'],
    ['Sono tre settimane che aspetto il divano.', 'waiting.late'],
    ['Vorrei contestare la fattura di maggio.', 'dissatisfied.complain'],
  ])('%s', (text, cue) => {
    expect(cuesIn(text)).toContain(cue);
  });

  test('and another thing than was ordered is one only where it came', () => {
    for (const text of [
      'Sie haben ein anderes Modell geliefert.',
      'Nous avons reçu une autre couleur que la nôtre.',
      'Me mandaron otro modelo de la silla.',
      'Enviaram outro modelo da cadeira.',
      'Ho ricevuto un altro modello della sedia.',
    ]) {
      expect(cuesIn(text), text).toContain('unmet.not-as-ordered');
    }
  });
});

describe('vulnerability is told by persons, not by things and gifts', () => {
  test.each([
    'Ich suche ein Geschenk für meine Mutter.',
    'Mein Betreuer in der Filiale ist heute im Haus.',
    'C’est un cadeau pour ma grand-mère et mes cousines.',
    'Ma batterie est morte hier soir.',
    'Mi teléfono murió ayer por la tarde.',
    'O meu telemóvel morreu ontem à noite.',
    'La mia batteria è morta ieri sera.',
  ])('%s', (text) => {
    expect(read(text).vulnerability).toEqual([]);
  });

  test.each([
    'Meine Mutter ist letzte Woche überraschend gestorben.',
    'Ma mère est malheureusement morte en mars.',
    'Mi madre se murió la semana pasada.',
    'A minha mãe morreu na semana passada.',
    'Mia madre è venuta a mancare a marzo.',
  ])('%s', (text) => {
    expect(read(text).vulnerability).toEqual(['lifeEvent']);
  });
});
