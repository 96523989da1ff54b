import { parseArgs } from 'node:util';
import { MINUTE_MS } from '#core/time.ts';
import { removeGuard } from '../prove/without.ts';
import { breakages } from './breakages.ts';

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    platform: { type: 'string' },
    tickets: { type: 'string', default: '300' },
    'per-minute': { type: 'string', default: '60' },
    'kill-every': { type: 'string', default: '30' },
    'within-minutes': { type: 'string', default: '600' },
    log: { type: 'string', default: 'silent' },
    show: { type: 'string', default: '10' },
    without: { type: 'string' },
  },
});

// Failures are dealt with by the thousand here; nobody reads where they came from.
Error.stackTraceLimit = 0;

const broken = breakages.find(
  ({ name, platform }) => name === values.without && (values.platform ?? platform) === platform,
);
if (broken !== undefined) removeGuard(broken);
else if (values.without !== undefined) throw new Error(`there is: ${breakages.map(({ name }) => name).join(', ')}`);

// What is soaked is loaded only now, whole or broken.
const { soak } = await import('./soak.ts');
const { platforms } = await import('./office.ts');
const show = Number(values.show);
for (const platform of platforms) {
  if (values.platform !== undefined && values.platform !== platform) continue;
  const soaked = await soak({
    platform,
    changes: Number(values.changes),
    seed: Number(values.seed),
    tickets: Number(values.tickets),
    perMinute: Number(values['per-minute']),
    killEveryMs: Number(values['kill-every']) * MINUTE_MS,
    withinMs: Number(values['within-minutes']) * MINUTE_MS,
    level: values.log,
    say: (line) => console.error(line),
  });
  const { stale, forgotten, undone, foreign, byKind, ...figures } = soaked;
  console.log(JSON.stringify({ ...figures, days: Number(figures.days.toFixed(2)) }));
  console.log(JSON.stringify(byKind));
  for (const [name, list] of Object.entries({ stale, forgotten, undone, foreign })) {
    for (const line of list.slice(0, show)) console.log(`  ${name}: ${line}`);
  }
  console.log(
    `${platform} changes ${soaked.changes} stale ${stale.length} forgotten ${forgotten.length} undone ${undone.length} foreign ${foreign.length} doubled ${soaked.doubled}`,
  );
  if (stale.length + forgotten.length + undone.length + foreign.length + soaked.doubled > 0) process.exitCode = 1;
}
