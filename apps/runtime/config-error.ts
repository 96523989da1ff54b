import type { PolicyIssue } from '#core/policy/issue.ts';

export const configCodes = [
  'POLICY_UNREADABLE',
  'POLICY_INVALID',
  'MODEL_UNREADABLE',
  'MODEL_INVALID',
  'SETTINGS_INVALID',
] as const;
/** `…_UNREADABLE`: no such file, too large, or no text; `…_INVALID`: what is in it; `SETTINGS_INVALID`: the environment. */
export type ConfigCode = (typeof configCodes)[number];

/** The operator has to change something before we can start. Its message lists every issue, for a terminal. */
export class ConfigError extends Error {
  readonly code: ConfigCode;
  readonly issues: readonly PolicyIssue[];
  /** The policy's, where one was read. */
  readonly file: string | undefined;

  constructor(code: ConfigCode, issues: readonly PolicyIssue[], cause?: unknown, file?: string) {
    super(describeIssues(issues), { cause });
    this.name = 'ConfigError';
    this.code = code;
    this.issues = issues;
    this.file = file;
  }
}

/** "3 issues" */
export function issueCount(issues: readonly PolicyIssue[]): string {
  return issues.length === 1 ? '1 issue' : `${issues.length} issues`;
}

/** Each issue as a person reads it: what is wrong, where, and what was probably meant. */
export function describeIssues(issues: readonly PolicyIssue[]): string {
  return issues
    .map(({ message, path, suggestion }) =>
      [
        `✖ ${message}`,
        ...(path === '' ? [] : [`  → at ${path}`]),
        ...(suggestion === undefined ? [] : [`  → ${suggestion}`]),
      ].join('\n'),
    )
    .join('\n\n');
}
