import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { IntegrationError, type FailureReason } from '../errors.ts';
import { refusals } from './refusals.ts';
import { defaultRetryAfterMs, longestRetryAfterMs } from './limits.ts';

/**
 * What a failed call means. `certain`: it certainly was not done; otherwise it may have been.
 *
 * `code` is Slack's own word for it, or ours: `timeout`, `unreachable`, `http_502`, `unreadable`.
 */
export interface SlackFailure {
  readonly certain: boolean;
  readonly code: string;
  readonly reason: FailureReason;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** Asking again changes nothing until somebody mends something. */
  readonly permanent: boolean;
}

function waitMs(seconds: number | undefined): number {
  if (seconds === undefined || !Number.isFinite(seconds)) return defaultRetryAfterMs;
  return Math.min(Math.max(seconds, 1) * 1_000, longestRetryAfterMs);
}

function certainly(code: string, reason: FailureReason, detail: Partial<SlackFailure> = {}): SlackFailure {
  return {
    certain: true,
    code,
    reason,
    status: undefined,
    retryAfterMs: undefined,
    permanent: reason !== 'rate-limited' && reason !== 'unavailable',
    ...detail,
  };
}

function perhaps(code: string, detail: Partial<SlackFailure> = {}): SlackFailure {
  const reason: FailureReason = code === 'timeout' ? 'timeout' : 'unavailable';
  return { certain: false, code, reason, status: undefined, retryAfterMs: undefined, permanent: false, ...detail };
}

/** Nothing of ours reached Slack: the name was not found, nobody listened, or TLS was not agreed on. */
const beforeBytes =
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: unknown;
  readonly cause?: unknown;
}

function neverConnected(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 3) return false;
  const { code, syscall, errors, cause } = error as SystemError;
  // Where several addresses were tried, every one must have failed before bytes.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((one) => neverConnected(one, depth + 1));
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return (typeof code === 'string' && beforeBytes.test(code)) || neverConnected(cause, depth + 1);
}

function readPlatformError({ data }: WebAPIPlatformError): SlackFailure {
  const { error, response_metadata: metadata } = data;
  // web-api puts an answer that is not JSON, such as one cut off half-way, where the error's name should be.
  if (typeof error !== 'string' || !/^[a-z][a-z0-9_]{2,80}$/.test(error)) return perhaps('unreadable');
  const reason = refusals.get(error);
  if (reason === undefined) return perhaps(error);
  if (reason === 'rate-limited') return certainly(error, reason, { retryAfterMs: waitMs(metadata?.retryAfter) });
  return certainly(error, reason, error === 'team_added_to_org' ? { permanent: false } : {});
}

function readHttpError({ statusCode }: WebAPIHTTPError): SlackFailure {
  const code = `http_${statusCode}`;
  if (statusCode < 400 || statusCode >= 500 || statusCode === 408) return perhaps(code, { status: statusCode });
  const reason = ({ 401: 'auth', 403: 'forbidden', 404: 'not-found' } as const)[statusCode] ?? 'rejected';
  return certainly(code, reason, { status: statusCode });
}

/**
 * Reads an error of a call to Slack. A definite no is: no connection, 429, or a refusal that Slack documents as made
 * before anything was done. All else may have been done: a time limit, a cut connection, 5xx, `fatal_error`, an answer
 * that cannot be read, an error nobody documented.
 */
export function readFailure(error: unknown): SlackFailure {
  // There is no token to ask with: nothing was sent.
  if (error instanceof IntegrationError) {
    const { code, reason, status, retryAfterMs } = error;
    return certainly(code, reason, { status, retryAfterMs, permanent: !error.retryable });
  }
  if (error instanceof WebAPIRateLimitedError) {
    return certainly('ratelimited', 'rate-limited', { status: 429, retryAfterMs: waitMs(error.retryAfter) });
  }
  if (error instanceof WebAPIPlatformError) return readPlatformError(error);
  if (error instanceof WebAPIHTTPError) return readHttpError(error);
  if (error instanceof WebAPIRequestError) {
    if (error.original.name === 'TimeoutError') return perhaps('timeout');
    return neverConnected(error.original) ? certainly('unreachable', 'unavailable') : perhaps('connection_lost');
  }
  return perhaps('unreadable');
}

/** A failed look-up as the one error that integrations throw. Says Slack's code and the method; never an argument. */
export function toIntegrationError(error: unknown, method: string): IntegrationError {
  const { certain, code, reason, status, retryAfterMs } = readFailure(error);
  return new IntegrationError('slack', reason, {
    message: `Slack ${method} failed: ${code}`,
    outcome: certain ? 'not-done' : 'unknown',
    status,
    retryAfterMs,
  });
}
