import type { JSX } from 'preact';

import type { Instant } from '#core/time.ts';
import { formatSlackDate } from './slack-date.ts';
import type { Inline } from './slack-inline.ts';
import { parseMrkdwn, type Stretch } from './slack-mrkdwn.ts';

/** What a message needs to know of the workspace and its reader. */
export interface Reader {
  /** A person's or group's name by id; `undefined` where it is not known. */
  readonly people: (id: string) => string | undefined;
  /** A channel's name by id, without `#`. */
  readonly channels: (id: string) => string | undefined;
  readonly now: Instant;
  /** IANA zone for dates; absent: the browser's own. */
  readonly timeZone?: string;
}

/** A few of Slack's emoji names; the others stay as they are written. */
const emoji: ReadonlyMap<string, string> = new Map([
  ['warning', '⚠️'],
  ['rotating_light', '🚨'],
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔️'],
  ['x', '❌'],
  ['hourglass', '⌛'],
  ['hourglass_flowing_sand', '⏳'],
  ['alarm_clock', '⏰'],
  ['clock3', '🕒'],
  ['bell', '🔔'],
  ['red_circle', '🔴'],
  ['large_orange_circle', '🟠'],
  ['large_yellow_circle', '🟡'],
  ['large_green_circle', '🟢'],
  ['eyes', '👀'],
  ['memo', '📝'],
  ['scales', '⚖️'],
  ['arrow_up', '⬆️'],
]);

/** Text with emoji names turned into emoji. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji.get(name) ?? whole);
}

const circles: ReadonlyMap<string, string> = new Map([
  ['🔵', 'blue'],
  ['🟢', 'green'],
  ['🟠', 'orange'],
  ['🔴', 'red'],
  ['🟡', 'yellow'],
]);

/** Text with emoji, the coloured circles drawn as Slack draws them: machines without an emoji font know no colours. */
function drawn(text: string): JSX.Element {
  const parts = withEmoji(text).split(/([🔵🟢🟠🔴🟡])/u);
  return (
    <>
      {parts.map((part, index) => {
        const colour = circles.get(part);
        if (colour === undefined) return part;
        return <span key={index} class={`slack-circle ${colour}`} role="img" aria-label={`${colour} circle`} />;
      })}
    </>
  );
}

/** A text object: `plain_text` as it is written, `mrkdwn` with Slack's formatting. */
export function Text({ text, mrkdwn, reader }: { text: string; mrkdwn: boolean; reader: Reader }): JSX.Element {
  if (!mrkdwn) return <span class="slack-plain">{drawn(text)}</span>;
  return (
    <>
      {parseMrkdwn(text).map((stretch, index) => (
        <StretchView key={index} stretch={stretch} reader={reader} />
      ))}
    </>
  );
}

function StretchView({ stretch, reader }: { stretch: Stretch; reader: Reader }): JSX.Element {
  if (stretch.kind === 'preformatted') return <pre class="slack-pre">{stretch.text}</pre>;
  const inside = <InlineViews of={stretch.children} reader={reader} />;
  return stretch.kind === 'quote' ? <blockquote class="slack-quote">{inside}</blockquote> : <span>{inside}</span>;
}

function InlineViews({ of, reader }: { of: readonly Inline[]; reader: Reader }): JSX.Element {
  return (
    <>
      {of.map((inline, index) => (
        <InlineView key={index} inline={inline} reader={reader} />
      ))}
    </>
  );
}

const markTags = { bold: 'b', italic: 'i', strike: 's' } as const;

function InlineView({ inline, reader }: { inline: Inline; reader: Reader }): JSX.Element {
  switch (inline.kind) {
    case 'text':
      return <>{drawn(inline.text)}</>;
    case 'code':
      return <code class="slack-code">{inline.text}</code>;
    case 'break':
      return <br />;
    case 'marked': {
      const Tag = markTags[inline.mark];
      return (
        <Tag>
          <InlineViews of={inline.children} reader={reader} />
        </Tag>
      );
    }
    case 'link':
      return <Link url={inline.url}>{withEmoji(inline.label)}</Link>;
    case 'date':
      return <DateView date={inline} reader={reader} />;
    case 'mention':
      return <span class="slack-mention">{mentionText(inline, reader)}</span>;
  }
}

function mentionText(mention: Extract<Inline, { kind: 'mention' }>, reader: Reader): string {
  const { of, id, label } = mention;
  if (of === 'everyone') return `@${id}`;
  if (of === 'channel') return `#${reader.channels(id) ?? label ?? id}`;
  return `@${(reader.people(id) ?? label ?? id).replace(/^@/, '')}`;
}

function DateView({ date, reader }: { date: Extract<Inline, { kind: 'date' }>; reader: Reader }): JSX.Element {
  const at = date.seconds * 1000;
  const shown = formatSlackDate(at, date.format, { now: reader.now, timeZone: reader.timeZone });
  const time = (
    <time dateTime={new Date(at).toISOString()} title={date.fallback}>
      {shown}
    </time>
  );
  return date.url === undefined ? time : <Link url={date.url}>{time}</Link>;
}

/** A link out of the page; `url` was checked by whoever read it. */
export function Link({ url, children }: { url: string; children: preact.ComponentChildren }): JSX.Element {
  return (
    <a class="slack-link" href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
