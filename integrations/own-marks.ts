import { severities, type Severity } from '#core/complaint/vocabulary.ts';
import { tagNames } from '#core/effect/names.ts';

/** Whether tags say that a ticket was taken for a complaint, be it possibly. */
export function isMarkedComplaint(tags: readonly string[], prefix: string): boolean {
  return markedBand(tags, prefix) !== undefined;
}

/** For what a ticket was taken, by its tags; `undefined` where for no complaint. */
export function markedBand(tags: readonly string[], prefix: string): 'yes' | 'possible' | undefined {
  if (tags.includes(`${prefix}${tagNames.complaint}`)) return 'yes';
  return tags.includes(`${prefix}${tagNames.possible}`) ? 'possible' : undefined;
}

/** How grave the complaint of a ticket was taken to be, by its tags. */
export function markedSeverity(tags: readonly string[], prefix: string): Severity | undefined {
  return severities.findLast((severity) => tags.includes(`${prefix}${tagNames.severity(severity)}`));
}

/** The category in a ticket's tags, as the helpdesk writes it there. */
export function taggedCategory(tags: readonly string[], prefix: string): string | undefined {
  const start = `${prefix}${tagNames.category('')}`;
  return tags.find((tag) => tag.startsWith(start))?.slice(start.length) || undefined;
}

/** How much of a ticket's first words is read to compare it with another. */
export const openingUnits = 1_000;
/** Other tickets of one person that are looked at. */
export const othersLookedAt = 25;
