import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant } from '#core/time.ts';
import { ticketStatuses } from '#core/ticket.ts';
import { z } from 'zod';

/** The farthest one request may move time: a slip of the finger must not simulate a century. */
const farthestMs = 400 * DAY_MS;
const longestText = 64_000;

const unitMs: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
};

/** Milliseconds of a span on the wall clock such as `2 days`; `undefined` for anything else. Negative ones are read too. */
export function wallSpanMs(text: string): number | undefined {
  const found = /^(-?\d{1,7}(?:\.\d{1,3})?) (second|minute|hour|day|week)s?$/.exec(text.trim());
  const unit = unitMs[found?.[2] ?? ''];
  return unit === undefined ? undefined : Math.round(Number(found?.[1]) * unit);
}

const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  context.addIssue('write an instant in ISO 8601 with its zone, such as 2026-03-02T09:00:00Z');
  return z.NEVER;
});

const span = z.string().transform((text, context) => {
  const ms = wallSpanMs(text);
  if (ms === undefined) context.addIssue('write a span such as "90 minutes", "36 hours", "2 days" or "1 week"');
  else if (ms < 0) context.addIssue('time only moves forward: write a span that is not negative');
  else if (ms > farthestMs) context.addIssue('at most 400 days at once');
  else return ms;
  return z.NEVER;
});

const mailbox = z.email('write an e-mail address, or "Name <address>"');

/** A person as a script may write them: "Ada Moss <ada@example.com>", the address alone, or an object. */
const sender = z.preprocess(
  (from) => (typeof from === 'string' ? readMailbox(from) : from),
  z.strictObject({ name: z.string().trim().min(1).max(200), email: mailbox }),
);

function readMailbox(text: string): { readonly name: string; readonly email: string } {
  const found = /^(.{1,200}?)\s*<([^<>]{1,320})>$/.exec(text.trim());
  const email = (found?.[2] ?? text).trim();
  const name = found?.[1]?.replaceAll('"', '').trim() ?? '';
  return { email, name: name === '' ? email.slice(0, 200).replace(/@.*$/, '') : name };
}

const platform = z.string().min(1).max(40);
const text = z.string().min(1, 'write some text').max(longestText);
const address = { platform, account: z.string().min(1).max(100).optional(), id: z.coerce.string().min(1).max(40) };
const tag = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s,]+$/, 'a tag has no blanks and no commas');
const tags = z.array(tag).max(50).default([]);

/** Where to, how far, or how it runs: one of the three. */
export const clockRequest = z
  .strictObject({
    to: instant.optional(),
    by: span.optional(),
    run: z.boolean().optional(),
    speed: z.number().positive().max(86_400).optional(),
  })
  .refine(
    ({ to, by, run, speed }) => [to, by, run ?? speed].filter((asked) => asked !== undefined).length === 1,
    'write either "to", or "by", or "run" and "speed"',
  );
export const ticketRequest = z.strictObject({
  platform,
  account: address.account,
  from: sender,
  subject: z.string().trim().min(1, 'write a subject').max(400),
  text,
  customers: z.number().int().min(1).max(200, 'at most 200 customers at once').optional(),
});
export const replyRequest = z.strictObject({
  ...address,
  public: z.boolean(),
  text,
  status: z.enum(ticketStatuses).optional(),
});
export const statusRequest = z.strictObject({ ...address, status: z.enum(ticketStatuses) });
export const tagsRequest = z.strictObject({ ...address, add: tags, remove: tags });
const messageTs = z.string().regex(/^\d{1,12}\.\d{6}$/, 'write the ts of the message, such as "1772442000.000100"');
export const pressRequest = z.strictObject({
  channel: z.string().min(1).max(100),
  ts: messageTs,
  action: z.string().min(1).max(255),
  value: z.string().max(2_000).optional(),
});
const slackAccount = z.string().min(1).max(100);
export const slackRequest = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('command'),
    account: slackAccount,
    channel: z.string().min(1).max(100),
    text: z.string().max(2_000),
  }),
  z.strictObject({
    do: z.literal('say'),
    account: slackAccount,
    channel: z.string().min(1).max(100),
    text: z.string().min(1).max(3_000),
  }),
  z.strictObject({
    do: z.literal('shortcut'),
    account: slackAccount,
    channel: z.string().min(1).max(100),
    ts: messageTs,
  }),
  z.strictObject({
    do: z.literal('submit'),
    account: slackAccount,
    values: z.record(z.string().max(255), z.string().max(3_000)),
  }),
  z.strictObject({
    do: z.literal('act'),
    account: slackAccount,
    where: z.enum(['modal', 'home']).default('modal'),
    action: z.string().min(1).max(255),
    block: z.string().max(255),
    value: z.string().max(2_000).optional(),
  }),
  z.strictObject({ do: z.literal('close'), account: slackAccount }),
  z.strictObject({ do: z.literal('home'), account: slackAccount }),
]);
export const panelRequest = z.strictObject({
  platform,
  method: z.enum(['GET', 'POST', 'PUT']),
  path: z
    .string()
    .max(8_000)
    .regex(
      /^\/api\/v2\/[\w./?=&,%[\]:@+-]*$/,
      'write a path of the helpdesk’s interface, such as /api/v2/tickets/1.json',
    ),
  body: z.unknown().optional(),
});
export const faultsRequest = z.record(z.string(), z.unknown());
export const serverRequest = z.strictObject({ do: z.enum(['kill', 'start']) });
export const explainRequest = z.strictObject(address);
