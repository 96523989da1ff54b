import type { AlertRoute, DigestTimes, LadderLevel, Policy, Shift } from '#core/policy/policy.ts';
import { weekdays } from '#core/sla/calendar-source.ts';
import { formatSpan } from '#core/sla/span.ts';

/** Where alerts go, when they come and when they wait, who may read what in them, and when the round-up is told. */
export function alertLines({ alerts, calendars }: Policy): readonly string[] {
  const { routes = [], quietHours, restrictedFactsIn = [], channel, cardAtOnce, digest } = alerts;
  const quiet =
    quietHours === undefined
      ? []
      : quietHours.while === 'closed'
        ? [`  quiet outside '${quietHours.calendar}': what can wait is told when it opens`]
        : weekLines(calendars.get(quietHours.calendar)?.source);
  const restricted =
    restrictedFactsIn.length === 0
      ? []
      : [`  names of complainants and vulnerability are read in ${restrictedFactsIn.join(', ')}, and nowhere else`];
  return [
    'Alerts',
    ...routes.map((route) => `  ${routeWords(route)}: in ${route.channel}`),
    `  ${routes.length === 0 ? 'all' : 'all others'}: in ${channel}`,
    cardAtOnce.length === 0
      ? '  each card comes with the first warning'
      : `  a card comes at once for ${cardAtOnce.join(' or ')} severity, for the others with the first warning`,
    ...quiet,
    ...restricted,
    digest === undefined ? '  no round-up of what is open' : `  ${digestWords(digest, channel)}`,
    '',
  ];
}

function digestWords({ daily, weekly, channel, calendar }: DigestTimes, usual: string): string {
  const times = [
    ...(daily === undefined ? [] : [`at ${daily} on each day that opens`]),
    ...(weekly === undefined ? [] : [`each week ${weekly}`]),
  ];
  const by = calendar === undefined ? '' : `, by ${calendar}`;
  return `a round-up of what is open ${times.join(' and ')}${by}: in ${channel ?? usual}`;
}

function routeWords({ when }: AlertRoute): string {
  const { severity, category, brand, vulnerable } = when;
  return [
    ...(severity === undefined ? [] : [`${severity.join(' or ')} severity`]),
    ...(category === undefined ? [] : [`about ${category.join(' or ')}`]),
    ...(brand === undefined ? [] : [`of ${brand.join(' or ')}`]),
    ...(vulnerable === undefined ? [] : ['somebody may be vulnerable']),
  ].join(', ');
}

function weekLines(
  source: { readonly zone: string; readonly hours: Partial<Record<string, readonly string[]>> } | undefined,
): readonly string[] {
  if (source === undefined) return [];
  const days = weekdays.flatMap((day) => {
    const hours = source.hours[day] ?? [];
    return hours.length === 0 ? [] : [`${day} ${hours.join(' and ')}`];
  });
  return [`  quiet ${days.join(', ')} (${source.zone}): what can wait is told when that ends`];
}

/** A level of escalation, and who is on call for it. */
export function levelLines({ name, after, channel, onCall = [] }: LadderLevel): readonly string[] {
  return [
    `  after ${formatSpan(after)}: ${name}, in ${channel}`,
    ...onCall.map((shift) => {
      const called = shift.member === undefined ? '' : `, called as ${shift.member}`;
      return `    on call ${shiftWords(shift)}: ${shift.name}${called}`;
    }),
  ];
}

function shiftWords({ days, hours }: Shift): string {
  const words = [...(days === undefined ? [] : [days.join(', ')]), ...(hours === undefined ? [] : [hours])];
  return words.length === 0 ? 'always' : words.join(' ');
}
