import type { Obligation } from '#core/sla/obligation.ts';

/** Which complaints an obligation concerns, in words; no line where it concerns all. */
export function predicateLines({ onlyIf = {} }: Pick<Obligation, 'onlyIf'>): readonly string[] {
  const { severity, category, channel, brand, tag, notTag, stage } = onlyIf;
  const parts = [
    ...listed(severity, (some) => `of ${some} severity`),
    ...listed(category, (some) => `about ${some}`),
    ...listed(channel, (some) => `by ${some}`),
    ...listed(brand, (some) => `of the brand ${some}`),
    ...listed(tag, (some) => `tagged ${some}`),
    ...listed(notTag, (some) => `not tagged ${some}`),
    ...(stage === undefined ? [] : [`at stage ${stage}`]),
  ];
  return parts.length === 0 ? [] : [`only complaints ${parts.join(', ')}`];
}

function listed(names: readonly string[] | undefined, words: (some: string) => string): readonly string[] {
  return names === undefined ? [] : [words(names.join(' or '))];
}
