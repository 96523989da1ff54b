import type { CueGroupSource, CuePackSource, CueSource } from './cue-pack.ts';
import { parsePhrase } from './cue-phrase.ts';

/** One fault of a pack; `path` says where, such as `cues.3.patterns.0`. */
export interface CuePackIssue {
  readonly path: string;
  readonly message: string;
}

/** With which the ids of a company's own cues begin. */
export const ownCuePrefix = 'own.';

const mostCues = 2_000;
const mostPatterns = 200;

/** Everything that is wrong with a pack, at once; empty for one that can be compiled. */
export function checkCuePack(source: CuePackSource): readonly CuePackIssue[] {
  const issues: CuePackIssue[] = [];
  const { yes, possible } = source.thresholds;
  if (!(possible > 0 && yes >= possible)) {
    issues.push({ path: 'thresholds', message: 'possible must be above 0, and yes not below possible' });
  }
  if (source.cues.length > mostCues) issues.push({ path: 'cues', message: `more than ${mostCues} cues` });
  issues.push(...repeated(source.groups, 'groups'), ...repeated(source.cues, 'cues'));
  issues.push(...repeated(source.categories, 'categories'));
  const groups = new Map(source.groups.map((group) => [group.id, group]));
  const categories = new Set(source.categories.map((category) => category.id));
  source.cues.forEach((cue, at) => {
    const path = `cues.${at}`;
    issues.push(...checkCue(cue, groups.get(cue.group), path), ...checkPatterns(cue.patterns, path));
    // A company's own cue may speak for a category of its own, which is told by that cue alone.
    if (cue.category !== undefined && !cue.id.startsWith(ownCuePrefix) && !categories.has(cue.category)) {
      issues.push({ path: `${path}.category`, message: `undefined category '${cue.category}'` });
    }
  });
  source.categories.forEach((category, at) => issues.push(...checkPatterns(category.patterns, `categories.${at}`)));
  return issues;
}

function repeated(list: readonly { readonly id: string }[], path: string): readonly CuePackIssue[] {
  const seen = new Set<string>();
  return list.flatMap(({ id }, at) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [{ path: `${path}.${at}.id`, message: `'${id}' is there twice` }] : [];
  });
}

function checkCue(cue: CueSource, group: CueGroupSource | undefined, path: string): readonly CuePackIssue[] {
  if (group === undefined) return [{ path: `${path}.group`, message: `undefined group '${cue.group}'` }];
  const issues: CuePackIssue[] = [];
  if (!weightFits(cue.weight, group)) {
    issues.push({ path: `${path}.weight`, message: `${cue.weight} does not fit a group that ${group.role}` });
  }
  if (cue.examples.length === 0) issues.push({ path: `${path}.examples`, message: 'needs an example' });
  return issues;
}

function weightFits(weight: number, group: CueGroupSource): boolean {
  if (!Number.isFinite(weight)) return false;
  if (group.role === 'marks') return weight === 0;
  return group.role === 'damps' ? weight < 0 : weight > 0;
}

function checkPatterns(patterns: readonly string[], path: string): readonly CuePackIssue[] {
  if (patterns.length === 0) return [{ path: `${path}.patterns`, message: 'needs a pattern' }];
  if (patterns.length > mostPatterns) return [{ path: `${path}.patterns`, message: `more than ${mostPatterns}` }];
  return patterns.flatMap((pattern, at) => {
    const phrase = parsePhrase(pattern);
    return 'fault' in phrase ? [{ path: `${path}.patterns.${at}`, message: phrase.fault }] : [];
  });
}
