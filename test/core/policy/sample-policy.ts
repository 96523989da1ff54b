import { compilePolicy } from '#core/policy/compile.ts';
import type { PolicyIssue } from '#core/policy/issue.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { PolicySource } from '#core/policy/schema.ts';

/** As little as a policy can say: London office hours, the default preset, one level, one channel. */
export const smallestSource: PolicySource = {
  version: '2026-11-01',
  approver: 'Head of Complaints',
  approvedOn: '2026-11-01',
  calendars: {
    office: {
      zone: 'Europe/London',
      hours: {
        mon: ['09:00-17:30'],
        tue: ['09:00-17:30'],
        wed: ['09:00-17:30'],
        thu: ['09:00-17:30'],
        fri: ['09:00-17:30'],
      },
      holidays: ['2026-12-25', '2026-12-28'],
    },
  },
  ladder: [{ name: 'Team lead', after: '1 hour', channel: 'complaints-leads' }],
  alerts: { channel: 'complaints' },
};

/** The compiled policy of the smallest source with some parts said otherwise; fails when it is not in order. */
export function samplePolicy(parts: Partial<PolicySource> = {}): Policy {
  const compiled = compilePolicy({ ...smallestSource, ...parts });
  if ('issues' in compiled) throw new Error(compiled.issues.map(issueLine).join('\n'));
  return compiled.policy;
}

/** What is wrong with the smallest source when some parts say otherwise, as `path: message (suggestion)`. */
export function issuesWith(parts: Record<string, unknown>): readonly string[] {
  const compiled = compilePolicy({ ...smallestSource, ...parts });
  return 'issues' in compiled ? compiled.issues.map(issueLine) : [];
}

function issueLine({ path, message, suggestion }: PolicyIssue): string {
  return `${path}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`;
}
