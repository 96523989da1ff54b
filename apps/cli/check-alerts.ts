import type { AlertRoute, LadderLevel, Policy, Shift } from '#core/policy/policy.ts';
import { weekdays } from '#core/sla/calendar-source.ts';
import { formatSpan } from '#core/sla/span.ts';

/** Where alerts go and when they wait, where a policy says more than one channel; otherwise nothing. */
export function alertLines({ alerts, calendars }: Policy): readonly string[] {
  const { routes = [], quietHours, restrictedFactsIn = [], channel } = alerts;
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
  if (routes.length + quiet.length + restricted.length === 0) return [];
  return [
    'Alerts',
    ...routes.map((route) => `  ${routeWords(route)}: in ${route.channel}`),
    `  ${routes.length === 0 ? 'all' : 'all others'}: in ${channel}`,
    ...quiet,
    ...restricted,
    '',
  ];
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
    ...onCall.map((shift) => `    on call ${shiftWords(shift)}: ${shift.name}`),
  ];
}

function shiftWords({ days, hours }: Shift): string {
  const words = [...(days === undefined ? [] : [days.join(', ')]), ...(hours === undefined ? [] : [hours])];
  return words.length === 0 ? 'always' : words.join(' ');
}
