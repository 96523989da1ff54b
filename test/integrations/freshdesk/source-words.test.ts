import { describe, expect, test } from 'vitest';
import { sourceNamed } from '#integrations/freshdesk/source-words.ts';

const labels: Readonly<Record<string, readonly string[]>> = {
  regulatorPortal: [
    'Ombudsman',
    'Regulator portal',
    'Schlichtungsstelle',
    'Ombudsstelle',
    'Médiateur',
    'Defensor del cliente',
    'Procon',
    'Livro de Reclamações',
    'Arbitro bancario',
  ],
  email: [
    'E-Mail',
    'Email archive',
    'Courriel',
    'Correo electrónico',
    'Correo',
    'Correio eletrônico',
    'Posta elettronica',
  ],
  phone: ['Voicemail', 'Call centre', 'Telefon', 'Anruf', 'Téléphone', 'Appel', 'Llamada', 'Ligação', 'Telefonata'],
  chat: ['Live chat', 'SMS', 'WhatsApp Business', 'Nachricht', 'Messagerie', 'Mensajes', 'Messaggi'],
  social: ['Instagram', 'Soziale Medien', 'Réseaux sociaux', 'Redes sociales', 'Redes sociais', 'X'],
  letter: ['Letter', 'Fax', 'Brief', 'Post', 'Courrier', 'Lettre', 'Carta', 'Lettera', 'Raccomandata', 'Correo postal'],
  inPerson: [
    'In person',
    'Walk-in',
    'Persönlich',
    'Filiale',
    'Vor Ort',
    'En personne',
    'Agence',
    'Sucursal',
    'Presencial',
    'Balcão',
    'Sportello',
  ],
  api: ['API'],
  web: ['Web form', 'Customer portal', 'Webformular', 'Formulaire', 'Formulario web', 'Modulo web', 'Portale'],
};

describe('a source that the account made itself is the way that its name says', () => {
  test.each(Object.entries(labels).flatMap(([channel, names]) => names.map((name) => [name, channel] as const)))(
    '%s is %s',
    (name, channel) => {
      expect(sourceNamed(name)).toBe(channel);
      expect(sourceNamed(name.toLocaleLowerCase())).toBe(channel);
    },
  );

  test.each(['', 'Partner', 'Händler', 'Kiosk', 'Tablet', 'Cartago', 'Briefing', 'Postbank'])(
    '%s says nothing',
    (name) => {
      expect(sourceNamed(name)).toBeUndefined();
    },
  );
});
