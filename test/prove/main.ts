import { parseArgs } from 'node:util';
import { guards } from './guards.ts';
import { violations } from './violations.ts';
import type { Result } from './verdict.ts';
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
    coverage: { type: 'boolean', default: false },
    storm: { type: 'string' },
  },
});

const guard = [...guards, ...violations].find(({ name }) => name === values.without);
if (guard !== undefined) removeGuard(guard);
else if (values.without !== undefined) throw new Error(`no such guard: ${guards.map(({ name }) => name).join(', ')}`);

// What is proven is loaded only now, with its guard or without.
const result = await (values.storm === undefined ? lived() : stormed(Number(values.storm)));
console.log(`schedules ${result.schedules} lost ${result.lost} doubled ${result.doubled}`);
process.exitCode = result.failed ? 1 : 0;

async function lived(): Promise<Result> {
  const { prove, proveEnumerated } = await import('./prove.ts');
  const ask = values.enumerate || values.pairs ? proveEnumerated : prove;
  return await ask({
    schedules: Number(values.schedules),
    seed: Number(values.seed),
    platform: values.platform ?? guard?.platform,
    directed: guard?.directed ?? values.directed,
    pairs: values.pairs,
    until: guard && (guard.says ?? /./u),
    trace: values.trace,
    coverage: values.coverage,
    say: (line) => console.log(line),
  });
}

async function stormed(complaints: number): Promise<Result> {
  const { storm, sayStorm } = await import('./storm.ts');
  const { addVerdict, isFailure, nothing, sayVerdict } = await import('./verdict.ts');
  const report = await storm({ complaints, seed: Number(values.seed) });
  for (const line of sayStorm(report)) console.log(line);
  if (isFailure(report.verdict)) console.log(sayVerdict(report.verdict));
  const result = addVerdict(nothing, report.verdict);
  // A channel gets one message a second, whatever the storm.
  return { ...result, failed: result.failed || report.leastGapMs < 1_000 || report.otherLateMs === undefined };
}
