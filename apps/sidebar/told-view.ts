import type { Alert, Complaint } from '#core/complaint/complaint.ts';
import { isHeadKey } from '#core/decide/place.ts';
import type { Clock } from '#core/sla/clock.ts';
import { promiseTitle } from './clock-view.ts';
import type { PanelInput } from './view-model.ts';
import type { Key, Words } from './words.ts';

/** One thing that people were told. */
export interface ToldView {
  readonly key: string;
  readonly text: string;
  readonly state: string;
  /** Where the message can be opened; `undefined` where there is none of its own, as in a digest. */
  readonly href: string | undefined;
}

/** What people were told of a complaint, the latest first. What a stronger message spoke for is left out. */
export function toldOf(complaint: Complaint, clocks: readonly Clock[], input: PanelInput): readonly ToldView[] {
  const { words, now, slackUrl } = input;
  return complaint.alerts
    .flatMap((alert) => (alert.postedAt === undefined || alert.coveredBy !== undefined ? [] : [{ ...alert }]))
    .toSorted((a, b) => (b.postedAt ?? 0) - (a.postedAt ?? 0))
    .map((alert) => ({
      key: alert.key,
      text: textOf(alert, clocks, words),
      state: `${words.moment(alert.postedAt ?? now, now)} · ${words.t(`told_${alert.state}` as Key, { by: alert.by ?? '' })}`,
      href: hrefOf(alert, slackUrl),
    }));
}

function textOf({ key }: Alert, clocks: readonly Clock[], words: Words): string {
  const [id = '', step = ''] = key.split(':');
  // A sign in another channel is a card as well.
  if (isHeadKey(key)) return words.t('told_card');
  const level = /^level-(\d+)$/u.exec(step)?.[1];
  if (id === 'escalated') return words.t('told_by_hand', { n: level ?? '' });
  const clock = clocks.find(({ obligation }) => obligation.id === id);
  const promise = clock === undefined ? id : promiseTitle(clock, words);
  if (level !== undefined) return words.t('told_level', { n: level, promise });
  if (step.startsWith('warn')) return words.t('told_warning', { promise });
  return words.t(step === 'late' ? 'told_late' : 'told_breach', { promise });
}

/**
 * A message's address is made of its channel's id and its own, which a channel's name cannot take the place of. Where
 * nobody said which workspace it is, Slack finds it: it opens the channel in the workspace that the person is in, and goes
 * to the message where it can.
 *
 * @see https://docs.slack.dev/interactivity/deep-linking (the channel; that `message_ts` is heeded is not promised there)
 */
function hrefOf({ channel, message }: Alert, slackUrl: string | undefined): string | undefined {
  if (message === undefined) return undefined;
  if (!/^[CGD][A-Z0-9]{2,20}$/u.test(channel) || !/^\d{1,12}\.\d{6}$/u.test(message)) return undefined;
  if (slackUrl === undefined) return `https://slack.com/app_redirect?channel=${channel}&message_ts=${message}`;
  return `${slackUrl}/archives/${channel}/p${message.replace('.', '')}`;
}
