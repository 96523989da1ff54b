import { z } from 'zod';

/**
 * A calendar's shape, for editors and for types. What is wrong with one is found by `checkCalendarSource`, which says
 * it better and knows more.
 */

const hours = z.array(z.string().meta({ examples: ['09:00-17:30', '22:00-06:00', '00:00-24:00'] })).meta({
  description: 'When the day is open. An interval that crosses midnight belongs to the day on which it begins.',
});

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const holiday = z.union([
  date.meta({ description: 'Closed all day.' }),
  z.strictObject({ date, hours }).meta({ description: 'Open at other hours than usual.' }),
  z.strictObject({ from: date, to: date }).meta({ description: 'Closed on every date between these, both included.' }),
  z
    .strictObject({ region: z.string().meta({ examples: ['GB-ENG', 'DE-BY', 'IE'] }) })
    .meta({ description: 'The public holidays of an ISO 3166 region.' }),
]);

/** Hours by weekday. */
export const weekSchema = z.strictObject({
  mon: hours.exactOptional(),
  tue: hours.exactOptional(),
  wed: hours.exactOptional(),
  thu: hours.exactOptional(),
  fri: hours.exactOptional(),
  sat: hours.exactOptional(),
  sun: hours.exactOptional(),
});

export const calendarSchema = z
  .strictObject({
    zone: z.string().meta({ description: 'IANA time zone.', examples: ['Europe/London'] }),
    hours: weekSchema,
    holidays: z.array(holiday).optional(),
  })
  .meta({ description: 'Opening hours of one place.' });
