import { z } from 'zod';
import { faultKinds } from './fake-shared/fault.ts';
import type { WorkingCompany } from './company-day.ts';
import type { CompanyFakes } from './fakes.ts';
import { SandboxError } from './model.ts';

const common = { times: z.number().int().positive().optional(), ms: z.number().int().nonnegative().optional() };

const helpdeskFault = {
  kind: z.enum(faultKinds),
  method: z.string().optional(),
  pathIncludes: z.string().optional(),
  after: z.boolean().optional(),
  ...common,
};
const webhookDials = {
  lateMs: z.number().int().nonnegative().optional(),
  doubleEvery: z.number().int().positive().optional(),
  loseEvery: z.number().int().positive().optional(),
  reorderEvery: z.number().int().positive().optional(),
};

const shape = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('nothing') }),
  z.strictObject({ on: z.enum(['zendesk', 'freshdesk']), ...helpdeskFault }),
  z.strictObject({ on: z.enum(['zendesk-webhooks', 'freshdesk-webhooks']), ...webhookDials }),
  z.strictObject({
    on: z.literal('slack'),
    /** Of the company whose workspace is meant; all of them where it is left out. */
    account: z.string().optional(),
    kind: z.string(),
    method: z.string().optional(),
    channel: z.string().optional(),
    ...common,
  }),
]);

/**
 * Makes a fake misbehave: `{"on": "freshdesk", "kind": "500-after", "method": "PUT", "times": 3}`, `{"on": "slack",
 * "kind": "429"}`; `{"on": "nothing"}` mends everything.
 *
 * @throws {SandboxError} SANDBOX_NO_SUCH_FAULT
 */
export function setFault(
  request: Readonly<Record<string, unknown>>,
  companies: readonly Pick<WorkingCompany, 'account' | 'platform' | 'fakes'>[],
): void {
  const parsed = shape.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SandboxError(
      'SANDBOX_NO_SUCH_FAULT',
      `A fault that is not known: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    );
  }
  const fault = parsed.data;
  for (const { account, platform, fakes } of companies) {
    if (fault.on === 'nothing') mend(fakes);
    else if (fault.on === 'slack') {
      if ((fault.account ?? account) === account) setSlack(fault, fakes);
    } else if (fault.on.startsWith(platform)) setHelpdesk(fault, fakes);
  }
}

type HelpdeskFault = Exclude<z.infer<typeof shape>, { on: 'slack' | 'nothing' }>;

function setHelpdesk(fault: HelpdeskFault, { helpdesk }: CompanyFakes): void {
  if ('kind' in fault) {
    const { on: _on, method, pathIncludes, ...rest } = fault;
    helpdesk.faults.set({ ...rest, match: { method, pathIncludes } });
  } else {
    const { on: _on, ...dials } = fault;
    helpdesk.webhooks.setDials(given(dials));
  }
}

function mend({ helpdesk, slack }: CompanyFakes): void {
  helpdesk.faults.clear();
  helpdesk.webhooks.setDials({});
  slack.faults.clear();
}

type SlackFault = Extract<z.infer<typeof shape>, { on: 'slack' }>;

function setSlack({ kind, method, channel, times, ms }: SlackFault, { slack }: CompanyFakes): void {
  slack.faults.set({ kind, match: given({ method, channel }), ...given({ times, ms }) });
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what was left out. */
function given<T extends object>(from: T): Given<T> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as Given<T>;
}
