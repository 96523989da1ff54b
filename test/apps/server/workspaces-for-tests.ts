import { afterEach, beforeEach } from 'vitest';
import { openWorkspaces, type Workspaces } from './workspaces-world.ts';

/**
 * For each test of a file a server, two helpdesk accounts and two workspaces of its own.
 *
 * @returns all of them, and what the vault holds of a workspace
 */
export function workspacesForTests(): {
  readonly world: () => Workspaces;
  readonly held: (team: string) => Promise<string | undefined>;
} {
  let world: Workspaces;
  beforeEach(async () => {
    world = await openWorkspaces();
  });
  afterEach(() => world.close());
  return { world: () => world, held: (team) => world.vault.get(`slack/${team}`, 'installation') };
}
