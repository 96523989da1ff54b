import { z } from 'zod';

/** The little shapes that the policy's schemas are made of. Messages say what to write. */

/** How calendars and obligations are called; part of keys and paths, so letters, digits and dashes only. */
export const nameShape = /^[a-z][a-z0-9-]{0,39}$/;

export const name = z.string().regex(nameShape, {
  error: 'a name begins with a small letter and goes on with small letters, digits and dashes, 40 at most',
});

export const words = (description: string) =>
  z
    .string()
    .trim()
    .min(1, { error: 'is empty' })
    .max(200, { error: 'is longer than 200 characters' })
    .meta({ description });

export const some = <T extends z.ZodType>(one: T) =>
  z.array(one).min(1, { error: 'is empty: leave it out, or name at least one' });

export const isoDate = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is not a date: write it as "2026-12-25"' })
    .refine(isDate, { error: 'is not a date that exists' })
    .meta({ description });

/** Read by `parseSpan`; what it refuses is reported with the other names that do not resolve. */
export const spanText = z
  .string()
  .max(60, { error: 'is longer than 60 characters' })
  .meta({ examples: ['24 hours', '40 business hours', '15 business days', '8 weeks', '30 days, end of day'] });

/** A Slack channel by name or id. */
export const channelName = z
  .string()
  .regex(/^([\p{Ll}\p{Lo}\d_-]{1,80}|[CG][A-Z0-9]{6,20})$/u, {
    error: 'is not a channel: write its name in small letters and without #, or its id',
  })
  .meta({ description: 'A Slack channel: its name without #, or its id.', examples: ['complaints', 'C0123456789'] });

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
