import { render } from 'preact';
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
 * Shows the panel in the page's `#panel`.
 *
 * @param policy  as `recourse check --compile` prints it; asked for before the host is there, so that neither waits
 */
export async function start(connecting: Promise<PanelHost>, policy: Promise<unknown>): Promise<void> {
  const root = document.querySelector('#panel');
  // Most people have set their browser to the language they set in the helpdesk: it is fetched while nothing else is.
  void loadStrings(languageOf(navigator.language));
  const host = await connecting;
  if (root === null) return;
  const language = languageOf(host.locale);
  document.documentElement.lang = language;
  const [strings, judge] = await Promise.all([loadStrings(language), judgeOf(policy)]);
  const words = wordsIn(strings, host.locale, host.zone ?? browserZone());
  render(judge === undefined ? <NoPolicy words={words} /> : <Panel host={host} judge={judge} words={words} />, root);
}

async function judgeOf(policy: Promise<unknown>): Promise<PanelJudge | undefined> {
  try {
    return createJudge(await policy, yearsAround());
  } catch {
    return undefined;
  }
}

function NoPolicy({ words }: { readonly words: Words }) {
  return (
    <div class="panel" role="alert">
      <Callout tone="broken">
        <p>{words.t('policy_failed')}</p>
      </Callout>
    </div>
  );
}
