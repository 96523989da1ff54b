import type { Direction } from './directed.ts';
import type { PlatformName } from './platform.ts';

/** One guard of the alert protocol, and how it is taken away: a line of the product, and what stands there without it. */
export interface Guard {
  readonly name: string;
  /** Where it matters; both where it is left out. */
  readonly platform?: PlatformName;
  readonly file: string;
  readonly line: string;
  readonly without: string;
  /** A schedule of its own that shows what it is for, where chance would seldom do. */
  readonly directed?: Direction;
  /** What the verdict has to say without it; anything where nothing is said. */
  readonly says?: RegExp;
}

/** Every guard; taking any of them away must make simulations fail, else they prove nothing. */
export const guards: readonly Guard[] = [
  {
    name: 'quiet second',
    platform: 'zendesk',
    file: 'integrations/zendesk/ticket-writer.ts',
    line: 'if (waitMs === 0) return seen;',
    without: 'if (waitMs >= 0) return seen;',
    directed: 'all-at-once',
  },
  {
    name: 'compare and set',
    platform: 'zendesk',
    file: 'integrations/zendesk/ticket-writer.ts',
    line: 'return { safe_update: true, updated_stamp: record.version, metadata',
    without: 'return { metadata',
  },
  {
    name: 'claim',
    file: 'apps/runtime/claim.ts',
    line: 'const claimed = await desk.ledger.claim(record, { keys, owner, channel, tags, sending: lease.begin }, signal);',
    without: "const claimed = 'held' as 'held' | 'conflict' | 'unknown';",
  },
  {
    name: 'look',
    file: 'apps/runtime/claim.ts',
    line: 'const found = await Promise.all(open.map((part) => look(turn, part)));',
    without: 'const found = open.map(() => undefined as Awaited<ReturnType<typeof look>>);',
  },
  {
    name: 'look at metadata',
    file: 'integrations/slack/look.ts',
    line: 'include_all_metadata: true,',
    without: 'include_all_metadata: false,',
  },
  {
    name: 'every key of a digest rides on it',
    file: 'integrations/slack/alert-channel.ts',
    line: 'const marks = request.entries.flatMap((entry) => entry.marks);',
    without: 'const marks = request.entries.slice(0, 1).flatMap((entry) => entry.marks);',
    directed: 'told-together',
  },
  {
    name: 'lease of a holder',
    file: 'apps/runtime/claim.ts',
    line: 'if (record.readAt < heldUntil)',
    without: 'if (record.readAt < 0)',
  },
  {
    name: 'deadline',
    file: 'apps/runtime/claim.ts',
    line: 'const latestAt = Math.min(deadlineAt - requestMs, judgedUntil);',
    without: 'const latestAt = judgedUntil;',
    directed: 'paused-holder',
  },
  {
    name: 'never before it is due',
    file: 'apps/runtime/claim.ts',
    line: 'if (dueInMs > 0) return later',
    without: 'if (dueInMs < 0) return later',
  },
  {
    name: 'no longer than it was judged for',
    file: 'apps/runtime/run.ts',
    line: 'const judgedUntil = (outcome.wakeAt ?? Infinity) - aheadMs;',
    without: 'const judgedUntil = Infinity;',
    directed: 'overtaken',
    says: /I5/u,
  },
  {
    name: 'grace',
    file: 'apps/runtime/claim.ts',
    line: 'return earlier.at + leaseMs + graceMs;',
    without: 'return earlier.at + leaseMs;',
    directed: 'latest-arrival',
  },
  {
    name: 'unknown is not refused',
    file: 'integrations/slack/alert-channel.ts',
    line: "return certain ? { outcome: 'refused', code, retryAfterMs, permanent } : { outcome: 'unknown', code };",
    without: "return { outcome: 'refused', code, retryAfterMs, permanent };",
  },
  {
    name: 'a 5xx may have been done',
    file: 'integrations/slack/failure.ts',
    line: 'if (statusCode < 400 || statusCode >= 500 || statusCode === 408) return perhaps(code, { status: statusCode });',
    without: "if (statusCode >= 500) return certainly(code, 'unavailable', { status: statusCode });",
    directed: 'answered-badly',
  },
  {
    name: 'no retry by the client',
    file: 'integrations/slack/web-api.ts',
    line: 'retryConfig: { retries: 0 },',
    without: 'retryConfig: { retries: 3, minTimeout: 1, maxTimeout: 1 },',
  },
  {
    name: 'the ledger outlives our tags',
    platform: 'zendesk',
    file: 'integrations/zendesk/normalise.ts',
    line: 'ledger: decodeLedger(ledger),',
    without: "ledger: ticket.tags.includes('recourse_open') ? decodeLedger(ledger) : [],",
  },
  {
    name: 'waiting for the list of notes',
    platform: 'freshdesk',
    file: 'integrations/freshdesk/limits.ts',
    line: 'export const listLagMs = 5 * SECOND_MS;',
    without: 'export const listLagMs = 0;',
  },
  {
    name: 'the first note holds',
    platform: 'freshdesk',
    file: 'integrations/freshdesk/claims.ts',
    line: 'if (holder !== undefined && entry.at < holder.at + claimStandsMs) continue;',
    without: '',
    directed: 'one-after-the-other',
  },
  {
    name: 'the helpdesk’s clock',
    file: 'apps/runtime/run.ts',
    line: 'const aheadMs = desk.clock.aheadMs();',
    without: 'const aheadMs = 0;',
  },
];
