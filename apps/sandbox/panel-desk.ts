import { printPolicy } from '#core/policy/compiled.ts';
import type { WorkingCompany } from './company-day.ts';
import { SandboxError, type SandboxModel } from './model.ts';

/** Longer than any answer of a fake, and short enough that a panel learns that something hangs. */
const longestMs = 20_000;

/** What the product's panels ask of the helpdesks they stand in. */
export function createPanelDesk(
  companies: readonly WorkingCompany[],
  settle: () => Promise<void>,
): Pick<SandboxModel, 'panelPolicy' | 'panelRequest'> {
  const companyOf = (platform: string): WorkingCompany => {
    const company = companies.find((one) => one.platform === platform);
    if (company !== undefined) return company;
    throw new SandboxError('SANDBOX_NO_SUCH_DESK', `There is no ${platform} here.`, 404);
  };
  return {
    panelPolicy: (platform) => printPolicy(companyOf(platform).policy),
    async panelRequest({ platform, method, path, body }) {
      const { fakes, you } = companyOf(platform);
      const { origin, authorization } = fakes.panelAccess(you.agent.email);
      const answer = await fetch(`${origin}${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(longestMs),
      });
      const text = await answer.text();
      if (method !== 'GET') await settle();
      return { status: answer.status, date: answer.headers.get('date') ?? '', body: jsonOf(text) };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
