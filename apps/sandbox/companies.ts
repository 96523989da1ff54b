import { fileURLToPath } from 'node:url';
import type { Company } from './company/company.ts';
import * as fernhillPeople from './company/people.ts';
import * as saltmarshPeople from './company/saltmarsh/people.ts';
import { stories as saltmarshStories } from './company/saltmarsh/stories.ts';
import { stories as fernhillStories } from './company/stories.ts';

/** A furniture shop that works in Zendesk. */
export const fernhill: Company = {
  account: 'fernhill',
  platform: 'zendesk',
  name: fernhillPeople.companyName,
  about: 'furniture shop',
  agents: fernhillPeople.agents,
  supervisors: fernhillPeople.supervisors,
  you: { agent: fernhillPeople.agents.priya, supervisor: fernhillPeople.supervisors.dev },
  stories: fernhillStories,
  policyPath: fileURLToPath(new URL('./fernhill.policy.yaml', import.meta.url)),
};

/** An internet provider that works in Freshdesk. */
export const saltmarsh: Company = {
  account: 'saltmarsh',
  platform: 'freshdesk',
  name: saltmarshPeople.companyName,
  about: 'internet provider',
  agents: saltmarshPeople.agents,
  supervisors: saltmarshPeople.supervisors,
  you: { agent: saltmarshPeople.agents.aisha, supervisor: saltmarshPeople.supervisors.nadia },
  stories: saltmarshStories,
  policyPath: fileURLToPath(new URL('./saltmarsh.policy.yaml', import.meta.url)),
};
