import { z } from 'zod';
import { severities } from '../complaint/vocabulary.ts';
import { weekdays } from '../sla/calendar-source.ts';
import { parseHours } from '../sla/wall-time.ts';
import { weekSchema } from './schema-calendar.ts';
import { digestSchema } from './schema-digest.ts';
import { channelName, name, some, spanText, words } from './schema-words.ts';

/** Where alerts go, when they wait, and who hears of what nobody took up. */

const severity = z.enum(severities);

const routeSchema = z.strictObject({
  when: z
    .strictObject({
      severity: some(severity).optional(),
      category: some(words('A category of complaint.')).optional(),
      brand: some(words('A brand, as the helpdesk names it.')).optional(),
      vulnerable: z
        .literal(true, { error: 'is true or left out' })
        .optional()
        .meta({ description: 'Somebody may be vulnerable, by a person’s word or by the complainant’s own.' }),
    })
    .refine((when) => Object.values(when).some((part) => part !== undefined), {
      error: 'names nothing: what fits no route goes to alerts.channel',
    })
    .meta({ description: 'Which complaints. All that is named must hold.' }),
  channel: channelName,
});

const quietHoursSchema = z
  .strictObject({
    outside: name
      .optional()
      .meta({ description: 'Quiet whenever this calendar is closed: nights, weekends, its holidays.' }),
    hours: weekSchema
      .optional()
      .meta({ description: 'Instead: when it is quiet, by weekday, such as mon: ["20:00-07:00"].' }),
    calendar: name.optional().meta({ description: 'With hours: the calendar whose zone they are told in.' }),
    zone: z
      .string()
      .max(60)
      .optional()
      .meta({ description: 'With hours: an IANA time zone of their own.', examples: ['Europe/London'] }),
  })
  .meta({
    description:
      'When alerts wait that can. A regulator’s deadline never waits, nor what is critical, nor what a person escalated.',
  });

export const alertsSchema = z.strictObject({
  channel: channelName,
  cardAtOnce: z
    .array(severity)
    .default(['high', 'critical'])
    .meta({ description: 'Complaints this grave get their card on arrival, the others with their first warning.' }),
  routes: some(routeSchema)
    .max(50)
    .optional()
    .meta({ description: 'Other channels for some complaints, in order: the first that fits decides.' }),
  quietHours: quietHoursSchema.optional(),
  digest: digestSchema.optional(),
  restrictedFactsIn: z.array(channelName).max(50).optional().meta({
    description:
      'Channels whose members may read who complains and that somebody may be vulnerable. All others read initials.',
  }),
});

const shiftSchema = z.strictObject({
  name: words('Who: “Amara Okafor”.'),
  member: z
    .string()
    .regex(memberShape(), { error: 'is not a member id: copy it from the person’s profile, such as U04AMARA0K1' })
    .optional()
    .meta({ description: 'The person’s Slack member id, so that the alert calls them. Without it they are named.' }),
  days: some(z.enum(weekdays)).optional().meta({ description: 'On which days; on all where it is left out.' }),
  hours: z
    .string()
    .refine((text) => parseHours(text) !== undefined, { error: 'cannot be read: write hours as "09:00-17:30"' })
    .optional()
    .meta({
      description: 'Between which hours, by the policy’s calendar; those that cross midnight belong to the first day.',
      examples: ['08:00-20:00', '20:00-08:00'],
    }),
});

/** A Slack member id. It stands in the policy and nowhere else: nothing that a ticket says can call anybody. */
function memberShape(): RegExp {
  return /^[UW][A-Z0-9]{6,20}$/;
}

export const levelSchema = z.strictObject({
  name: words('Who hears of it: “Head of Complaints”.'),
  after: spanText.meta({
    description: 'How long after the breach, day and night, when nobody acknowledged the alert.',
  }),
  channel: channelName,
  onCall: some(shiftSchema)
    .max(50)
    .optional()
    .meta({ description: 'Who is on call for this level, in order: the first whose day and hours it is.' }),
});
