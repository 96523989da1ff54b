import { policyJsonSchema } from '#core/policy/schema-json.ts';

/**
 * `recourse check --schema`: the policy file's shape as JSON Schema, for editors. In YAML, the first line
 * `# yaml-language-server: $schema=recourse.schema.json` names the file it was written to.
 */
export function policySchemaText(): string {
  return `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
}
