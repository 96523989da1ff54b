import type { JSX } from 'preact';
import type { ClockView } from '../clock-view.ts';
import type { ToldView } from '../told-view.ts';
import type { ReasonView } from '../view-model.ts';
import type { Words } from '../words.ts';
import { Tag } from './primitives.tsx';

/** The promises made, each with when it is due and how that was counted. */
export function Clocks({ clocks }: { readonly clocks: readonly ClockView[] }): JSX.Element {
  return (
    <ul class="list">
      {clocks.map((clock) => (
        <li key={clock.key}>
          <p class="row">
            <b>{clock.title}</b>
            <Tag tone={clock.tone}>{clock.status}</Tag>
          </p>
          {clock.lines.map((line) => (
            <p class="faint" key={line}>
              {line}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Why it was taken for a complaint: the complainant's own words, as text. */
export function Reasons({ reasons }: { readonly reasons: readonly ReasonView[] }): JSX.Element {
  return (
    <ul class="list reasons">
      {reasons.map(({ quote, title }) => (
        <li key={`${title} ${quote}`}>
          {quote !== '' && <q>{quote}</q>} <span class="faint">{title}</span>
        </li>
      ))}
    </ul>
  );
}

/** What people were told in Slack. */
export function Told({ told, words }: { readonly told: readonly ToldView[]; readonly words: Words }): JSX.Element {
  if (told.length === 0) return <p class="faint">{words.t('told_nothing')}</p>;
  return (
    <ul class="list">
      {told.map(({ key, text, state, href }) => (
        <li key={key}>
          <b>{text}</b>
          <p class="faint">
            {state}
            {href !== undefined && (
              <>
                {' · '}
                <a href={href} target="_blank" rel="noopener noreferrer">
                  {words.t('told_open')}
                </a>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
