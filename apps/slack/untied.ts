import { PayloadError } from '#integrations/errors.ts';
import { firstInput, isLinkPress, normaliseHomeOpened, normalisePlace } from '#integrations/slack/normalise.ts';
import { renderHomeNotice, renderNotice } from '#integrations/slack/notice.ts';
import { normaliseShortcut } from '#integrations/slack/report-form.ts';
import type { CallSlack } from '#integrations/slack/web-api.ts';
import { notConnected } from './not-connected.ts';
import { createTell } from './press.ts';
import type { ReportProblem } from './see-through.ts';

type Body = Record<string, unknown>;

function notHere(installAt: string): string {
  return `Recourse is not connected to a helpdesk in this workspace. An administrator can do that at ${installAt}`;
}

/**
 * What Slack is answered at once where a workspace is tied to no account: to a command where to connect it; to a form,
 * which may have been open when the last tie went, the same beside its first field, so that no typed word is lost.
 * `undefined`: nothing but that it came.
 */
export function answerUntied(body: Body, installAt: string): Body | undefined {
  const text = notHere(installAt);
  if (typeof body['command'] === 'string') return { response_type: 'ephemeral', text };
  const block = firstInput(body);
  return block === undefined ? undefined : { response_action: 'errors', errors: { [block]: text } };
}

/**
 * Tells whoever presses something, chooses the shortcut or looks at the Home of a workspace that is tied to no account,
 * where they did it. What was shown there of complaints goes. Never rejects.
 */
export async function tellUntied(
  body: Body,
  { callSlack, report }: { readonly callSlack: CallSlack; readonly report: ReportProblem },
  installAt: string,
): Promise<void> {
  const showHome = async (user: string): Promise<void> =>
    void (await callSlack('views.publish', { user_id: user, view: renderHomeNotice(notHere(installAt)) }));
  const answerPress = async (): Promise<void> => {
    // Their browser is at the ticket by now.
    if (isLinkPress(body)) return;
    const { view, ...place } = normalisePlace(body);
    if (view !== undefined) await callSlack('views.update', { view_id: view, view: renderNotice(notConnected) });
    if (place.channel === undefined) await showHome(place.user);
    else if (view === undefined) await createTell(callSlack, report)(place, notConnected);
  };
  try {
    const { type, event } = body as { readonly type?: unknown; readonly event?: { readonly type?: unknown } | null };
    if (type === 'block_actions') await answerPress();
    else if (type === 'message_action') {
      const { trigger } = normaliseShortcut(body);
      await callSlack('views.open', { trigger_id: trigger, view: renderNotice(notHere(installAt)) });
    } else if (event?.type === 'app_home_opened') {
      const opened = normaliseHomeOpened(event);
      if (opened !== undefined) await showHome(opened.user);
    }
  } catch (error) {
    report(error instanceof PayloadError ? error.code : 'SLACK_ANSWER_NOT_SHOWN');
  }
}
