import * as z from 'zod';

/** What we read of the things an administrator keeps, and no more; other keys pass unread. */
const id = z.union([z.int(), z.string()]).transform(String);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** A ticket field as an administrator sees it. */
export const adminField = z.object({
  id,
  key: text,
  type: text,
  title: text,
  raw_title: text,
  active: flag,
  required: flag,
  visible_in_portal: flag,
});
/** See `adminField`. */
export type AdminField = z.output<typeof adminField>;

/** A webhook; its secret and its credentials are never shown with it. */
export const webhook = z.object({
  id,
  name: text,
  endpoint: text,
  status: text,
  subscriptions: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  created_at: text,
});
/** See `webhook`. */
export type AdminWebhook = z.output<typeof webhook>;

/** A trigger, of which we read what it does only. */
export const trigger = z.object({
  id,
  title: text,
  active: flag,
  actions: z
    .array(z.object({ field: text, value: z.unknown() }))
    .nullish()
    .transform((value) => value ?? []),
});
/** See `trigger`. */
export type AdminTrigger = z.output<typeof trigger>;

export const signingSecret = z.object({ signing_secret: z.object({ secret: z.string().min(1) }) });

/** One delivery of a webhook. The status is a word (`success`, `terminated`, `throttled`, `circuit broken`). */
export const invocation = z.object({
  status: text,
  status_code: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
  latest_completed_at: text,
});
/** See `invocation`. */
export type Invocation = z.output<typeof invocation>;
