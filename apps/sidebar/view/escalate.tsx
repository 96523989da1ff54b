import type { JSX } from 'preact';
import type { Words } from '../words.ts';
import { Button, TextArea } from './primitives.tsx';

interface EscalateProps {
  readonly words: Words;
  readonly disabled: boolean;
  readonly note: string;
  readonly onNote: (text: string) => void;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

/** Asks for a note before people are told. */
export function Escalate({ words, disabled, note, onNote, onSend, onCancel }: EscalateProps): JSX.Element {
  return (
    <section class="card escalate" aria-label={words.t('escalate_title')}>
      <h2>{words.t('escalate_title')}</h2>
      <p class="faint">{words.t('escalate_words')}</p>
      <TextArea label={words.t('escalate_note')} value={note} onChange={onNote} disabled={false} most={1_000} />
      <div class="actions">
        <Button kind="danger" disabled={disabled} onClick={onSend}>
          {words.t('escalate_send')}
        </Button>
        <Button onClick={onCancel}>{words.t('cancel')}</Button>
      </div>
    </section>
  );
}
