import { toIso, type Instant } from '#core/time.ts';
import type { WorkingCompany } from './company-day.ts';
import { SandboxError, type SandboxClock, type SandboxCompany, type SandboxState } from './model.ts';
import { showChannel } from './show.ts';

/** All that pages and scripts see. `addresses`: e-mail addresses by name. */
export function stateOf(
  companies: readonly WorkingCompany[],
  on: {
    readonly clock: SandboxClock;
    readonly server: SandboxState['server'];
    readonly now: Instant;
    readonly addresses: ReadonlyMap<string, string>;
  },
): SandboxState {
  const shown = companies.map((company) => showCompany(company, on.now));
  const [first] = shown;
  if (first === undefined) throw new SandboxError('SANDBOX_FAILED', 'There is no company.', 503);
  const { now, ...clock } = on.clock;
  const everybody = companies.flatMap(({ fakes }) => fakes.slack.people());
  const due = shown.flatMap(({ nextDueAt }) => nextDueAt ?? []).toSorted();
  return {
    now,
    tickets: companies.flatMap(({ account, policy, fakes }) =>
      fakes.helpdesk
        .tickets()
        .map((ticket) => fakes.show(ticket, { account, prefix: policy.prefix, addresses: on.addresses })),
    ),
    channels: companies.flatMap(({ account, fakes }) => {
      const people = new Map(fakes.slack.people().map((person) => [person.id, person.name]));
      const apps = new Set(fakes.slack.people().flatMap(({ id, isBot }) => (isBot ? [id] : [])));
      return fakes.slack.channelsView().map((channel) => showChannel(channel, { account, people, apps }));
    }),
    screens: companies.map(({ account, fakes, you }) => ({ account, ...fakes.slack.viewsOf(you.supervisor.name) })),
    clock,
    server: on.server,
    companies: shown,
    company: first,
    you: first.you,
    people: Object.fromEntries(everybody.map((person) => [person.id, person.name])),
    ...(due[0] === undefined ? {} : { nextDueAt: due[0] }),
  };
}

function showCompany(
  { account, platform, name, about, policy, you, explainer }: WorkingCompany,
  now: Instant,
): SandboxCompany {
  const nextDueAt = explainer.nextDueAt(now);
  return {
    account,
    platform,
    name,
    about,
    zone: policy.calendars.values().next().value?.source.zone ?? 'UTC',
    you: { agent: you.agent.name, supervisor: you.supervisor.name },
    ...(nextDueAt === undefined ? {} : { nextDueAt: toIso(nextDueAt) }),
  };
}
