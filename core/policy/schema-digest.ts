import { z } from 'zod';
import { weekdays } from '../sla/calendar-source.ts';
import { channelName, name } from './schema-words.ts';

const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const weeklyTime = new RegExp(`^(?:${weekdays.join('|')}) ${clockTime.source.slice(1)}`);

/** The round-up of what is open, told at set times. */
export const digestSchema = z
  .strictObject({
    daily: z
      .string()
      .regex(clockTime, { error: 'is not a time of day: write it as "09:00"' })
      .optional()
      .meta({ description: 'When, on days on which the calendar opens at all.', examples: ['09:00'] }),
    weekly: z
      .string()
      .regex(weeklyTime, { error: 'is not a day and a time: write it as "mon 09:00"' })
      .optional()
      .meta({ description: 'On which day of the week, and when.', examples: ['mon 09:00'] }),
    channel: channelName.optional().meta({ description: 'Where; in alerts.channel where it is left out.' }),
    calendar: name
      .optional()
      .meta({ description: 'Whose days and zone count; the policy’s own calendar where it is left out.' }),
  })
  .refine(({ daily, weekly }) => daily !== undefined || weekly !== undefined, {
    error: 'says no time: give daily or weekly',
  })
  .meta({ description: 'What is open, due, broken and waiting, told once a day or once a week.' });
