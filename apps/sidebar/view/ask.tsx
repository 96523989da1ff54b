import type { JSX } from 'preact';
import type { PanelView } from '../view-model.ts';
import type { Words } from '../words.ts';
import { Button, Callout, TextArea } from './primitives.tsx';
import type { Saying } from './saying.tsx';
import type { Panel } from './use-panel.ts';

interface AskProps {
  readonly saying: Saying;
  readonly panel: Panel;
  readonly view: PanelView;
  readonly words: Words;
  readonly disabled: boolean;
}

/** Whether it is a complaint: asked where nobody knows, and open to correction where somebody does. */
export function Ask({ panel, view, words, disabled, saying }: AskProps): JSX.Element | null {
  const { standing } = view;
  if (standing === 'complaint') return null;
  if (standing === 'possible') {
    return (
      <div class="ask">
        <Callout tone="warning" title={words.t('ask_title')}>
          <p>{words.t('ask_words')}</p>
        </Callout>
        <Answer panel={panel} words={words} disabled={disabled} answers={['yes', 'no']} saying={saying} />
      </div>
    );
  }
  return (
    <div class="ask">
      <Callout tone="quiet">
        <p>{words.t(standing === 'rejected' ? 'rejected_words' : 'none_words')}</p>
        {view.confirmed !== undefined && <p>{view.confirmed}</p>}
      </Callout>
      {!view.isOver && <Answer panel={panel} words={words} disabled={disabled} answers={['make']} saying={saying} />}
    </div>
  );
}

type AnswerKind = 'yes' | 'no' | 'make' | 'confirm' | 'correct';

interface AnswerProps {
  readonly saying: Saying;
  readonly panel: Panel;
  readonly words: Words;
  readonly disabled: boolean;
  readonly answers: readonly AnswerKind[];
}

const labels = {
  yes: 'ask_yes',
  no: 'ask_no',
  make: 'none_make',
  confirm: 'ask_confirm',
  correct: 'ask_correct',
} as const;

/** A person's word on whether it is a complaint, with the reason that is kept on the ticket. */
export function Answer({ panel, words, disabled, answers, saying }: AnswerProps): JSX.Element {
  const fact = 'complaintReason';
  const answer = async (kind: AnswerKind): Promise<void> => {
    const complaint = kind === 'no' || kind === 'correct' ? 'no' : 'yes';
    const reason = panel.typed.edits[fact] ?? '';
    await panel.save('ask', [fact], { complaint, [fact]: reason });
  };
  return (
    <div class="answer">
      <TextArea
        label={words.t('ask_reason')}
        value={panel.typed.edits[fact] ?? ''}
        onChange={(text) => panel.type(fact, text)}
        disabled={panel.view?.mayType !== true}
        clash={undefined}
      />
      <div class="actions">
        {answers.map((kind, i) => (
          <Button
            key={kind}
            kind={i === 0 && kind !== 'correct' ? 'primary' : 'plain'}
            disabled={disabled}
            onClick={() => void answer(kind)}
          >
            {words.t(labels[kind])}
          </Button>
        ))}
      </div>
      {saying('ask')}
    </div>
  );
}
