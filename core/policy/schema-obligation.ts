import { z } from 'zod';
import { complaintEventKinds } from '../complaint/complaint.ts';
import { contentTags, severities } from '../complaint/vocabulary.ts';
import { anchors } from '../sla/obligation.ts';
import { channels } from '../ticket.ts';
import { isoDate, name, some, spanText, words } from './schema-words.ts';

const predicateSchema = z
  .strictObject({
    severity: some(z.enum(severities)).optional(),
    category: some(words('A category of complaint.')).optional(),
    channel: some(z.enum(channels)).optional(),
    brand: some(words('A brand, as the helpdesk names it.')).optional(),
    tag: some(words('A tag of the ticket; one of them is enough.')).optional(),
    notTag: some(words('A tag of the ticket; none of them may be there.')).optional(),
    stage: z.union([z.literal(1), z.literal(2)], { error: 'is 1 or 2' }).optional(),
  })
  .meta({ description: 'Which complaints the obligation concerns. All that is named must hold.' });

const requires = z.array(z.enum(contentTags));

/**
 * An obligation as the policy file states it: one of its own, or changes to a preset's of the same name. What is left
 * out is the preset's, or the default that the compiler gives to an own one.
 */
export const obligationSchema = z
  .strictObject({
    off: z
      .literal(true, { error: 'is true or left out' })
      .meta({ description: 'Leaves the preset’s obligation out.' })
      .optional(),
    title: words('For people: “Acknowledge the complaint”.').optional(),
    anchor: z
      .enum(anchors)
      .meta({ description: 'The event from which the span is counted. Default: received.' })
      .optional(),
    span: spanText.optional(),
    calendar: name.meta({ description: 'Which calendar it counts by. Default: the policy’s.' }).optional(),
    pausable: z
      .boolean()
      .meta({
        description:
          'Stands still while the ticket is in a status of pausedWhile. A regulator’s never does. Default: false.',
      })
      .optional(),
    satisfiedBy: some(z.enum(complaintEventKinds))
      .meta({ description: 'Events, any of which keeps the promise.' })
      .optional(),
    substitutes: z
      .strictObject({ extendsTo: spanText, requires: requires.optional() })
      .meta({
        description:
          'A holding reply with this content, sent in time, extends the promise; counted from the same event.',
      })
      .optional(),
    holdingKeeps: z
      .strictObject({ requires: some(z.enum(contentTags)) })
      .meta({ description: 'A holding reply with all of this content keeps the promise, without a new date.' })
      .optional(),
    orElse: name
      .meta({
        description:
          'Makes it an offer: when it is past due nothing is broken, and the obligation of this name takes its place.',
      })
      .optional(),
    requires: requires.meta({ description: 'Content that the satisfying message must have.' }).optional(),
    recurring: z
      .boolean()
      .meta({ description: 'Begins again each time it is kept, until the decision. Default: false.' })
      .optional(),
    onlyIf: predicateSchema.optional(),
    warnAt: z
      .array(
        z
          .string()
          .max(60)
          .meta({ examples: ['4 hours before', '8 business hours before', '75%'] }),
      )
      .max(5, { error: 'has more than 5 warnings: nobody reads the sixth' })
      .optional(),
    source: z
      .strictObject({
        text: words('Where the promise is written.'),
        url: z
          .string()
          .regex(/^https:\/\/\S+$/, { error: 'is not an https address' })
          .optional(),
        readOn: isoDate('When it was last read there.'),
      })
      .optional(),
    effectiveFrom: isoDate('Applies to what is received from this date on, by the calendar’s zone.').optional(),
    effectiveTo: isoDate('Applies to what was received before this date, by the calendar’s zone.').optional(),
  })
  .meta({ description: 'A promise: an event, a span from it, and what keeps it.' });

export type ObligationSource = z.input<typeof obligationSchema>;
