import type { JSX } from 'preact';
import { Icon } from './icons.tsx';

/** Says why something the visitor asked for was not done. */
export function Refusal({
  words,
  onDismiss,
}: {
  readonly words: string | undefined;
  readonly onDismiss: () => void;
}): JSX.Element {
  return (
    <div role="alert" class="refusal-place">
      {words !== undefined && (
        <div class="refusal">
          <Icon name="alert" />
          <p>{words}</p>
          <button type="button" class="plain" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
