import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { printPolicy } from '#core/policy/compiled.ts';
import { packAll, type Packed } from '../../manifests/pack.ts';
import { loadPanel } from '../../manifests/panel.ts';
import { readFreshdeskSources, readImages } from '../../manifests/resources.ts';
import { loadPolicy } from '../runtime/settings.ts';
import { readOurOrigin } from './our-origin.ts';
import { folderName, packedJson, packedText } from './package-text.ts';
import type { Terminal } from './terminal.ts';
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
 * @throws {UseError} no --all, --url is no address, or the folder cannot be written to
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
  await writeAll(packed, question.out).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new UseError(`the packages cannot be written to ${question.out}`, cause);
  });
  const { out, json } = question;
  terminal.write(json ? packedJson(packed, out, policy.version) : packedText(packed, out, terminal));
  return packed.findings.length > 0 ? 1 : 0;
}

async function writeAll(packed: Packed, out: string): Promise<void> {
  const folders = packed.zips.map(({ name, files }) => ({ name: folderName(name), files }));
  for (const { name, bytes } of packed.zips) await writeInto(out, new Map([[name, bytes]]));
  for (const { name, files } of folders) {
    await rm(join(out, name), { recursive: true, force: true });
    await writeInto(join(out, name), files);
  }
}

async function writeInto(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}
