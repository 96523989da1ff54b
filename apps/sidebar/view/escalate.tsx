import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Words } from '../words.ts';
import { Button, TextArea } from './primitives.tsx';

interface EscalateProps {
  readonly words: Words;
  readonly disabled: boolean;
  readonly onSend: (note: string) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** Asks for a note before people are told, for that cannot be taken back. */
export function Escalate({ words, disabled, onSend, onCancel }: EscalateProps): JSX.Element {
  const [note, setNote] = useState('');
  return (
    <section class="card escalate" aria-label={words.t('escalate_title')}>
      <h2>{words.t('escalate_title')}</h2>
      <p class="faint">{words.t('escalate_words')}</p>
      <TextArea label={words.t('escalate_note')} value={note} onChange={setNote} disabled={false} most={1_000} />
      <div class="actions">
        <Button kind="danger" disabled={disabled} onClick={() => void onSend(note)}>
          {words.t('escalate_send')}
        </Button>
        <Button onClick={onCancel}>{words.t('cancel')}</Button>
      </div>
    </section>
  );
}
