import { contentRules } from '../content-rules.ts';
import { panelPages } from '../panel.ts';
import type { PackageRule } from '../package-rule.ts';
import { zendeskListingRules } from './listing-rules.ts';
import { zendeskManifestRules } from './manifest-rules.ts';
import { zendeskParameterRules } from './parameter-rules.ts';
import { zendeskRequirementRules } from './requirement-rules.ts';

/** All that a package of a Zendesk app must keep to. */
export const zendeskRules: readonly PackageRule[] = [
  ...zendeskManifestRules,
  ...zendeskParameterRules,
  ...zendeskRequirementRules,
  ...zendeskListingRules,
  ...contentRules({ page: `assets/${panelPages.zendesk}`, policy: 'assets/policy.json' }),
];
