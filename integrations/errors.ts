export const failureReasons = [
  'auth',
  'forbidden',
  'not-found',
  'closed',
  'rejected',
  'rate-limited',
  'unavailable',
  'timeout',
] as const;
/** Why a platform did not do what we asked. */
export type FailureReason = (typeof failureReasons)[number];

/** Whether to ask again later is decided here and nowhere else. */
const retryableReasons: ReadonlySet<FailureReason> = new Set(['rate-limited', 'unavailable', 'timeout']);

/** A platform refused, failed or did not answer. `code` is `PLATFORM_REASON`, e.g. `ZENDESK_RATE_LIMITED`. */
export class IntegrationError extends Error {
  readonly code: string;
  readonly reason: FailureReason;
  /** `unknown`: it may have been done all the same. */
  readonly outcome: 'not-done' | 'unknown';
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** How long the platform asked us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    platform: string,
    reason: FailureReason,
    detail: {
      readonly message: string;
      readonly outcome?: 'not-done' | 'unknown';
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(detail.message, { cause: detail.cause });
    this.name = 'IntegrationError';
    this.code = `${platform}_${reason}`.toUpperCase().replaceAll('-', '_');
    this.reason = reason;
    this.outcome = detail.outcome ?? 'not-done';
    this.status = detail.status;
    this.retryAfterMs = detail.retryAfterMs;
  }

  get retryable(): boolean {
    return retryableReasons.has(this.reason);
  }
}

/** Whether an answer came and could not be read: most likely it is longer than we take, and a part of it would do. */
export function isUnreadable(cause: unknown): boolean {
  return cause instanceof IntegrationError && cause.reason === 'rejected' && cause.status === 200;
}

/** A message that claims to come from a platform and does not prove it. Answered with 401, counted, never acted on. */
export class SignatureError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'SignatureError';
    this.code = code;
  }
}

/** A payload that is not what the platform documents. `path` says where, such as `ticket.created_at`; its text is never quoted. */
export class PayloadError extends Error {
  readonly code: string;
  readonly path: string;

  constructor(code: string, path: string, message: string) {
    super(message);
    this.name = 'PayloadError';
    this.code = code;
    this.path = path;
  }
}
