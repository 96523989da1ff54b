import { z } from 'zod';
import { severities } from '../complaint/vocabulary.ts';
import { longestPrefix } from '../effect/names.ts';
import { isRecord, readParts } from './schema-read.ts';
import { nearestName, type PolicyIssue } from './issue.ts';
import { reopenings } from './policy.ts';
import { presetIds, type PresetId } from './presets.ts';
import { alertsSchema, levelSchema } from './schema-alerts.ts';
import { calendarSchema } from './schema-calendar.ts';
import { obligationSchema } from './schema-obligation.ts';
import { recognitionSchema, vulnerabilitySchema } from './schema-recognition.ts';
import { isoDate, name, words } from './schema-words.ts';

const severity = z.enum(severities);

const severitySchema = z
  .strictObject({
    base: severity.default('low').meta({ description: 'How grave a complaint is when no rule says more.' }),
    rules: z
      .array(
        z.strictObject({
          severity,
          when: z.array(z.string().max(40)).min(1, { error: 'is empty: name at least one signal' }).max(8),
        }),
      )
      .max(50)
      .default([
        { severity: 'critical', when: ['safety'] },
        { severity: 'high', when: ['regulator'] },
        { severity: 'high', when: ['legal'] },
        { severity: 'high', when: ['media'] },
        { severity: 'high', when: ['vulnerability'] },
        { severity: 'medium', when: ['money'] },
        { severity: 'medium', when: ['repeat'] },
        { severity: 'medium', when: ['waiting'] },
        { severity: 'medium', when: ['age'] },
      ])
      .meta({ description: 'The gravest rule of which every signal is present decides.' }),
  })
  .prefault({});

const shape = {
  version: words('Which policy this is; every decision and note names it.'),
  approver: words('Who answers for it.'),
  approvedOn: isoDate('When it was approved.'),
  prefix: z
    .string()
    .regex(/^[a-z][a-z0-9_]*_$/, {
      error: 'begins with a small letter, holds small letters, digits and _, and ends with _',
    })
    .max(longestPrefix, {
      error: `is longer than ${longestPrefix} characters: choose a shorter one, or Freshdesk refuses tags that begin with it`,
    })
    .default('recourse_')
    .meta({ description: 'With which all our tags and fields begin.' }),
  presets: z
    .array(z.enum(presetIds))
    .default(['iso10002-practice'])
    .meta({ description: 'Ready-made obligations; several can be in force at once.' }),
  calendars: z.record(name, calendarSchema).meta({ description: 'Opening hours, by name.' }),
  calendar: name
    .optional()
    .meta({ description: 'The calendar of obligations that name none. May be left out where there is only one.' }),
  obligations: z
    .record(name, obligationSchema)
    .default({})
    .meta({ description: 'Obligations of your own, and changes to those of the presets, by name.' }),
  recognition: recognitionSchema,
  severity: severitySchema,
  vulnerability: vulnerabilitySchema,
  automaticReplyAcknowledges: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether an automatic reply is the acknowledgement owed to the complainant.' }),
  pausedWhile: z
    .array(z.enum(['pending', 'hold']))
    .default(['pending'])
    .meta({ description: 'Statuses in which pausable clocks stand still.' }),
  reopening: z
    .enum(reopenings)
    .default('newCycleKeepOriginal')
    .meta({ description: 'What reopening does to clocks. A regulator’s are never reset.' }),
  merging: z.enum(['earliest', 'own']).default('earliest').meta({
    description: 'Whose receipt counts when tickets are merged: the earliest, or the surviving ticket’s own.',
  }),
  ladder: z
    .array(levelSchema)
    .min(1, { error: 'is empty: name at least one level' })
    .max(5, { error: 'has more than 5 levels' })
    .meta({ description: 'Who hears of a broken promise that nobody takes up, from the first to the last.' }),
  alerts: alertsSchema,
};

/** The policy file: the one place where its shape and its defaults are stated. Unknown keys are errors. */
export const policySchema = z.strictObject(shape).meta({
  title: 'Recourse policy',
  description: 'Targets, calendars and routes of a complaints process, approved by a person.',
});

/** A policy as it is written: plain JSON, defaults left out. */
export type PolicySource = z.input<typeof policySchema>;

/** A policy with its defaults filled in: still plain JSON, and still a valid source that means the same. */
export type CheckedPolicy = z.output<typeof policySchema>;

/** What could be read of a policy; a part with an issue is missing. */
export type PolicyDraft = Partial<CheckedPolicy>;

/**
 * Reads a policy against its schema, part by part, so that a slip in one part hides nothing in the others.
 *
 * Calendars are taken as they are: `checkCalendarSource` judges them.
 *
 * @param source  any value; what YAML or JSON gave
 */
export function readPolicy(source: unknown): { readonly draft: PolicyDraft; readonly issues: readonly PolicyIssue[] } {
  if (!isRecord(source)) {
    return {
      draft: {},
      issues: [{ path: '', message: 'a policy is a list of settings, each with its name', suggestion: undefined }],
    };
  }
  const { value, issues } = readParts(shape, source, {
    entriesOf: { obligations: obligationSchema },
    unread: ['calendars'],
  });
  const draft: PolicyDraft = value;
  return { draft: { ...draft, presets: meantPresets(source.presets) ?? draft.presets ?? [] }, issues };
}

/** The presets that a list with slips meant, so that a misspelt one does not make its obligations unknown as well. */
function meantPresets(names: unknown): PresetId[] | undefined {
  if (!Array.isArray(names)) return undefined;
  return names.flatMap((name: unknown) => {
    const near = typeof name === 'string' ? nearestName(name, presetIds) : undefined;
    return presetIds.find((id) => id === near) ?? [];
  });
}
