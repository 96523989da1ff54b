import { describe, expect, test } from 'vitest';
import { checkCuePack } from '#core/complaint/cue-pack-check.ts';
import { compileCuePack } from '#core/complaint/cue-pack.ts';
import { findPhrases } from '#core/complaint/cue-matcher.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import { cueLanguages, thresholds } from '#core/complaint/cues/version.ts';
import { vulnerabilityDrivers } from '#core/complaint/vocabulary.ts';
import { read, settings, shipped, readTicket } from './english.ts';
import { recognise } from '#core/complaint/recognise.ts';

describe.each(shippedCues.packs.map((pack) => [pack.language, pack] as const))('the pack %s', (_, source) => {
  const pack = compileCuePack(source);

  test('has no fault, is data, and has the thresholds of all', () => {
    expect(checkCuePack(source)).toEqual([]);
    expect(JSON.parse(JSON.stringify(source))).toEqual(source);
    expect(source.thresholds).toEqual(thresholds);
  });

  test('finds every cue in each of its examples, in capitals as well', () => {
    const missed = source.cues.flatMap((cue, at) =>
      cue.examples
        .flatMap((example) => [example, example.toUpperCase()])
        .filter((example) => {
          const { matches } = findPhrases(example, [{ start: 0, end: example.length }], pack.matcher);
          return !matches.some((match) => match.cue === at);
        })
        .map((example) => `${cue.id}: ${example}`),
    );
    expect(missed).toEqual([]);
  });

  test('knows all that a severity matrix asks for, and all four drivers of vulnerability', () => {
    const signals = new Set(pack.cues.flatMap((cue) => cue.signals));
    const asked = 'formal regulator legal media safety money vulnerability repeat waiting age privacy'.split(' ');
    expect(asked.filter((signal) => !signals.has(signal))).toEqual([]);
    expect(new Set(pack.cues.flatMap((cue) => cue.driver ?? []))).toEqual(new Set(vulnerabilityDrivers));
  });

  test('means by a cue what the English pack means by it', () => {
    for (const { id, group } of source.cues) {
      const english = shippedCues.packs[0]?.cues.find((cue) => cue.id === id);
      expect(english === undefined ? group : english.group, id).toBe(group);
    }
  });
});

test('the languages that a policy may name are those of the packs', () => {
  expect(shippedCues.packs.map((pack) => pack.language)).toEqual([...cueLanguages]);
});

describe('spelling as people type it', () => {
  const cuesIn = (text: string, language: string): readonly string[] =>
    recognise({ subject: '', messages: [text] }, { ...shipped, languageOf: () => language }, settings).reasons.map(
      ({ cue }) => cue,
    );

  test.each([
    ['de', 'Das Geraet ist beschaedigt', 'Das Gerät ist beschädigt'],
    ['de', 'Ich bin enttaeuscht und veraergert', 'Ich bin enttäuscht und verärgert'],
    [
      'de',
      'Es geht um die Rueckerstattung, ausserdem ist das Lueftungsgitter undicht',
      'Es geht um die Rückerstattung, außerdem ist das Lüftungsgitter undicht',
    ],
    ['de', 'ICH BIN ENTTÄUSCHT', 'ICH BIN ENTTAEUSCHT'],
    ['fr', "j'attends toujours l'echange", 'j’attends toujours l’échange'],
    ['fr', 'Une reclamation : ca ne marche pas', 'Une réclamation : ça ne marche pas'],
    ['es', 'Una reclamacion por la averia', 'Una reclamación por la avería'],
    ['pt', 'Uma reclamacao: nao funciona', 'Uma reclamação: não funciona'],
    ['it', "E' inaccettabile, l'ordine non e' arrivato", 'È inaccettabile, l’ordine non è arrivato'],
  ])('in %s, “%s” says what “%s” says', (language, one, other) => {
    expect(cuesIn(one, language)).toEqual(cuesIn(other, language));
    expect(cuesIn(one, language).length).toBeGreaterThan(0);
  });

  test('an elided article is no part of the word behind it', () => {
    expect(cuesIn('L’attente d’une heure', 'fr')).toContain('waiting.still');
    expect(cuesIn("Dell'avvocato", 'it')).toContain('formal.legal');
  });

  test('inflected forms are found, and words that only begin alike are not', () => {
    for (const word of ['enttäuschend', 'enttäuschende', 'Enttäuschung']) {
      expect(cuesIn(`Das war ${word} für uns`, 'de'), word).toContain('dissatisfied.unhappy');
    }
    for (const word of ['déçu', 'déçue', 'déçus', 'déçues']) {
      expect(cuesIn(`Nous sommes ${word}`, 'fr'), word).toContain('dissatisfied.unhappy');
    }
    for (const word of ['roto', 'rota', 'rotos', 'rotas'])
      expect(cuesIn(`Está ${word}`, 'es')).toContain('defect.broken');
    expect(cuesIn('Eine Rotation der Schichten', 'de')).toEqual([]);
  });
});

describe('the language of a text', () => {
  test('one without cues asks a person, and says so', () => {
    const { band, reasons, language } = read(
      'Ik wil graag mijn adres wijzigen, kunt u mij daarmee helpen alstublieft?',
    );
    expect({ band, language }).toEqual({ band: 'possible', language: 'unknown' });
    expect(reasons).toContainEqual({ cue: 'language.unknown', quote: '', start: 0, end: 0, weight: 0 });
    expect(read('配送が遅れています。返金してください。').band).toBe('possible');
  });

  test('a text of few words is in the usual language, and one without words asks nobody', () => {
    expect(read('ok thx').language).toBe('en');
    for (const text of ['', '12345', '👍', '   ']) expect(read(text)).toMatchObject({ band: 'no', language: 'en' });
  });

  test('is told by the writer’s own words, not by what they quote', () => {
    const quoted = '> We have received your request and will come back to you as soon as we can.\n'.repeat(5);
    expect(read(`Ich warte immer noch auf eine Antwort.\n\n${quoted}`).language).toBe('de');
  });

  test('names, addresses and numbers do not tell it', () => {
    expect(read('@KundenService https://example.de/bestellung Where is my order 4711?').language).toBe('en');
  });
});

describe('history quoted by programs of other languages is set aside', () => {
  test.each([
    'Am Mo., 3. Nov. 2026 um 10:02 Uhr schrieb Anna:\n> Ich bin enttäuscht.',
    'Le lun. 3 nov. 2026 à 10:02, Anna a écrit :\n> Je suis déçue.',
    'El lun, 3 nov 2026 a las 10:02, Anna escribió:\n> Estoy decepcionada.',
    'Em seg., 3 de nov. de 2026 às 10:02, Anna escreveu:\n> Estou decepcionada.',
    'Il giorno lun 3 nov 2026 alle 10:02 Anna ha scritto:\n> Sono delusa.',
    '-----Ursprüngliche Nachricht-----\nVon: Anna\nGesendet: Montag\nIch bin enttäuscht.',
    'Von: Anna\nGesendet: Montag\nAn: Uns\nIch bin enttäuscht.',
  ])('%s', (history) => {
    const text = { subject: '', messages: [`What are your opening hours on Sunday?\n\n${history}`] };
    expect(readTicket(text).band).toBe('no');
  });
});
