import { environmentVariables } from '#apps/runtime/env-variables.ts';

/** The environment in the help text: names, whether only for tests, what for. */
export function serveHelp(): string {
  const lines = environmentVariables.map(
    ({ name, needed, meaning }) => `  ${name.padEnd(24)} (${needed === 'no' ? 'optional' : needed}) ${meaning}`,
  );
  return `\nSecrets and accounts come from the environment:\n${lines.join('\n')}\n`;
}
