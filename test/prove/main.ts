import { parseArgs } from 'node:util';
import { guards } from './guards.ts';
import { removeGuard } from './without.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    platform: { type: 'string' },
    without: { type: 'string' },
    directed: { type: 'string' },
    enumerate: { type: 'boolean', default: false },
    pairs: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});

const guard = guards.find(({ name }) => name === values.without);
if (guard !== undefined) removeGuard(guard);
else if (values.without !== undefined) throw new Error(`no such guard: ${guards.map(({ name }) => name).join(', ')}`);

// What is proven is loaded only now, with its guard or without.
const { prove, proveEnumerated } = await import('./prove.ts');
const ask = values.enumerate || values.pairs ? proveEnumerated : prove;
const result = await ask({
  schedules: Number(values.schedules),
  seed: Number(values.seed),
  platform: values.platform ?? guard?.platform,
  directed: guard?.directed ?? values.directed,
  pairs: values.pairs,
  untilFailure: guard !== undefined,
  trace: values.trace,
  say: (line) => console.log(line),
});
console.log(`schedules ${result.schedules} lost ${result.lost} doubled ${result.doubled}`);
process.exitCode = result.failed ? 1 : 0;
