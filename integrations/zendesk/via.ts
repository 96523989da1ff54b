/** How something came about. The channel is a word or a number, in small letters. */
export interface Via {
  readonly channel: string | undefined;
  readonly rel: string | undefined;
  /** From where and to where, as it came. */
  readonly source: { readonly from?: unknown; readonly to?: unknown } | undefined;
}

const noVia: Via = { channel: undefined, rel: undefined, source: undefined };

/** Reads how something came about. It is never what a payload is refused for: what is odd says nothing. */
export function readVia(value: unknown): Via {
  if (typeof value === 'string' || typeof value === 'number') return inChannel(value);
  if (typeof value !== 'object' || value === null) return noVia;
  const { channel, source } = value as { readonly channel?: unknown; readonly source?: unknown };
  if (typeof source !== 'object' || source === null) return inChannel(channel);
  const { rel } = source as { readonly rel?: unknown };
  return { channel: wordOf(channel), rel: typeof rel === 'string' ? rel : undefined, source };
}

function inChannel(channel: unknown): Via {
  return { channel: wordOf(channel), rel: undefined, source: undefined };
}

function wordOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
