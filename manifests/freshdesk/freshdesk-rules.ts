import { contentRules } from '../content-rules.ts';
import { panelPages } from '../panel.ts';
import type { PackageRule } from '../package-rule.ts';
import { freshdeskCodeRules } from './code-rules.ts';
import { freshdeskConfigRules } from './config-rules.ts';
import { freshdeskManifestRules } from './manifest-rules.ts';

/** All that a folder must keep to before `fdk pack` is worth a try. */
export const freshdeskRules: readonly PackageRule[] = [
  ...freshdeskManifestRules,
  ...freshdeskConfigRules,
  ...freshdeskCodeRules,
  ...contentRules({ page: `app/${panelPages.freshdesk}`, policy: 'app/policy.json' }),
];
