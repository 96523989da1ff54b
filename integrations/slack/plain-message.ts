const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * A message's text as people see it, for a place where nothing of it means anything: links as their words and address,
 * mentions as a name with an @, entities as what they stand for. Marks of bold and the like stay.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function plainMessage(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/<([^<>]*)>/gu, (_, inner: string) => shown(inner))
    .replaceAll(/&(?:lt|gt|amp);/gu, (entity) => entities[entity] ?? entity)
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\p{Cc}--[\n\t]]/gv, '')
    .trim();
}

function shown(inner: string): string {
  const [target = '', ...words] = inner.split('|');
  const label = words.join('|');
  if (target.startsWith('@')) return `@${label.replace(/^@/u, '') || 'somebody'}`;
  if (target.startsWith('#')) return `#${label || 'channel'}`;
  if (target.startsWith('!')) return target.startsWith('!date') ? label : `@${label.replace(/^@/u, '') || 'all'}`;
  const address = target.replace(/^mailto:/u, '');
  return label === '' || label === address ? address : `${label} (${address})`;
}
