import { render, type JSX } from 'preact';
import { browserZone, yearsAround } from './browser-time.ts';
import type { PanelHost } from './host.ts';
import { createJudge, type PanelJudge } from './judging.ts';
import { loadStrings } from './strings.ts';
import { Callout } from './view/primitives.tsx';
import { Panel } from './view/panel.tsx';
import { languageOf, wordsIn, type Words } from './words.ts';

/** The policy that was packed with the panel. */
export async function packedPolicy(): Promise<unknown> {
  const answer = await fetch('./policy.json');
  return answer.json();
}

/**
 * Shows the panel in the page's `#panel`, or why there is none.
 *
 * @param policy  as `recourse check --compile` prints it; asked for before the host is there, so that neither waits
 */
export async function start(connecting: Promise<PanelHost>, policy: Promise<unknown>): Promise<void> {
  const root = document.querySelector('#panel');
  // Most people have set their browser to the language they set in the helpdesk: it is fetched while nothing else is.
  void loadStrings(languageOf(navigator.language));
  // A helpdesk that does not say beside which ticket this is has not said who looks at it either.
  const host = await connecting.catch((): undefined => undefined);
  if (root === null) return;
  const locale = host?.locale ?? navigator.language;
  const language = languageOf(locale);
  document.documentElement.lang = language;
  const [strings, judge] = await Promise.all([loadStrings(language), judgeOf(policy)]);
  const words = wordsIn(strings, locale, host?.zone ?? browserZone());
  render(shownBy({ host, judge, words }), root);
}

function shownBy(on: {
  readonly host: PanelHost | undefined;
  readonly judge: PanelJudge | undefined;
  readonly words: Words;
}): JSX.Element {
  const { host, judge, words } = on;
  if (host === undefined) return <NoPanel text={words.t('read_failed')} />;
  return judge === undefined ? <NoPanel text={words.t('policy_failed')} /> : <Panel {...{ host, judge, words }} />;
}

async function judgeOf(policy: Promise<unknown>): Promise<PanelJudge | undefined> {
  try {
    return createJudge(await policy, yearsAround());
  } catch {
    return undefined;
  }
}

function NoPanel({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="panel" role="alert">
      <Callout tone="broken">
        <p>{text}</p>
      </Callout>
    </div>
  );
}
