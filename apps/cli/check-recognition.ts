import { ownCuePrefix } from '#core/complaint/cue-pack-check.ts';
import type { OwnCue } from '#core/complaint/cue-packs.ts';
import { severities } from '#core/complaint/vocabulary.ts';
import type { Policy } from '#core/policy/policy.ts';

/** By what a ticket is taken for a complaint, and what the company adds to the shipped cues. */
export function recognitionLines({ recognition }: Policy): readonly string[] {
  const { yes, possible, complaintTags, own } = recognition;
  const tags =
    complaintTags.length === 0 ? 'by no tag and no form' : `by its tags or its form: ${complaintTags.join(', ')}`;
  return [
    'What is taken for a complaint',
    `  by its words, from a score of ${yes} on; from ${possible} on it may be one, and a person is asked`,
    `  ${tags}`,
    `  a text that does not tell its language is read as ${own.language}`,
    ...own.cues.map((cue) => `  ${cueWords(cue)}`),
    ...own.categories.map(({ category, words, tags: tagged }) => {
      const tagWords = tagged.length === 0 ? [] : [`tagged ${tagged.join(' or ')}`];
      return `  it is about ${category} where it says: ${[...words, ...tagWords].join(', ')}`;
    }),
  ];
}

/** “your own cue smart-meter (dissatisfied, +2, in en; gives money): smart meter, meter read*” */
function cueWords({ id, group, weight, patterns, language, category, signals = [] }: OwnCue): string {
  const facts = [
    group,
    weight > 0 ? `+${weight}` : String(weight),
    ...(language === undefined ? [] : [`in ${language}`]),
    ...(category === undefined ? [] : [`about ${category}`]),
    ...(signals.length === 0 ? [] : [`gives ${signals.join(', ')}`]),
  ];
  return `your own cue ${id.slice(ownCuePrefix.length)} (${facts.join(', ')}): ${patterns.join(', ')}`;
}

/** How grave a complaint is taken to be, and who may see that somebody may be vulnerable. */
export function severityLines({ severity, vulnerability: { visibleTo } }: Policy): readonly string[] {
  const byGravity = severities.toReversed().flatMap((grave) => {
    const rules = severity.rules.filter((rule) => rule.severity === grave);
    return rules.length === 0 ? [] : [`  ${grave} by ${rules.map(({ when }) => when.join(' with ')).join(', ')}`];
  });
  return [
    'How grave it is',
    ...byGravity,
    `  ${severity.base} otherwise`,
    visibleTo.length === 0
      ? '  that somebody may be vulnerable is shown to nobody'
      : `  that somebody may be vulnerable is shown to ${visibleTo.join(', ')} alone`,
  ];
}
