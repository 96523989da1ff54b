import type { JSX } from 'preact';
import type { ProcessView } from '../process-view.ts';
import type { Words } from '../words.ts';

/** The six steps of the process, and which one is next. */
export function Process({ process, words }: { readonly process: ProcessView; readonly words: Words }): JSX.Element {
  return (
    <div class="process">
      <ol class="steps" aria-label={words.t('steps')}>
        {process.steps.map(({ step, name, state }) => (
          <li key={step} class={`step step-${state}`} aria-current={state === 'next' ? 'step' : undefined} title={name}>
            <span class="heard">
              {name}
              {state === 'done' && `, ${words.t('step_done')}`}
              {state === 'next' && `, ${words.t('step_next')}`}
            </span>
          </li>
        ))}
      </ol>
      <p class="step-name">{process.sentence}</p>
    </div>
  );
}
