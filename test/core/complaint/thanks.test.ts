import { isMereThanks } from '#core/complaint/thanks.ts';
import { describe, expect, test } from 'vitest';

describe('a message after the answer', () => {
  test.each([
    'Thank you, that is great.',
    'Cheers!',
    'Thanks again!',
    'Thank you so much again.',
    'All sorted now, much appreciated.',
    'No problem, thanks.',
    'Thanks, I want for no more.',
    'I just want to thank you for dealing with my complaint so quickly.',
    'Thank you for the refund. Please close the ticket.',
  ])('%s is mere thanks', (text) => {
    expect(isMereThanks(text)).toBe(true);
  });

  test.each([
    'Thanks, but it is still broken.',
    'Thanks. When does it come?',
    'Thank you for nothing. You never called again.',
    "Thank you. It doesn't work.",
    'Thank you for the parcel. It hasn\u2019t come.',
    'Thanks. I cannot log in.',
    'Thanks. No refund here.',
    'Thank you. I want my money back.',
    'Thanks. I will take this to the ombudsman.',
    'Thanks, please reopen my complaint.',
    'Thank you, and I expect a refund by Friday.',
    'Cheers. I am very disappointed.',
    'It broke.',
    'Thanks. It broke again.',
  ])('%s is not', (text) => {
    expect(isMereThanks(text)).toBe(false);
  });
});

const inOtherLanguages: Readonly<
  Record<string, { readonly mere: readonly string[]; readonly more: readonly string[] }>
> = {
  de: {
    mere: [
      'Danke!',
      'Vielen Dank für die schnelle Hilfe, jetzt funktioniert alles.',
      'Super, hat sich erledigt. Kein Problem!',
      'Danke und noch einen schönen Tag.',
      'Ich möchte mich bei Ihnen bedanken.',
      'Thanks!',
    ],
    more: [
      'Danke, aber es wackelt noch immer.',
      'Danke für nichts.',
      'Danke. Das Geld ist nicht da.',
      'Danke, ich erwarte eine Erstattung bis Freitag.',
      'Danke, wann kommt es?',
      'Thanks, aber es geht nicht.',
      'Es ist kaputt.',
      'Danke. Ich gehe zum Anwalt.',
    ],
  },
  fr: {
    mere: ['Merci !', 'Merci beaucoup, tout est réglé.', 'Parfait, je vous remercie. Pas de souci.', 'Merci encore.'],
    more: [
      'Merci, mais ça ne marche pas.',
      'Merci de me rembourser quand même.',
      'Merci. Je n’ai rien reçu.',
      'Merci, je demande un remboursement.',
      'Thanks, mais le pied est cassé.',
      'Je suis déçu, merci.',
    ],
  },
  es: {
    mere: [
      '¡Gracias!',
      'Muchas gracias, todo solucionado.',
      'Perfecto, no hay problema.',
      'Gracias, no necesito nada más.',
      'Gracias de nuevo.',
    ],
    more: [
      'Gracias, pero no funciona.',
      'Gracias por nada.',
      'Gracias. Se rompió de nuevo.',
      'Gracias. Todavía espero el reembolso.',
      'Gracias, quiero mi dinero.',
      'Thanks, pero sigue roto.',
    ],
  },
  it: {
    mere: ['Grazie!', 'Grazie mille, tutto a posto.', 'Perfetto, la ringrazio.', 'Grazie ancora.'],
    more: [
      'Grazie, ma non funziona.',
      'Grazie di niente.',
      'Grazie. Aspetto il rimborso.',
      'Grazie, però è rotto.',
      'Thanks, ma è rotto.',
      'Perché? Grazie.',
    ],
  },
  pt: {
    mere: [
      'Obrigado!',
      'Muito obrigada, está tudo resolvido.',
      'Recebi no prazo, agradeço.',
      'Valeu, tudo certo.',
      'Obrigado novamente.',
    ],
    more: [
      'Obrigado, mas não funciona.',
      'Obrigado por nada.',
      'Obrigada. Ainda aguardo o reembolso.',
      'Obrigado, quero o meu dinheiro.',
      'Thanks, mas não chegou.',
    ],
  },
};

describe.each(Object.entries(inOtherLanguages))('in %s', (language, { mere, more }) => {
  test.each(mere)('%s is mere thanks', (text) => {
    expect(isMereThanks(text, language)).toBe(true);
    expect(isMereThanks(text.toUpperCase(), language)).toBe(true);
  });

  test.each(more)('%s is not', (text) => {
    expect(isMereThanks(text, language)).toBe(false);
    expect(isMereThanks(text.toUpperCase(), language)).toBe(false);
  });
});
