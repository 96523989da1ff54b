import { readFile } from 'node:fs/promises';
import { policyPath } from '#apps/sandbox/company-day.ts';

/** The sandbox's policy with another part of recognition: what a person would have edited. */
export async function fernhillSource(recognition: string): Promise<string> {
  const text = await readFile(policyPath, 'utf8');
  const without = text.replace(/^recognition:\n(?:[ \t]+.*\n|\n|#.*\n)*/mu, '');
  return `${without.trimEnd()}\n${recognition}`;
}
