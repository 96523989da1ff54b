import type { SimulatedTime } from '#apps/sandbox/simulated-time.ts';
import { createLimits as freshdeskLimits, plans } from '#apps/sandbox/fake-freshdesk/limits.ts';
import { usualSwitches } from '#apps/sandbox/fake-freshdesk/switches.ts';
import { createLimits as zendeskLimits, enterprisePlan } from '#apps/sandbox/fake-zendesk/limits.ts';
import type { WindowKind } from '#apps/sandbox/fake-shared/budget-window.ts';
import { IntegrationError } from '#integrations/errors.ts';
import { freshdeskDraws, freshdeskReadings } from '#integrations/freshdesk/budgets.ts';
import type { HttpRequest } from '#integrations/http.ts';
import type { Hear, Pace, PacedCall, Urgency } from '#integrations/pace.ts';
import { zendeskDraws, zendeskReadings } from '#integrations/zendesk/budgets.ts';

/** The limits of a fake helpdesk, asked without HTTP: each way takes `wayMs`, and it says what it allowed and when. */
export interface PacedPlatform {
  readonly allowedAt: readonly number[];
  readonly refusedAt: readonly number[];
  send(pace: Pace, asked: HttpRequest, urgency?: Urgency, signal?: AbortSignal): Promise<void>;
  /** Another program of the same account takes so many calls of its budget. */
  elsewhere(calls: number): void;
}

interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: unknown;
}

interface Subject {
  admit(asked: HttpRequest): Admission;
  call(asked: HttpRequest, urgency: Urgency): PacedCall;
  hear(admission: Admission, call: PacedCall, hear: Hear): void;
  elsewhere(calls: number): void;
}

const never = new AbortController().signal;

const header = (headers: Readonly<Record<string, string>>) => (name: string) =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

export function zendeskLike(time: SimulatedTime, how: { window: WindowKind; perMinute?: number; wayMs?: number }) {
  const plan = { ...enterprisePlan, accountPerMinute: how.perMinute ?? 700, window: how.window };
  const limits = zendeskLimits(time, plan);
  return platform(time, how.wayMs ?? 1, {
    admit: ({ method, path }) => {
      const ticket = /tickets\/(\d+)/.exec(path)?.[1] ?? '';
      const special = path.includes('incremental') ? 'incremental' : method === 'PUT' ? 'ticket-update' : undefined;
      return limits.admit({ user: 1, limit: special, ticket });
    },
    call: (asked, urgency) => ({ lane: asked.path, urgency, draws: zendeskDraws(asked) }),
    hear: ({ headers }, { draws = [] }, hear) => hear(zendeskReadings(header(headers), draws)),
    elsewhere: (calls) => limits.useElsewhere(calls),
  });
}

export function freshdeskLike(
  time: SimulatedTime,
  how: { window: WindowKind; plan: keyof typeof plans; wayMs?: number },
) {
  const limits = freshdeskLimits(time, () => usualSwitches, { ...plans[how.plan], window: how.window });
  return platform(time, how.wayMs ?? 1, {
    admit: ({ method, path, query }) => {
      const isList = method === 'GET' && path.endsWith('/tickets');
      const included = String(query?.['include'] ?? '')
        .split(',')
        .filter((name) => name !== '').length;
      const credits = 1 + (isList ? 2 : 1) * included;
      const special = isList ? 'ticketsList' : method === 'PUT' ? 'ticketUpdate' : undefined;
      return limits.admit({ limit: special, credits });
    },
    call: (asked, urgency) => ({ lane: asked.path, urgency, draws: freshdeskDraws(asked) }),
    hear: ({ headers }, _call, hear) => hear(freshdeskReadings(header(headers))),
    elsewhere: (calls) => limits.useElsewhere(calls),
  });
}

function platform(time: SimulatedTime, wayMs: number, subject: Subject): PacedPlatform {
  const allowedAt: number[] = [];
  const refusedAt: number[] = [];
  return {
    allowedAt,
    refusedAt,
    send(pace, asked, urgency = 'ordinary', signal = never) {
      const call = subject.call(asked, urgency);
      return pace.run(call, signal, async (hear) => {
        await time.sleepUntil(time.now() + wayMs);
        const admission = subject.admit(asked);
        (admission.refusal === undefined ? allowedAt : refusedAt).push(time.now());
        await time.sleepUntil(time.now() + wayMs);
        subject.hear(admission, call, hear);
        if (admission.refusal === undefined) return;
        const seconds = Number(header(admission.headers)('retry-after'));
        const detail = { message: 'too many', status: 429, retryAfterMs: seconds * 1000 };
        throw new IntegrationError('zendesk', 'rate-limited', detail);
      });
    },
    elsewhere: (calls) => subject.elsewhere(calls),
  };
}

/** The part of what is allowed that was used, from the first allowed call over as many whole windows as there are. */
export function shareUsed(allowedAt: readonly number[], limit: number, windowMs: number): number {
  const windows = Math.floor((allowedAt.length - 1) / limit);
  const first = allowedAt[0] ?? 0;
  const last = allowedAt[windows * limit] ?? Number.NaN;
  return (windows * windowMs) / (last - first);
}
