/** What the page asks a person to allow. */
export interface Asked {
  readonly appName: string;
  readonly team: { readonly id: string; readonly name: string };
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly scopes: readonly string[];
  /** The request's own query, kept for the answer. */
  readonly query: string;
}

/** In Slack's manner: what an app may see, and what it may do. */
const sees: readonly (readonly [scopes: RegExp, words: string])[] = [
  [/^(?:channels|groups):(?:read|history)$/u, 'Content and info about channels & conversations'],
  [/^users:/u, 'Content and info about your workspace'],
  [/^links:read$/u, 'URLs in messages'],
];
const does: readonly (readonly [scopes: RegExp, words: string])[] = [
  [/^(?:chat:write|links:write)/u, 'Perform actions in channels & conversations'],
  [/^commands$/u, 'Add shortcuts and slash commands that people can use'],
];

/** Slack's consent page, as far as an installation needs it. */
export function consentPage(asked: Asked): string {
  const { appName, team, teams, people, query } = asked;
  const others = teams
    .map(
      ({ id, name }) => `<option value="${escaped(id)}"${id === team.id ? ' selected' : ''}>${escaped(name)}</option>`,
    )
    .join('');
  const who = people.map(({ id, name }) => `<option value="${escaped(id)}">${escaped(name)}</option>`).join('');
  const action = `/oauth/v2/authorize?${escaped(query)}`;
  const title = `${escaped(appName)} is requesting permission to access the ${escaped(team.name)} Slack workspace`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body>
<header><span class="slack">slack</span>
<form class="switch" method="get" action="/oauth/v2/authorize">${hidden(query, ['team'])}<label>Workspace <select name="team">${others}</select></label> <button>Switch</button></form></header>
<main>
<div class="faces" aria-hidden="true"><span>${escaped(appName.slice(0, 1))}</span><i></i><span>${escaped(team.name.slice(0, 1))}</span></div>
<h1>${title}</h1>
<section><h2>What will ${escaped(appName)} be able to view?</h2><ul>${lines(asked.scopes, sees)}</ul></section>
<section><h2>What will ${escaped(appName)} be able to do?</h2><ul>${lines(asked.scopes, does)}</ul></section>
<form method="post" action="${action}"><input type="hidden" name="team" value="${escaped(team.id)}">
<label>Signed in as <select name="by">${who}</select></label>
<div class="go"><button name="decision" value="deny">Cancel</button><button class="allow" name="decision" value="allow">Allow</button></div></form>
</main>
</body>
</html>`;
}

function lines(scopes: readonly string[], groups: typeof sees): string {
  return groups
    .filter(([named]) => scopes.some((scope) => named.test(scope)))
    .map(([named, words]) => {
      const own = scopes.filter((scope) => named.test(scope)).map((scope) => `<code>${escaped(scope)}</code>`);
      return `<li><b>${words}</b><br>${own.join(' ')}</li>`;
    })
    .join('');
}

function hidden(query: string, without: readonly string[]): string {
  return [...new URLSearchParams(query)]
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
}

/** Slack's page for a request that is not as it must be: nobody is sent anywhere. */
export function oopsPage(error: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Slack</title><style>${style}</style><main><h1>Something went wrong when authorizing this app.</h1><p>Error details</p><p><code>${escaped(error)}</code></p></main></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const style = `
:root { color-scheme: light dark; --ink: #1d1c1d; --paper: #fff; --line: #dddddd; --edge: #868686; --small: #616061; --allow: #007a5a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #1a1d21; --line: #3a3d42; --edge: #8b8d91; --small: #b5b6b8; --allow: #00674c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.47 Lato, 'Helvetica Neue', Arial, sans-serif; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: 16px 24px; border-bottom: 1px solid var(--line); flex-wrap: wrap; }
.slack { font-size: 24px; font-weight: 900; letter-spacing: -1px; }
main { max-width: 560px; margin: 40px auto; padding: 0 20px; }
.faces { display: flex; justify-content: center; align-items: center; gap: 12px; }
.faces span { width: 64px; height: 64px; border-radius: 12px; display: grid; place-items: center; background: #17494d; color: #fff; font-size: 28px; font-weight: 900; }
.faces span:last-child { background: #4a154b; }
.faces i { width: 40px; border-top: 3px dotted var(--edge); }
h1 { font-size: 28px; line-height: 1.25; text-align: center; margin: 24px 0 32px; font-weight: 900; }
section { border: 1px solid var(--line); border-radius: 8px; padding: 16px 20px; margin: 0 0 12px; }
h2 { font-size: 15px; margin: 0 0 8px; }
ul { margin: 0; padding-left: 20px; }
li { margin: 6px 0; }
code { color: var(--small); font-size: 12px; }
label { color: var(--small); }
select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 4px; padding: 4px 8px; }
.go { display: flex; justify-content: flex-end; gap: 12px; margin: 24px 0 0; }
button { font: inherit; font-weight: 900; padding: 7px 20px; border-radius: 4px; border: 1px solid var(--edge); background: var(--paper); color: var(--ink); cursor: pointer; }
.allow { background: var(--allow); border-color: var(--allow); color: #fff; }
:focus-visible { outline: 3px solid #1d9bd1; outline-offset: 2px; }
`;
