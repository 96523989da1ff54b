import { ConfigError } from '#apps/runtime/config-error.ts';
import { readEnvironment } from '#apps/runtime/env.ts';

/** What is wrong with an environment, each as its variable and what is said of it; nothing where it is good. */
export function issuesOf(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path} ${message}`);
  }
  return [];
}
