import { createLog } from '#apps/runtime/log.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';
import { environmentVariables, readEnvironment } from '#apps/runtime/env.ts';
import { loadPolicy } from '#apps/runtime/settings.ts';
import { serve } from '#apps/server/serve.ts';

/** `recourse serve`: runs until it is told to end, and then finishes what is in hand. */
export async function runServe(policyPath: string): Promise<void> {
  const environment = readEnvironment(process.env);
  const policy = await loadPolicy(policyPath);
  const server = await serve(environment, policy, { time: createRealTime(), log: createLog(environment.logLevel) });
  const end = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/** The environment in the help text: names, whether needed, what for. */
export function serveHelp(): string {
  const lines = environmentVariables.map(
    ({ name, needed, meaning }) =>
      `  ${name.padEnd(24)} ${needed === 'yes' ? '' : `(${needed === 'no' ? 'optional' : needed}) `}${meaning}`,
  );
  return `\nSecrets and accounts come from the environment:\n${lines.join('\n')}\n`;
}
