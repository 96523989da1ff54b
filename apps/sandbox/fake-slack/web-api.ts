import { SECOND_MS } from '#core/time.ts';
import { refused, type Answer } from './answer.ts';
import { readArguments, readBearer, structureOf, textOf, type Call } from './call.ts';
import type { Faults, Strike } from './faults.ts';
import { methods } from './methods.ts';
import type { Desk } from './method.ts';
import type { Rates } from './rate.ts';
import type { Recorder } from './recorder.ts';
import type { BotToken } from './token.ts';

/** What goes back on the wire: an answer, a cut connection, or nothing at all (cut after `ms` where that is given). */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Answer | string;
      /** The answer breaks off in the middle. */
      readonly half?: true;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang'; readonly ms: number | undefined };

/** A request as it came: header values may be missing, the body is text. */
export interface RawCall {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What calls are served with. */
export interface WebApiParts {
  readonly desk: Desk;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly recorder: Recorder;
  readonly token: BotToken;
  /** `apps.connections.open`, the one method that takes the app's own token. */
  readonly openConnection: (token: string | undefined) => Answer;
}

/** Slack waits this long when it says nothing better. */
const usualRetryMs = 30 * SECOND_MS;

/** A call that came in, and the fault that strikes it. */
export interface Begun {
  readonly raw: RawCall;
  readonly call: Call | Answer;
  readonly strike: Strike | undefined;
  /** How long it is under way before it arrives. */
  readonly lateMs: number;
}

/** Reads a call and the dial of faults. */
export function begin(raw: RawCall, { desk: { workspace }, faults }: WebApiParts): Begun {
  const call = decode(raw);
  const target = workspace.channel('ok' in call ? undefined : textOf(call, 'channel'));
  const strike = faults.take(raw.method, (one) => target !== undefined && workspace.channel(one) === target);
  const own = strike?.what === 'latency' ? (strike.ms ?? SECOND_MS) : 0;
  return { raw, call, strike, lateMs: own + (strike?.lateMs ?? 0) };
}

/** Serves a call: fault, token, scope, rate, method; and remembers it. */
export function serve({ raw, call, strike }: Begun, parts: WebApiParts): Reply {
  const before = strike !== undefined && strike.what !== 'latency' && strike.what !== 'half' && !strike.after;
  const own = before ? struck(strike) : 'ok' in call ? answered(call) : perform(call, parts);
  const whole = strike?.after === true ? struck(strike) : own;
  const reply: Reply = strike?.what === 'half' && whole.kind === 'answer' ? { ...whole, half: true } : whole;
  remember(raw, call, { reply, parts });
  return reply;
}

function decode(raw: RawCall): Call | Answer {
  const args = readArguments(raw.contentType, raw.body);
  if (typeof args === 'string') return refused(args);
  const { token, ...rest } = args;
  const bearer = readBearer(raw.authorization);
  return { method: raw.method, token: bearer ?? (typeof token === 'string' ? token : undefined), args: rest };
}

function perform(call: Call, parts: WebApiParts): Reply {
  if (call.method === 'apps.connections.open') return answered(parts.openConnection(call.token));
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  if (method === undefined) return answered(refused('unknown_method', { req_method: call.method }));
  const problem = parts.token.problem(call.token);
  if (problem !== undefined) return answered(refused(problem));
  const granted = parts.desk.switches.scopes;
  if (method.scope !== undefined && granted !== undefined && !granted.includes(method.scope)) {
    return answered(refused('missing_scope', { needed: method.scope, provided: granted.join(',') }));
  }
  const channel = parts.desk.workspace.channel(textOf(call, 'channel'))?.id;
  const waitMs = parts.rates.admit(call.method, channel, parts.desk.time.now());
  return waitMs === undefined ? withScopes(answered(method.run(call, parts.desk)), granted) : limited(waitMs);
}

/** Slack says with every answer what the token may do. */
function withScopes(reply: Reply, granted: readonly string[] | undefined): Reply {
  if (reply.kind !== 'answer') return reply;
  return { ...reply, headers: { ...reply.headers, 'X-OAuth-Scopes': (granted ?? allScopes).join(',') } };
}

/** What a token that may do everything says: the methods' own scopes, those for private channels, links and commands. */
const allScopes: readonly string[] = [
  ...new Set([
    ...Object.values(methods).flatMap(({ scope }) => scope ?? []),
    'groups:read',
    'groups:history',
    'links:read',
    'commands',
  ]),
];

function answered(body: Answer): Reply {
  return { kind: 'answer', status: 200, headers: {}, body };
}

function limited(waitMs: number | undefined): Reply {
  const headers = waitMs === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / SECOND_MS))) };
  return { kind: 'answer', status: 429, headers, body: refused('ratelimited') };
}

function struck(strike: Strike): Reply {
  switch (strike.what) {
    case '429':
      return limited(strike.retryAfter ? (strike.ms ?? usualRetryMs) : undefined);
    case '500':
      return { kind: 'answer', status: 500, headers: {}, body: 'Internal Server Error' };
    case 'hang':
      return { kind: 'hang', ms: strike.ms };
    case 'reset':
      return { kind: 'reset' };
    case 'latency':
    case 'half':
    case 'error':
      return answered(refused(strike.code));
  }
}

function remember(
  raw: RawCall,
  call: Call | Answer,
  { reply, parts }: { readonly reply: Reply; readonly parts: WebApiParts },
): void {
  const body = reply.kind === 'answer' && typeof reply.body === 'object' ? reply.body : undefined;
  parts.recorder.add({
    at: parts.desk.time.now(),
    method: raw.method,
    args: 'ok' in call ? {} : decodedArguments(call),
    status: reply.kind === 'answer' ? reply.status : undefined,
    ok: body?.ok ?? false,
    error: body?.error,
  });
}

const structured: readonly string[] = ['blocks', 'metadata', 'attachments', 'view', 'unfurls'];

function decodedArguments(call: Call): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(call.args).map(([name, value]) => [
      name,
      structured.includes(name) ? structureOf(call, name) : value,
    ]),
  );
}
