import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

/** Which kit holds which file of an integration to its port. */
const kitOf: Readonly<Record<string, string>> = {
  'source.ts': 'source-kit.ts',
  'backlog.ts': 'source-kit.ts',
  'actions.ts': 'actions-kit.ts',
  'ledger.ts': 'ledger-kit.ts',
  'intake.ts': 'intake-kit.ts',
  'alert-channel.ts': 'alert-channel-kit.ts',
};

/** The files of integrations that no kit is run for: `integrations/<folder>/<file>`. */
function notHeld(root: string): readonly string[] {
  const folders = readdirSync(`${root}integrations`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: folder }) => {
    const tests = globSync(`test/integrations/${folder}/**/*.test.ts`, { cwd: root }).map((file) =>
      readFileSync(`${root}${file}`, 'utf8'),
    );
    return Object.entries(kitOf).flatMap(([file, kit]) => {
      if (!existsSync(`${root}integrations/${folder}/${file}`)) return [];
      return tests.some((text) => text.includes(`/${kit}'`)) ? [] : [`integrations/${folder}/${file}`];
    });
  });
}

describe('every integration', () => {
  test('is held to the kit of each port it implements', () => {
    expect(notHeld(root)).toEqual([]);
  });

  test('would be missed here if it were not', () => {
    // The same look at a tree where nothing is tested.
    const folders = new Set(globSync('integrations/*/source.ts', { cwd: root }).map((file) => file.split('/')[1]));
    expect([...folders]).toContain('zendesk');
    expect(notHeld(new URL('../fixtures/untested-integration/', import.meta.url).pathname)).toEqual([
      'integrations/somewhere/source.ts',
    ]);
  });
});
