import { z } from 'zod';
import { parsePhrase } from '../complaint/cue-phrase.ts';
import { groups } from '../complaint/cues/groups.ts';
import { cueLanguages, thresholds } from '../complaint/cues/version.ts';
import { name } from './schema-words.ts';

/** What cues of a company's own may say: the groups of the shipped ones. */
const groupIds = groups.map((group) => group.id) as [string, ...string[]];

/** A phrase of a cue: see `core/complaint/cue-phrase.ts` for its small language. */
const phrase = z
  .string()
  .trim()
  .max(200, { error: 'is longer than 200 characters' })
  .superRefine((text, context) => {
    const read = parsePhrase(text);
    if ('fault' in read) context.addIssue({ code: 'custom', message: `cannot be read: ${read.fault}`, input: text });
  })
  .meta({ examples: ['smart meter', 'late/delayed', 'overcharg*', 'not ~2 acceptable', '[very] poor service'] });

const phrases = (description: string) =>
  z
    .array(phrase)
    .min(1, { error: 'is empty: give at least one phrase' })
    .max(100, { error: 'has more than 100 phrases' })
    .meta({ description });

const signal = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, {
  error: 'a signal begins with a small letter and goes on with letters, digits and dashes, 40 at most',
});

const tag = z.string().trim().min(1, { error: 'is empty' }).max(100, { error: 'is longer than 100 characters' });

const cueSchema = z.strictObject({
  language: z
    .enum(cueLanguages)
    .optional()
    .meta({ description: 'Looked for in texts of this language only; in all where it is left out.' }),
  group: z
    .enum(groupIds)
    .default('dissatisfied')
    .meta({ description: 'What the words say. A group’s cues add, damp, decide, or only mark.' }),
  weight: z
    .number()
    .positive()
    .max(8)
    .default(2)
    .meta({ description: 'How much they count. In a group that damps they take as much away.' }),
  phrases: phrases('The words, in the small language of phrases.'),
  signals: z
    .array(signal)
    .max(8)
    .default([])
    .meta({ description: 'What the severity matrix can ask for when the words are found.' }),
  category: z.string().trim().min(1).max(80).optional().meta({ description: 'The category they speak for.' }),
  examples: z
    .array(z.string().max(500))
    .max(20)
    .default([])
    .meta({ description: 'Sentences in which the cue must be found; checked with the policy.' }),
});

const categorySchema = z
  .strictObject({
    category: z.string().trim().min(1, { error: 'is empty' }).max(80, { error: 'is longer than 80 characters' }),
    words: z.array(phrase).max(100, { error: 'has more than 100 phrases' }).default([]),
    tags: z.array(tag).max(50).default([]),
  })
  .refine(({ words, tags }) => words.length + tags.length > 0, { error: 'needs words or tags by which it is known' });

/** The part of a policy that says what a complaint is. Everything has a default: the shipped cues are enough to begin. */
export const recognitionSchema = z
  .strictObject({
    language: z
      .enum(cueLanguages)
      .default('en')
      .meta({ description: 'The language a text is taken to be in where it does not tell.' }),
    yes: z
      .number()
      .positive()
      .max(100)
      .default(thresholds.yes)
      .meta({ description: 'From this score on a ticket is a complaint.' }),
    possible: z
      .number()
      .positive()
      .max(100)
      .default(thresholds.possible)
      .meta({ description: 'From this score on a person is asked.' }),
    model: z
      .string()
      .trim()
      .min(1, { error: 'is empty' })
      .max(400, { error: 'is longer than 400 characters' })
      .optional()
      .meta({ description: 'The file of your own model, beside this one, as recourse learn wrote it.' }),
    tags: z
      .array(tag)
      .max(50)
      .default(['complaint', 'complaints', 'formal_complaint'])
      .transform((tags) => tags.map((one) => one.toLowerCase()))
      .meta({ description: 'Tags and names of forms that say that a ticket is a complaint.' }),
    cues: z
      .record(name, cueSchema)
      .default({})
      .meta({ description: 'Cues of your own, by name, beside the shipped ones.' }),
    categories: z
      .array(categorySchema)
      .max(100)
      .default([])
      .meta({ description: 'Rules that give a category, in order: the first that applies decides.' }),
  })
  .prefault({})
  .meta({
    description:
      'How sure the cues must be, and what you add to them. Lower finds more complaints, and more that are none.',
  });

/** Who may see what is held back from others. */
export const vulnerabilitySchema = z
  .strictObject({
    visibleTo: z
      .array(z.string().trim().min(1).max(100))
      .max(20)
      .default(['admin', 'supervisor'])
      .transform((roles) => roles.map((one) => one.toLowerCase()))
      .meta({
        description: 'Roles or groups of the helpdesk that are shown that somebody may be vulnerable. Nobody else is.',
      }),
  })
  .prefault({});
