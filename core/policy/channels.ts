import type { Policy } from './policy.ts';

/** Every channel a policy can tell something in, each once. */
export function channelsOf({ alerts, ladder }: Pick<Policy, 'alerts' | 'ladder'>): readonly string[] {
  const routes = alerts.routes ?? [];
  return [
    ...new Set([
      alerts.channel,
      ...routes.map((route) => route.channel),
      ...ladder.map((level) => level.channel),
      ...(alerts.digest?.channel === undefined ? [] : [alerts.digest.channel]),
    ]),
  ];
}
