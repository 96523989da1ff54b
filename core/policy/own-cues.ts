import { ownCuePrefix } from '../complaint/cue-pack-check.ts';
import { compileCuePack } from '../complaint/cue-pack.ts';
import { mostStepsAtAWord } from '../complaint/cue-bound.ts';
import { findPhrases } from '../complaint/cue-matcher.ts';
import type { OwnCue, OwnCues } from '../complaint/cue-packs.ts';
import { groups } from '../complaint/cues/groups.ts';
import { cueLanguages } from '../complaint/cues/version.ts';
import { pathText, type PolicyIssue } from './issue.ts';
import type { CheckedPolicy } from './schema.ts';

type RecognitionPart = CheckedPolicy['recognition'];

/** So many steps at a word keep the reading of 64 KiB of text under a tenth of a second. */
const mostSteps = 500;

/** A company's cues and rules as recognition takes them: plain data. */
export function ownCuesOf({ language, cues, categories }: RecognitionPart): OwnCues {
  return {
    language,
    cues: Object.entries(cues).map(([name, cue]) => ownCue(name, cue)),
    categories: categories.map(({ category, words, tags }) => ({
      category,
      words,
      tags: tags.map((tag) => tag.toLowerCase()),
    })),
  };
}

function ownCue(name: string, cue: RecognitionPart['cues'][string]): OwnCue {
  const role = groups.find(({ id }) => id === cue.group)?.role ?? 'adds';
  const weight = role === 'marks' ? 0 : role === 'damps' ? -cue.weight : cue.weight;
  return {
    id: `${ownCuePrefix}${name}`,
    group: cue.group,
    weight,
    patterns: cue.phrases,
    examples: cue.examples.length > 0 ? cue.examples : cue.phrases,
    signals: cue.signals,
    ...(cue.language !== undefined && { language: cue.language }),
    ...(cue.category !== undefined && { category: cue.category }),
  };
}

/**
 * Adds to `issues` what is wrong with a company's cues beyond their shape: examples in which they are not found, and
 * phrases so entangled that a hostile text would take long to read.
 */
export function checkOwnCues(recognition: RecognitionPart, issues: PolicyIssue[]): void {
  const own = ownCuesOf(recognition);
  if (own.cues.length === 0 && own.categories.length === 0) return;
  for (const language of cueLanguages) {
    const mine = own.cues.filter((cue) => cue.language === undefined || cue.language === language);
    const matcher = matcherOf(mine, own, language);
    const steps = mostStepsAtAWord(matcher);
    if (steps > mostSteps) {
      issues.push({
        path: 'recognition.cues',
        message: `the phrases are entangled: a word can take ${steps} steps, and ${mostSteps} are the most`,
        suggestion: 'write fewer phrases that begin with the same words, or smaller gaps in them',
      });
      return;
    }
    if (language === own.language) for (const cue of mine) issues.push(...checkExamples(cue, own, recognition));
  }
}

function matcherOf(cues: readonly OwnCue[], own: OwnCues, language: string) {
  const rules = own.categories.filter(({ words }) => words.length > 0);
  return compileCuePack({
    name: 'own',
    version: '1',
    language,
    elision: language === 'fr' || language === 'it',
    thresholds: { yes: 1, possible: 1 },
    groups,
    cues: cues.map((cue) => ({ ...cue })),
    categories: rules.map(({ words }, at) => ({ id: `rule ${at}`, patterns: words })),
    quoting: {
      introductions: [],
      separators: [],
      headers: [],
      footers: [],
      automaticSubjects: [],
      automaticOpenings: [],
    },
  }).matcher;
}

function checkExamples(cue: OwnCue, own: OwnCues, { cues }: RecognitionPart): readonly PolicyIssue[] {
  const name = cue.id.slice(ownCuePrefix.length);
  const matcher = matcherOf([cue], { ...own, categories: [] }, cue.language ?? own.language);
  return (cues[name]?.examples ?? []).flatMap((example, at) => {
    const isFound = findPhrases(example, [{ start: 0, end: example.length }], matcher).matches.length > 0;
    if (isFound) return [];
    const path = pathText(['recognition', 'cues', name, 'examples', at]);
    return [{ path, message: 'the cue is not found in this example', suggestion: undefined }];
  });
}
