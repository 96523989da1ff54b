import { readEnvironment } from '#apps/runtime/env.ts';
import { createLog } from '#apps/runtime/log.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { openStore } from '#apps/runtime/store.ts';
import { followTime, type ToFollower, type ToLeader } from '#apps/sandbox/time-link.ts';
import { serve } from '#apps/server/serve.ts';

/**
 * One replica of the product in a process of its own: all that `recourse serve` is, with its store, by the time of the
 * process that started it. Everything is loaded by then; it begins with the first word of that time.
 */
const time = await followTime({
  send: (message: ToLeader) => void process.send?.(message),
  onMessage: (hear) => void process.on('message', (message: ToFollower) => hear(message)),
});
const [policyPath = ''] = process.argv.slice(2);
const environment = readEnvironment(process.env);
const log = createLog(environment.logLevel);
const server = await time.task(async () => {
  const store = await openStore(environment.storeUrl, { log });
  return serve(environment, await loadPolicy(policyPath), { time, log, store });
});
process.send?.({ say: 'listening', port: server.port });
process.once('disconnect', () => process.exit(0));
