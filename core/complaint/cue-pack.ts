import { InvariantError } from '../invariant.ts';
import { buildMatcher } from './cue-tree.ts';
import type { CueMatcher } from './cue-tree.ts';
import { checkCuePack } from './cue-pack-check.ts';
import type { VulnerabilityDriver } from './vocabulary.ts';

export const cueRoles = ['decides', 'adds', 'amplifies', 'damps', 'marks'] as const;
/**
 * What the cues of a group do. `decides`: one is enough for `yes`. `adds` and `damps`: their weights are summed.
 * `amplifies`: adds, but only beside a cue that adds or decides. `marks`: gives a signal and no
 * weight, beside whatever else the same words say; without a signal it only keeps other cues from its words.
 */
export type CueRole = (typeof cueRoles)[number];

export interface CueGroupSource {
  readonly id: string;
  /** For people: "Still waiting". */
  readonly title: string;
  readonly role: CueRole;
  /** The most this group may add to the score, or take from it: more of the same is not more of a complaint. */
  readonly cap: number;
  /** What the severity matrix may ask for, such as `waiting`; each cue of the group gives them. */
  readonly signals: readonly string[];
}

/** Words that speak for a judgement. */
export interface CueSource {
  /** Unique in the pack; begins with the group by custom: `waiting.still`. */
  readonly id: string;
  readonly group: string;
  /** Above zero where the group adds, below where it damps, zero where it marks. */
  readonly weight: number;
  /** Phrases, in the small language of `cue-phrase.ts`. */
  readonly patterns: readonly string[];
  /** Sentences in which the cue must be found; a test holds that. At least one. */
  readonly examples: readonly string[];
  /** Beside those of the group. */
  readonly signals?: readonly string[];
  /** The category this cue speaks for, if it speaks for one. */
  readonly category?: string;
  /** Says nothing behind one of the pack's denials: "no damage". */
  readonly deniable?: boolean;
  /** Of what kind the vulnerability is that these words may tell of. */
  readonly driver?: VulnerabilityDriver;
}

/** Words that tell what a complaint is about, and nothing of whether it is one. */
export interface CategorySource {
  readonly id: string;
  readonly patterns: readonly string[];
}

/** How mail programs of this language show what is not the writer's own. All compared in small letters. */
export interface QuotingSource {
  /** First words and last word of the line above quoted history: "On" … "wrote:". */
  readonly introductions: readonly { readonly starts: string; readonly ends: string }[];
  /** Lines that begin quoted history, bare of dashes: "original message". */
  readonly separators: readonly string[];
  /** First words of a header copied into a reply: "from:" followed within four lines by "sent:". */
  readonly headers: readonly { readonly first: string; readonly second: string }[];
  /** Lines a device adds: "sent from my". */
  readonly footers: readonly string[];
  /** Beginnings of the subject of a message no person wrote. */
  readonly automaticSubjects: readonly string[];
  /** First words of a message no person wrote. */
  readonly automaticOpenings: readonly string[];
}

/** A pack of cues for one language, as data: it can be written in JSON, versioned, and tried on past tickets. */
export interface CuePackSource {
  readonly name: string;
  readonly version: string;
  /** ISO 639-1. */
  readonly language: string;
  /** Words that deny what follows within two words, such as "no" and "without". None: nothing is denied. */
  readonly denials?: readonly string[];
  /** Whether an apostrophe parts two words, as in "l'attente". */
  readonly elision?: boolean;
  /** The bands the weights were made for; a policy may choose others. */
  readonly thresholds: { readonly yes: number; readonly possible: number };
  readonly groups: readonly CueGroupSource[];
  readonly cues: readonly CueSource[];
  readonly categories: readonly CategorySource[];
  readonly quoting: QuotingSource;
}

/** A cue with its group's part looked up. */
export interface CompiledCue {
  readonly id: string;
  readonly group: CueGroupSource;
  readonly weight: number;
  readonly signals: readonly string[];
  readonly category: string | undefined;
  readonly driver: VulnerabilityDriver | undefined;
}

/** A pack made ready to read with: one scan of a text finds all its cues. */
export interface CuePack {
  /** Name and version, as recognitions carry them: `en-core 1.0.0`. */
  readonly id: string;
  readonly source: CuePackSource;
  /** In the source's order; matches name them by their place here. */
  readonly cues: readonly CompiledCue[];
  readonly byId: ReadonlyMap<string, CompiledCue>;
  readonly matcher: CueMatcher;
}

/**
 * Makes a pack ready to read with.
 *
 * @throws {InvariantError} CUE_PACK_INVALID, naming every fault that `checkCuePack` finds
 */
export function compileCuePack(source: CuePackSource): CuePack {
  const issues = checkCuePack(source);
  if (issues.length > 0) {
    const list = issues.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
    throw new InvariantError('CUE_PACK_INVALID', `The cue pack cannot be used: ${list}`);
  }
  const groups = new Map(source.groups.map((group) => [group.id, group]));
  const cues = source.cues.flatMap((cue): readonly CompiledCue[] => {
    const group = groups.get(cue.group);
    if (group === undefined) return [];
    const signals = [...new Set([...group.signals, ...(cue.signals ?? [])])];
    return [{ id: cue.id, group, weight: cue.weight, signals, category: cue.category, driver: cue.driver }];
  });
  return {
    id: `${source.name} ${source.version}`,
    source,
    cues,
    byId: new Map(cues.map((cue) => [cue.id, cue])),
    matcher: buildMatcher(
      source.cues.map(({ patterns, deniable }, at) => ({
        patterns,
        deniable: deniable === true,
        yields: (cues[at]?.weight ?? 0) < 0,
        aside: cues[at]?.group.role === 'marks' && cues[at].signals.length > 0,
      })),
      source.categories.map((category) => category.patterns),
      { denials: source.denials ?? [], elision: source.elision === true },
    ),
  };
}
