import { createLog } from '#apps/runtime/log.ts';
import { readEnvironment } from '#apps/runtime/env.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { serve } from '#apps/server/serve.ts';
import { followTime, type ToFollower, type ToLeader } from './time-link.ts';

/**
 * The product as the sandbox runs it: the real server in a process of its own, which can be killed like any other, and
 * which differs from `recourse serve` in one thing: it lives by the sandbox's time.
 */
const time = await followTime({
  send: (message: ToLeader) => void process.send?.(message),
  onMessage: (hear) => void process.on('message', (message: ToFollower) => hear(message)),
});
const [policyPath = ''] = process.argv.slice(2);
const environment = readEnvironment(process.env);
const server = await time.task(async () =>
  serve(environment, await loadPolicy(policyPath), { time, log: createLog(environment.logLevel) }),
);
process.send?.({ say: 'listening', port: server.port });
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});
