/** Links that the app was told of and took note of in time; only those may be unfurled. */
export interface Links {
  /** The domains the app asked to be told of. Slack takes five at most. */
  readonly domains: readonly string[];
  set(domains: readonly string[]): void;
  told(channel: string, ts: string, urls: readonly string[]): void;
  of(channel: string, ts: string): readonly string[];
}

const mostDomains = 5;
/** Messages whose links are remembered; the oldest are forgotten. */
const mostKept = 1_000;

/** The app asked for no domain yet. */
export function createLinks(): Links {
  const kept = new Map<string, readonly string[]>();
  let domains: readonly string[] = [];
  return {
    get domains() {
      return domains;
    },
    set(given) {
      if (given.length > mostDomains) throw new RangeError(`Slack unfurls the links of ${mostDomains} domains at most`);
      domains = given;
    },
    told(channel, ts, urls) {
      kept.set(`${channel} ${ts}`, urls);
      const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
    },
    of: (channel, ts) => kept.get(`${channel} ${ts}`) ?? [],
  };
}

/** The links of a text to one of these domains or below them, each once, with its domain. */
export function linksIn(text: string, domains: readonly string[]): { readonly url: string; readonly domain: string }[] {
  const found = new Map<string, string>();
  for (const [url] of text.matchAll(/https?:\/\/[^\s<>|"]+/g)) {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    const domain = domains.find((one) => host === one || host.endsWith(`.${one}`));
    if (domain !== undefined) found.set(url, domain);
  }
  return [...found].map(([url, domain]) => ({ url, domain }));
}
