import type { JSX } from 'preact';
import type { ProcessView, SectionName } from '../process-view.ts';
import type { Words } from '../words.ts';
import { Button, Callout } from './primitives.tsx';

interface ClosingProps {
  readonly process: ProcessView | undefined;
  readonly words: Words;
  readonly disabled: boolean;
  readonly onGo: (section: SectionName) => void;
  readonly onClose: () => void;
}

/** What is missing before the complaint may be closed, each a way to where it is mended; and the closing itself. */
export function Closing({ process, words, disabled, onGo, onClose }: ClosingProps): JSX.Element | null {
  if (process === undefined) return null;
  if (process.next === undefined) {
    return <Callout tone={process.isWhole ? 'done' : 'quiet'} title={process.sentence} />;
  }
  const { missing } = process;
  return (
    <>
      {missing.length === 0 ? (
        <Callout tone="done" title={words.t('missing_none')} />
      ) : (
        <>
          <Callout tone="quiet" title={words.plural('missing', missing.length)} />
          <ul class="missing">
            {missing.map(({ text, section }) => (
              <li key={text}>
                <button type="button" class="link" onClick={() => onGo(section)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="faint">{words.t('close_words')}</p>
      <div class="actions">
        <Button kind="primary" disabled={disabled || missing.length > 0} onClick={onClose}>
          {words.t('close')}
        </Button>
      </div>
    </>
  );
}
