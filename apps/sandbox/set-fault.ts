import { z } from 'zod';
import { faultKinds } from './fake-zendesk/faults.ts';
import type { Fakes } from './fakes.ts';
import { SandboxError } from './model.ts';

const common = { times: z.number().int().positive().optional(), ms: z.number().int().nonnegative().optional() };

const shape = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('nothing') }),
  z.strictObject({
    on: z.literal('zendesk'),
    kind: z.enum(faultKinds),
    method: z.string().optional(),
    pathIncludes: z.string().optional(),
    after: z.boolean().optional(),
    ...common,
  }),
  z.strictObject({
    on: z.literal('zendesk-webhooks'),
    lateMs: z.number().int().nonnegative().optional(),
    doubleEvery: z.number().int().positive().optional(),
    loseEvery: z.number().int().positive().optional(),
    reorderEvery: z.number().int().positive().optional(),
  }),
  z.strictObject({
    on: z.literal('slack'),
    kind: z.string(),
    method: z.string().optional(),
    channel: z.string().optional(),
    ...common,
  }),
]);

/**
 * Makes a fake misbehave: `{"on": "zendesk", "kind": "500-after", "method": "PUT", "times": 3}`, `{"on": "slack", "kind":
 * "429"}`; `{"on": "nothing"}` mends everything.
 *
 * @throws {SandboxError} SANDBOX_NO_SUCH_FAULT
 */
export function setFault(request: Readonly<Record<string, unknown>>, { zendesk, slack }: Fakes): void {
  const parsed = shape.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SandboxError(
      'SANDBOX_NO_SUCH_FAULT',
      `A fault that is not known: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    );
  }
  const fault = parsed.data;
  switch (fault.on) {
    case 'nothing':
      zendesk.faults.clear();
      zendesk.webhooks.setDials({});
      slack.faults.clear();
      break;
    case 'zendesk': {
      const { on: _on, method, pathIncludes, ...rest } = fault;
      zendesk.faults.set({ ...rest, match: { method, pathIncludes } });
      break;
    }
    case 'zendesk-webhooks': {
      const { on: _on, ...dials } = fault;
      zendesk.webhooks.setDials(given(dials));
      break;
    }
    case 'slack': {
      const { kind, method, channel, times, ms } = fault;
      slack.faults.set({ kind, match: given({ method, channel }), ...given({ times, ms }) });
      break;
    }
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what was left out. */
function given<T extends object>(from: T): Given<T> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as Given<T>;
}
