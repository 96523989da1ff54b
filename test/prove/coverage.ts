import { colleaguesActs, complainantsActs, interruptions } from './colleagues.ts';
import { fates } from './faults.ts';
import type { Ending } from './schedule.ts';

/** What schedules have to meet, or they prove little; by the names under which it is counted. */
const wanted: readonly string[] = [
  ...fates.filter((fate) => fate !== 'well'),
  'delivered late',
  'paused',
  'history lags',
  'a list of notes lags',
  'webhook lost',
  'webhook doubled',
  'webhook late, behind later ones',
  'webhook forged',
  ...Array.from({ length: 8 }, (_, number) => `replicas: ${number + 1}`),
  ...new Set(colleaguesActs.map(({ name }) => `a colleague: ${name}`)),
  ...complainantsActs.map(({ name }) => `the complainant: ${name}`),
  'between claim and mark: press',
  ...interruptions.map(({ name }) => `between claim and mark: ${name}`),
  'nothing kept between lives',
  'a disk kept between lives',
  'a Redis kept between lives',
  'disk wiped',
  'Redis wiped',
  'clock jumped',
  'clocks apart',
  'Slack token revoked and restored',
  'helpdesk token revoked and restored',
  'a platform down',
  'two helpdesks at once',
];

/** What schedules met, in how many of them and how often in all. */
export interface Coverage {
  add(ending: Ending): void;
  /** One for each thing, the wanted first. */
  lines(): readonly string[];
}

export function createCoverage(): Coverage {
  const counts = new Map<string, { schedules: number; times: number }>(
    wanted.map((what) => [what, { schedules: 0, times: 0 }]),
  );
  let all = 0;
  return {
    add(ending) {
      all += 1;
      for (const [what, times] of [...ending.met, ...planned(ending)]) {
        const count = counts.get(what) ?? { schedules: 0, times: 0 };
        counts.set(what, { schedules: count.schedules + 1, times: count.times + times });
      }
    },
    lines() {
      const never = [...counts].filter(([, { times }]) => times === 0).map(([what]) => what);
      const rows = [...counts].map(
        ([what, { schedules, times }]) =>
          `${String(schedules).padStart(7)} of ${all} schedules, ${times} times: ${what}`,
      );
      return [...rows, `never met: ${never.length === 0 ? 'nothing' : never.join(', ')}`];
    },
  };
}

function planned({ stage: { plan } }: Ending): readonly (readonly [string, number])[] {
  const { replicas, historyLagMs, listLagMs, platform, skewMs, keeps = 'nothing', neighbour = false } = plan;
  const named: readonly (readonly [string, boolean])[] = [
    [`replicas: ${replicas}`, true],
    ['history lags', historyLagMs > 0],
    ['a list of notes lags', platform === 'freshdesk' && listLagMs > 0],
    ['clocks apart', skewMs > 0],
    [keeps === 'nothing' ? 'nothing kept between lives' : `a ${keeps} kept between lives`, true],
    ['two helpdesks at once', neighbour],
  ];
  return named.flatMap(([what, isSo]) => (isSo ? [[what, 1] as const] : []));
}
