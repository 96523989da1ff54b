import { fileURLToPath } from 'node:url';
import { readFolder, type PackageFiles } from './package-files.ts';

/** Whether the program runs from its sources; else it is bundled into one file, beside which its resources lie. */
export const isClone: boolean = import.meta.url.endsWith('.ts');

/** Where a folder of this repository is, or its copy beside the bundle. */
export function folderOf(inClone: string, inBundle: string): string {
  return fileURLToPath(new URL(isClone ? `../${inClone}` : `./${inBundle}`, import.meta.url));
}

/** Logos, icon and screenshots, by file name. */
export async function readImages(): Promise<PackageFiles> {
  return readFolder(folderOf('manifests/images', 'manifests/images'));
}

/** The Freshdesk app's own sources: handlers, checks, tests. */
export async function readFreshdeskSources(): Promise<PackageFiles> {
  const files = await readFolder(folderOf('manifests/freshdesk', 'manifests/freshdesk'));
  return new Map([...files].filter(([path]) => path.endsWith('.js')));
}
