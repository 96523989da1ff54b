import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { bundleReplica } from './chaos-bundle.ts';
import { liveWorld } from './chaos-world.ts';
import { addResult, isFailure, nothing, sayVerdict } from './verdict.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const firstSeed = Number(values.seed);
if (!(kills >= 1) || !Number.isInteger(kills) || !Number.isInteger(firstSeed)) {
  throw new Error('chaos --kills N [--seed S]: whole numbers, one kill or more');
}

const policyPath = new URL('prove.policy.yaml', import.meta.url).pathname;
const policy = await loadPolicy(policyPath);
const folder = await mkdtemp(join(tmpdir(), 'recourse-chaos-'));
let result = nothing;
try {
  const cacheFolder = join(folder, 'compiled');
  const program = await bundleReplica(join(folder, 'product'), cacheFolder);
  // A world in which nobody was killed is none: there are never more worlds than kills.
  for (let number = 0; number < kills && result.schedules < kills; number += 1) {
    const seed = firstSeed + number;
    const began = performance.now();
    const ending = await liveWorld({
      seed,
      mostKills: kills - result.schedules,
      policy,
      policyPath,
      folder: join(folder, String(seed)),
      program,
      cacheFolder,
    });
    const { verdict } = ending;
    const failed = isFailure(verdict);
    result = addResult(result, {
      schedules: ending.kills,
      lost: verdict.lost.length,
      doubled: verdict.doubled.length,
      failed,
    });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(
      `world --seed ${seed}: ${ending.replicas} replicas, ${ending.kills} kills, ${ending.wipes} wipes, ` +
        `${ending.complaints} complaints, ${ending.messages} messages, ${seconds} s${failed ? `: ${sayVerdict(verdict)}` : ''}`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`schedules ${result.schedules} lost ${result.lost} doubled ${result.doubled}`);
process.exit(result.failed ? 1 : 0);
