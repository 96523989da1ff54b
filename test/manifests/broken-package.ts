import { jsonFile, jsonOf, textFile, textOf } from '../../manifests/package-files.ts';
import { findFaults, type BuiltPackage, type PackageRule } from '../../manifests/package-rule.ts';

/** A package that somebody spoils: its parts may be changed in place. */
export interface Spoilt {
  readonly files: Map<string, Uint8Array>;
  readonly listing: Map<string, Uint8Array>;
  /** Changes the value of a JSON file, wherever in it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: (path: string, change: (value: any) => void) => void;
  /** Changes a text. */
  readonly text: (path: string, change: (text: string) => string) => void;
}

/** The codes of what is found in a package after somebody spoilt it. */
export function codesAfter(
  built: BuiltPackage,
  rules: readonly PackageRule[],
  spoil: (spoilt: Spoilt) => void,
): readonly string[] {
  const [files, listing] = [new Map(built.files), new Map(built.listing)];
  spoil({
    files,
    listing,
    json(path, change) {
      const value = jsonOf(files, path);
      change(value);
      files.set(path, jsonFile(value));
    },
    text(path, change) {
      const before = textOf(files, path) ?? '';
      const after = change(before);
      if (after === before) throw new Error(`nothing was spoilt in ${path}`);
      files.set(path, textFile(after));
    },
  });
  return [...new Set(findFaults({ ...built, files, listing }, rules).map(({ code }) => code))];
}

/** Ways to break a package, by the code of the rule that must notice. */
export type Breakages = Readonly<Record<string, readonly ((spoilt: Spoilt) => void)[]>>;
