import { z } from 'zod';
import { policySchema } from './schema.ts';

/** The policy file's shape as JSON Schema (draft 7, which editors of YAML understand). */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' });
}
