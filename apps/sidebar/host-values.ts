/** Whether a value is an object whose keys may be looked at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key, `undefined` for anything else. */
export function textAt(value: unknown, key: string): string | undefined {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The zone that a helpdesk names; `undefined` where this browser does not know it. @param name  IANA, or as Rails calls it */
export function zoneNamed(name: string | undefined): string | undefined {
  try {
    return name === undefined
      ? undefined
      : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Where an installation's settings say that Slack is, `https://acme.slack.com`; only Slack's own addresses are opened. */
export function slackIn(settings: unknown): string | undefined {
  return /^https:\/\/[a-z0-9-]{1,80}\.slack\.com/u.exec(textAt(settings, 'slack_url') ?? '')?.[0];
}
