import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { complaintFields } from '#core/complaint/fields.ts';
import { reasons } from '#core/decide/decision.ts';
import { ledgerField } from '#core/effect/names.ts';
import { presetIds } from '#core/policy/presets.ts';
import { meanings } from '#apps/cli/explain.ts';
import { createProgram } from '#apps/cli/program.ts';
import { environmentVariables } from '#apps/runtime/env-variables.ts';
import { readPolicyText } from '#apps/runtime/settings.ts';
import { failureReasons } from '#integrations/errors.ts';
import { slackCommand, slackEvents, slackScopes, slackShortcut } from '#integrations/slack/scopes.ts';
import manifest from '../package.json' with { type: 'json' };
import { root, sourceFiles } from './imports.ts';

const readme = readFileSync(`${root}README.md`, 'utf8');

describe('the README', () => {
  it('gives the two commands, and they are what the scripts do', () => {
    expect(readme).toContain('    npm ci && npm start\n');
    expect(readme).toContain('    npm ci && npm test\n');
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['start', 'test', 'recourse', 'bench']));
    expect(readFileSync(`${root}.ci/run`, 'utf8')).toMatch(/npm ci\nnpm test/u);
  });

  it('lists every variable of the environment, and no other', () => {
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)` \|.*\|.*\|$/gmu)].map(([, name]) => name);
    expect(new Set(listed)).toEqual(new Set(environmentVariables.map(({ name }) => name)));
  });

  it('lists every reason with its meaning', () => {
    const listed = [...readme.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|$/gmu)].map(([, name, meaning]) => [
      name,
      meaning,
    ]);
    for (const reason of reasons) expect(listed).toContainEqual([reason, meanings[reason]]);
  });

  it('lists every command', () => {
    for (const command of createProgram().commands) expect(readme).toContain(`| \`${command.name()}\` |`);
  });

  it('lists every preset and every field', () => {
    for (const id of presetIds) expect(readme).toContain(id);
    for (const field of [...complaintFields, ledgerField]) expect(readme).toContain(`\`recourse_${field}\``);
  });

  it('lists all that a Slack app made by hand has to have', () => {
    const scopes = slackScopes.map(({ name }) => name);
    const things = [...scopes, ...slackEvents, slackCommand.command, slackShortcut.callbackId];
    expect(things.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('shows a policy that works', async () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/u.exec(readme) ?? [];
    const { policy } = await readPolicyText(yaml);
    expect(policy.ladder).toHaveLength(3);
  });

  it('lists every error code of the sources, and none that is gone', () => {
    const found = new Set<string>();
    const errors =
      /(?:new (?:SignatureError|PayloadError|ConfigError|InvariantError)\(\s*|code = |later\([^;]*?, |report\()'([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)'/gu;
    for (const file of sourceFiles(['core', 'integrations', 'apps'])) {
      for (const [, code = ''] of readFileSync(`${root}${file}`, 'utf8').matchAll(errors)) found.add(code);
    }
    expect(found.size).toBeGreaterThan(12);
    const mentioned = new Set([...readme.matchAll(/`([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)`/gu)].map(([, code = '']) => code));
    expect([...found].filter((code) => !code.startsWith('SANDBOX_') && !mentioned.has(code))).toEqual([]);
    const sources = sourceFiles(['core', 'integrations', 'apps'])
      .map((file) => readFileSync(`${root}${file}`, 'utf8'))
      .join('\n');
    const gone = [...mentioned].filter(
      (code) => !sources.includes(code.replace(/^(ZENDESK|FRESHDESK)_SIGNATURE_/u, '')),
    );
    // However it is written down: what is no code of ours is the system's or the sandbox's.
    const foreign = /^(?:SANDBOX_|XDG_|STATE_DIRECTORY$|ERR_|EAI_)/u;
    const isListed = (code: string): boolean =>
      mentioned.has(code) || [...mentioned].some((one) => one.endsWith(`_SIGNATURE_${code}`));
    const written = [...sources.matchAll(/'([A-Z]{3,}(?:_[A-Z0-9]+)+)'/gu)].map(([, code = '']) => code);
    expect(new Set(written.filter((code) => !isListed(code) && !foreign.test(code)))).toEqual(new Set());
    const derived = failureReasons.map((reason) => reason.toUpperCase().replaceAll('-', '_'));
    expect(gone.filter((code) => !derived.includes(code))).toEqual([]);
  });

  it('draws the folders that are there', () => {
    const tree = readme.slice(readme.indexOf('## Where things are'), readme.indexOf('## Licence'));
    for (const top of ['core', 'integrations', 'apps']) {
      const lines = tree
        .slice(tree.indexOf(`    ${top}/`))
        .split('\n')
        .slice(1);
      const drawn = lines
        .slice(
          0,
          lines.findIndex((line) => !line.startsWith('      ')),
        )
        .map((line) => line.trim().split('/')[0]);
      const there = readdirSync(`${root}${top}`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      expect(new Set(drawn)).toEqual(new Set(there.map(({ name }) => name)));
    }
  });

  it('links to what exists', () => {
    for (const [, path = ''] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/gu))
      expect(existsSync(`${root}${path}`), path).toBe(true);
  });

  it('promises nobody a certificate, and neither does anything else', () => {
    const promise = /ISO 10002[- ](certified|compliant|approved)|ISO (10002 )?requires/iu;
    expect(readme).not.toMatch(promise);
    for (const file of sourceFiles(['core', 'integrations', 'apps', 'manifests'])) {
      expect(readFileSync(`${root}${file}`, 'utf8'), file).not.toMatch(promise);
    }
  });
});
