import type { Complaint } from '#core/complaint/complaint.ts';
import type { Policy } from '#core/policy/policy.ts';
import { referralBodies } from './referral-bodies.ts';
import type { Words } from './words.ts';

/** Where else the complainant may turn, by the rules in force for this complaint. */
export interface ReferralView {
  readonly bodies: readonly string[];
  readonly wordings: readonly { readonly preset: string; readonly text: string; readonly source: string }[];
}

/** The bodies and wordings of the presets in force; none where no preset names any. */
export function referralOf(complaint: Complaint | undefined, policy: Policy, words: Words): ReferralView {
  const presets = complaint?.presets ?? policy.obligations.map(({ preset }) => preset);
  const rules = [...new Set(presets)].flatMap((preset) => {
    const rule = referralBodies[preset];
    return rule === undefined ? [] : [{ preset, ...rule }];
  });
  return {
    bodies: [...new Set(rules.flatMap(({ bodies }) => bodies))],
    wordings: rules.map(({ preset, wording }) => ({
      preset,
      text: wording,
      source: words.t('referral_source', { preset }),
    })),
  };
}
