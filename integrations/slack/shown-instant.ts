import { toIso, type Instant } from '#core/time.ts';

/**
 * An instant in the reader's own zone and words; UTC where Slack cannot show it so.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function shownInstant(at: Instant): string {
  if (Number.isNaN(new Date(at).getTime())) return '–';
  const utc = `${toIso(at).slice(0, -8).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at / 1_000)}^{date_short_pretty} at {time}|${utc}>`;
}
