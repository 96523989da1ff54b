import { join } from 'node:path';
import type { Packed, PackedZip } from '../../manifests/pack.ts';
import type { PackageFinding } from '../../manifests/package-rule.ts';
import { wrap, type Terminal } from './terminal.ts';

/** `recourse-freshdesk` of `recourse-freshdesk-0.1.0.zip`. */
export function folderName(zip: string): string {
  return zip.replace(/-\d[\w.+-]*\.zip$/u, '');
}

/** For programs: what was packed and where, or everything that is wrong. */
export function packedJson({ zips, findings, notes }: Packed, out: string, policyVersion: string): string {
  const packages = zips.map(({ name, bytes, files }) => ({
    file: join(out, name),
    folder: join(out, folderName(name)),
    bytes: bytes.length,
    files: files.size,
  }));
  return `${JSON.stringify({ packed: findings.length === 0, policy: policyVersion, packages, findings, notes })}\n`;
}

/** For a person: what was packed, how large it is and what is left to do; or everything that is wrong, and how to mend it. */
export function packedText({ zips, findings, notes }: Packed, out: string, terminal: Terminal): string {
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
