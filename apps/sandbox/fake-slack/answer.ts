/** What a Web API method answers, as the object that becomes JSON. `ok` first, as Slack writes it. */
export type Answer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;

/** A call that did what was asked. */
export function done(body: Readonly<Record<string, unknown>> = {}): Answer {
  return { ok: true, ...body };
}

/** A call that was refused: HTTP 200 with `ok: false`, one of the method's documented error codes and what else it says. */
export function refused(error: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { ok: false, error, ...more };
}
