import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { printPolicy } from '#core/policy/compiled.ts';
import { packAll, type Packed, type PackedZip } from '../../manifests/pack.ts';
import type { PackageFinding } from '../../manifests/package-rule.ts';
import { loadPanel } from '../../manifests/panel.ts';
import { readFreshdeskSources, readImages } from '../../manifests/resources.ts';
import { loadPolicy } from '../runtime/settings.ts';
import { readOurOrigin } from './our-origin.ts';
import { wrap, type Terminal } from './terminal.ts';
import { UseError } from './use-error.ts';

export interface PackageQuestion {
  readonly policy: string;
  readonly all: boolean;
  /** The folder the zips are put into. */
  readonly out: string;
  /** Where helpdesks and Slack reach the server. */
  readonly url?: string | undefined;
  readonly json: boolean;
}

/**
 * `recourse package --all`: builds the Zendesk, Freshdesk and Slack packages with a policy in them, checks them, and writes
 * them as zips and as folders. While anything is wrong nothing is written.
 *
 * @returns the exit code: 1 where something is wrong with a package
 * @throws {UseError} no --all, or --url is no address
 * @throws {ConfigError} the policy cannot be used
 */
export async function runPackage(question: PackageQuestion, terminal: Terminal): Promise<0 | 1> {
  if (!question.all) throw new UseError('which packages? write: recourse package --all --policy FILE');
  const origin = readOurOrigin(question.url, {});
  const policy = printPolicy(await loadPolicy(question.policy));
  const packed = packAll({
    policy,
    origin,
    panels: { zendesk: await loadPanel('zendesk'), freshdesk: await loadPanel('freshdesk') },
    images: await readImages(),
    freshdesk: await readFreshdeskSources(),
  });
  const folders = packed.zips.map(({ name, files }) => ({ name: folderName(name), files }));
  for (const { name, bytes } of packed.zips) await writeInto(question.out, new Map([[name, bytes]]));
  for (const { name, files } of folders) {
    await rm(join(question.out, name), { recursive: true, force: true });
    await writeInto(join(question.out, name), files);
  }
  terminal.write(question.json ? jsonOf(packed, question, policy.version) : textOf(packed, question, terminal));
  return packed.findings.length > 0 ? 1 : 0;
}

/** `recourse-freshdesk` of `recourse-freshdesk-0.1.0.zip`. */
function folderName(zip: string): string {
  return zip.replace(/-\d[\w.+-]*\.zip$/u, '');
}

async function writeInto(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

function jsonOf({ zips, findings, notes }: Packed, { out }: PackageQuestion, policyVersion: string): string {
  const packages = zips.map(({ name, bytes, files }) => ({
    file: join(out, name),
    folder: join(out, folderName(name)),
    bytes: bytes.length,
    files: files.size,
  }));
  return `${JSON.stringify({ packed: findings.length === 0, policy: policyVersion, packages, findings, notes })}\n`;
}

function textOf({ zips, findings, notes }: Packed, { out }: PackageQuestion, terminal: Terminal): string {
  if (findings.length > 0) return findingsText(findings, terminal);
  const { paint, width } = terminal;
  const longest = Math.max(...zips.map(({ name }) => name.length));
  const rows = zips.map(
    ({ name, bytes, files }: PackedZip) =>
      `  ${name.padEnd(longest)}  ${kilobytes(bytes.length).padStart(9)}  ${paint(`${files.size} files`, 'quiet')}`,
  );
  const told = notes.flatMap((note) => wrap(note, 4, width).map((line, at) => `  ${at === 0 ? '· ' : '  '}${line}`));
  return [
    `${paint('✔', 'good')} packed into ${out}, and as folders beside the zips`,
    '',
    ...rows,
    '',
    paint('Still to do', 'strong'),
    ...told,
    '',
  ].join('\n');
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

function findingsText(findings: readonly PackageFinding[], { paint }: Terminal): string {
  const lines = findings.flatMap(({ code, package: name, path, what, mend }) => [
    `${paint('✖', 'bad')} ${name}: ${what}`,
    `  → at ${path}`,
    `  → ${mend}`,
    `  → ${code}`,
  ]);
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return `${lines.join('\n')}\n\nNothing was packed: ${count}\n`;
}
