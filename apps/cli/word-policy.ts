import { compileCuePacks, type CuePacks } from '#core/complaint/cue-packs.ts';
import { shippedCues } from '#core/complaint/cues/shipped.ts';
import type { WordPolicy } from '#core/complaint/judge-words.ts';
import { tellsSomething } from '#core/complaint/model-source.ts';
import { modelInUse } from '#core/complaint/model.ts';
import { ownCuesOf } from '#core/policy/own-cues.ts';
import { policySchema } from '#core/policy/schema.ts';
import { loadModel } from '../runtime/model-file.ts';
import { loadPolicy } from '../runtime/settings.ts';

/** By what words are judged, and with which our fields begin. */
export type PrefixedWords = WordPolicy & { readonly prefix: string };

/**
 * By what words are judged: a policy file's cues, thresholds and severity matrix, or those that hold where no policy says
 * otherwise; and the model of a file, or else the policy's own.
 *
 * @throws {ConfigError} a policy or model that cannot be used
 */
export async function loadWordPolicy(files: {
  readonly policy?: string | undefined;
  readonly model?: string | undefined;
}): Promise<PrefixedWords> {
  const { recognition, severity, prefix } = files.policy === undefined ? usualWords() : await loadPolicy(files.policy);
  const model = files.model === undefined ? recognition.model : await loadModel(files.model);
  return { recognition: { ...recognition, model }, severity, prefix };
}

function usualWords(): PrefixedWords {
  const recognition = policySchema.shape.recognition.parse(undefined);
  const own = ownCuesOf(recognition);
  const { yes, possible, tags: complaintTags } = recognition;
  const severity = policySchema.shape.severity.parse(undefined);
  return {
    recognition: { pack: compileCuePacks(shippedCues, own), own, yes, possible, complaintTags },
    severity,
    prefix: policySchema.shape.prefix.parse(undefined),
  };
}

/** Why a model that was named does not judge, for people; `undefined` where it does or none was named. */
export function whyModelIsIdle({ recognition: { model } }: WordPolicy): string | undefined {
  if (model === undefined || modelInUse(model) !== undefined) return undefined;
  const { figures } = model;
  if (!tellsSomething(figures)) return 'The model is not used: it found nothing that tells complaints from others.';
  const { model: own, cues, worseParts, parts } = figures;
  return `The model is not used: on tickets it had not seen its macro F1 was ${own.macroF1}, that of the cues ${cues.macroF1}, and it was worse on ${worseParts} of ${parts} parts.`;
}

/** The same judging for texts whose language is known and need not be told from the words. */
export function inLanguages(policy: WordPolicy): (language: string | undefined) => WordPolicy {
  const made = new Map<string, WordPolicy>();
  const { pack } = policy.recognition;
  return (language) => {
    if (language === undefined) return policy;
    const known = pack.languages.includes(language) ? language : 'unknown';
    const ready = made.get(known) ?? { ...policy, recognition: { ...policy.recognition, pack: spoken(pack, known) } };
    made.set(known, ready);
    return ready;
  };
}

function spoken(pack: CuePacks, language: string): CuePacks {
  return {
    id: pack.id,
    languages: pack.languages,
    usual: pack.usual,
    get byId() {
      return pack.byId;
    },
    quoting: pack.quoting,
    rules: pack.rules,
    languageOf: () => language,
    packOf: pack.packOf,
  };
}
