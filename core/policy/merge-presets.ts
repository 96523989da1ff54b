import type { MergedObligation } from './compile-obligation.ts';
import { nearestName, pathText, suggestName, type PolicyIssue } from './issue.ts';
import { presetIds, presets, type PresetId } from './presets.ts';
import type { ObligationSource } from './schema-obligation.ts';

/** First parts of ledger keys that are no obligation's: the card's, and those of escalation by hand. */
const reserved: readonly string[] = ['complaint', 'escalated'];

type Sources = Readonly<Record<string, ObligationSource>>;

/**
 * The obligations in force: the presets', in their order, with what the policy says otherwise; then the policy's own.
 *
 * Adds to `issues` what is switched off without being there, and own ones that lack what a preset would have given.
 */
export function mergePresets(
  names: readonly PresetId[],
  own: Sources,
  issues: PolicyIssue[],
): readonly MergedObligation[] {
  const inForce = [...new Set(names)].map((name) => presets[name]);
  const merged: MergedObligation[] = [];
  const known = new Set<string>();
  for (const preset of inForce) {
    for (const [id, source] of Object.entries(preset.obligations)) {
      known.add(id);
      const change = own[id];
      if (change?.off === true) continue;
      merged.push({
        id,
        preset: preset.id,
        regulatory: preset.regulatory,
        own: change,
        whole: overridden(source, change),
      });
    }
  }
  for (const [id, source] of Object.entries(own)) {
    if (known.has(id)) continue;
    if (reserved.includes(id)) {
      const message = `an obligation cannot be called '${id}': alerts of other kinds are kept under that name`;
      issues.push({ path: pathText(['obligations', id]), message, suggestion: undefined });
      continue;
    }
    if (source.off !== true && source.span !== undefined) {
      merged.push({ id, preset: 'policy', regulatory: false, own: source, whole: source });
      continue;
    }
    issues.push({ path: pathText(['obligations', id]), ...unknownObligation(id, source, [...known]) });
  }
  return merged;
}

/** The preset's obligation with the policy's words in place of its own, part by part. */
function overridden(source: ObligationSource, change: ObligationSource | undefined): ObligationSource {
  const said = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  return { ...source, ...Object.fromEntries(said) };
}

function unknownObligation(
  id: string,
  source: ObligationSource,
  known: readonly string[],
): { readonly message: string; readonly suggestion: string | undefined } {
  const elsewhere = presetIds.find((name) => id in presets[name].obligations);
  const message =
    source.off === true
      ? `obligation '${id}' is switched off, but no preset in force has it`
      : `obligation '${id}' has no span, and no preset in force gives it one`;
  if (nearestName(id, known) === undefined && elsewhere !== undefined) {
    return { message, suggestion: `add ${elsewhere} to presets` };
  }
  return { message, suggestion: suggestName(id, known) };
}
