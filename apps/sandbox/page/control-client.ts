import type { Explanation, SandboxState, TicketAddress } from '../model.ts';

/** A minute is long for loopback, and short enough that a visitor learns that something hangs. */
const longestMs = 60_000;

/** The control server refused, in words for the visitor. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

interface Refusal {
  readonly error?: { readonly message?: string };
}

async function send(path: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(`/sandbox/${path}`, { ...init, signal: AbortSignal.timeout(longestMs) });
  const body: unknown = await answer.json();
  if (answer.ok) return body;
  throw new RefusedError((body as Refusal).error?.message ?? `The sandbox answered ${String(answer.status)}.`);
}

/** Does something in the sandbox. @throws {RefusedError} with words for the visitor */
export async function post(path: string, body: unknown): Promise<unknown> {
  return send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function readState(): Promise<SandboxState> {
  return (await send('state', {})) as SandboxState;
}

export async function readExplanation({ platform, account, id }: TicketAddress): Promise<Explanation> {
  const query = new URLSearchParams({ platform, id, ...(account === undefined ? {} : { account }) });
  return (await send(`explain?${query.toString()}`, {})) as Explanation;
}
