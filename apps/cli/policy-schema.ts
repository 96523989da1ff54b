import { z } from 'zod';
import { policySchema } from '#core/policy/schema.ts';

/**
 * The policy file's shape as JSON Schema, for editors: draft 7, which those of YAML understand.
 *
 * In YAML, a first line `# yaml-language-server: $schema=policy.schema.json` names the file it was written to.
 */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' });
}
