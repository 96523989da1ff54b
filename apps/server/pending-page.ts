import { refText } from '#core/ticket.ts';
import { toIso, type Instant } from '#core/time.ts';
import type { Waiting } from '#apps/runtime/pending.ts';
import { whatToDo } from './what-to-do.ts';

/** Rows of the page; the count above them is of all. */
const mostRows = 500;

/** What keeps alerts from an account's workspace, or what people do there from us, whether anything waits or not. */
export interface Notice {
  /** `zendesk acme`; `slack` where it concerns every account. */
  readonly account: string;
  readonly code: string;
  /** Slack's id of the workspace; `undefined` where the account has none. */
  readonly team: string | undefined;
}

/** What waits, as data. Tickets by number, nothing of what stands in them. */
export function pendingData(all: readonly Waiting[], now: Instant, notices: readonly Notice[] = []): object {
  return {
    at: toIso(now),
    notices: notices.map(({ account, code, team }) => ({
      account,
      code,
      workspace: team ?? null,
      whatToDo: whatToDo(code),
    })),
    count: all.length,
    oldestSeconds: secondsOf(all[0], now),
    pending: all.slice(0, mostRows).map(({ ticket, key, channel, code, since, retryAt }) => ({
      ticket: refText(ticket),
      alert: key ?? null,
      channel: channel ?? null,
      code,
      since: toIso(since),
      ageSeconds: Math.max(0, Math.floor((now - since) / 1_000)),
      retryAt: retryAt === undefined ? null : toIso(retryAt),
      whatToDo: whatToDo(code),
    })),
  };
}

/** How long the oldest has waited; 0 where nothing waits. */
export function secondsOf(oldest: Waiting | undefined, now: Instant): number {
  return oldest === undefined ? 0 : Math.max(0, Math.floor((now - oldest.since) / 1_000));
}

/** Only this page's own style, and nothing else at all. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The same for people. */
export function pendingPage(all: readonly Waiting[], now: Instant, notices: readonly Notice[] = []): string {
  const rows = all.slice(0, mostRows).map((waiting) => rowOf(waiting, now));
  const oldest = all[0] === undefined ? '' : ` The oldest has waited ${ageOf(now - all[0].since)}.`;
  const said =
    all.length === 0
      ? 'Nothing waits: every alert that is due stands in its channel.'
      : `${all.length === 1 ? 'One alert waits' : `${all.length} alerts wait`} to be posted.${oldest}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${all.length} pending · Recourse</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Pending alerts</h1>
${notices.map(noticeOf).join('\n')}
<p class="${all.length === 0 ? 'calm' : 'open'}">${said}</p>
${rows.length === 0 ? '' : tableOf(rows)}
<p class="small">As of <time datetime="${toIso(now)}">${toIso(now).slice(0, 19).replace('T', ' ')} UTC</time>. Load the page again for the present state.</p>
</main>
</body>
</html>
`;
}

function noticeOf({ account, code, team }: Notice): string {
  const where = team === undefined ? account : `${account}, Slack workspace ${team}`;
  return `<p class="open">${escaped(where)}: <code>${escaped(code)}</code> ${escaped(whatToDo(code))}</p>`;
}

function tableOf(rows: readonly string[]): string {
  return `<div class="scroll" role="region" aria-label="Pending alerts" tabindex="0">
<table>
<thead><tr><th scope="col">Ticket</th><th scope="col">Alert</th><th scope="col">Channel</th><th scope="col">Waiting</th><th scope="col">Code</th><th scope="col">What to do</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>`;
}

function rowOf({ ticket, key, channel, code, since }: Waiting, now: Instant): string {
  const cells = [
    key === undefined ? 'not known: the ticket cannot be read or written' : alertOf(key),
    channel === undefined ? '–' : `#${channel}`,
    ageOf(now - since),
  ].map((text) => `<td>${escaped(text)}</td>`);
  const name = `${ticket.platform} ${ticket.account} ${ticket.id}`;
  return `<tr><th scope="row">${escaped(name)}</th>${cells.join('')}<td><code>${escaped(code)}</code></td><td>${escaped(whatToDo(code))}</td></tr>`;
}

/** `acknowledge:breach:2026-…` as "acknowledge, breach". */
function alertOf(key: string): string {
  return key.split(':').slice(0, 2).join(', ').replaceAll('-', ' ');
}

function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 2 * 3_600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3_600)} h`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const style = `
:root { color-scheme: light dark; --ink: #1d1c1a; --paper: #fbfaf8; --line: #d9d5ce; --small: #5c5850; --open: #9a3412; --calm: #166534; }
@media (prefers-color-scheme: dark) { :root { --ink: #eeebe6; --paper: #1a1917; --line: #45413b; --small: #b3ada3; --open: #fdba74; --calm: #86efac; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
.open { color: var(--open); font-weight: 600; }
.calm { color: var(--calm); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--small); font-weight: 600; }
tbody th { font-weight: 600; }
.small { color: var(--small); font-size: .875rem; }
`;
