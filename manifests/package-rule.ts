import type { PackageFiles } from './package-files.ts';

/** A package ready to be zipped, and what a person needs beside it to submit it. */
export interface BuiltPackage {
  /** `zendesk-marketplace`; part of the zip's name. */
  readonly name: string;
  readonly files: PackageFiles;
  /** Pictures and texts for the marketplace's form; in no package. */
  readonly listing: PackageFiles;
  /** For everybody on a marketplace; else for one account. */
  readonly isPublic: boolean;
}

/** Where a rule is broken, and how. */
export interface Fault {
  readonly path: string;
  readonly what: string;
}

/** One thing a marketplace, its validator or we ask of a package. */
export interface PackageRule {
  /** In capitals; a test breaks a package for each. */
  readonly code: string;
  /** What to do about it. */
  readonly mend: string;
  readonly find: (built: BuiltPackage) => readonly Fault[];
}

/** A broken rule. While there is one, nothing is packed. */
export interface PackageFinding extends Fault {
  readonly code: string;
  readonly package: string;
  readonly mend: string;
}

/** Everything that is wrong with a package, in the order of the rules. */
export function findFaults(built: BuiltPackage, rules: readonly PackageRule[]): readonly PackageFinding[] {
  return rules.flatMap(({ code, mend, find }) =>
    find(built).map(({ path, what }) => ({ code, package: built.name, path, what, mend })),
  );
}

/** A fault for each of some paths. */
export function faultsAt(paths: Iterable<string>, what: (path: string) => string): readonly Fault[] {
  return [...paths].map((path) => ({ path, what: what(path) }));
}

/** Whether a value is an object with keys. */
export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A part of a JSON value by its keys; `undefined` where the way ends before. */
export function partOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (here, key) => (isGroup(here) && Object.hasOwn(here, key) ? here[key] : undefined),
    value,
  );
}

/** A part that ought to be an object; empty where it is none. */
export function groupOf(value: unknown, ...keys: readonly string[]): Readonly<Record<string, unknown>> {
  const part = partOf(value, ...keys);
  return isGroup(part) ? part : {};
}

/** A part that ought to be a text; empty where it is none. */
export function wordsOf(value: unknown, ...keys: readonly string[]): string {
  const part = partOf(value, ...keys);
  return typeof part === 'string' ? part : '';
}

/** A part that ought to be a list; empty where it is none. */
export function listOf(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const part = partOf(value, ...keys);
  return Array.isArray(part) ? part : [];
}
