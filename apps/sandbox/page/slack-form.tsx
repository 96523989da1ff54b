import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FormProblems, SandboxState } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Blocks, type OnAction } from './slack-blocks.tsx';
import { listIn, objectIn, textIn, type Json } from './slack-json.ts';

interface FormProps {
  readonly account: string;
  readonly view: Json;
  readonly state: SandboxState;
  readonly now: number;
  readonly act: Act;
}

/** A modal as Slack draws it, over everything else; what is typed stays when it is refused. */
export function SlackForm({ account, view, state, now, act }: FormProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problems, setProblems] = useState<FormProblems>({});
  useEffect(() => {
    const before = document.activeElement;
    if (dialog.current?.open === false) dialog.current.showModal();
    // What is taken out of the page without being closed leaves the focus nowhere.
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const values = Object.fromEntries(
      [...given].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
    );
    void act(async () => {
      const answer = (await post('slack', { do: 'submit', account, values })) as { readonly problems: FormProblems };
      setProblems(answer.problems);
    });
  };
  const press: OnAction = ({ actionId, blockId, value }) =>
    void act(async () => post('slack', { do: 'act', account, action: actionId, block: blockId, value }));
  const close = (): void => void act(async () => post('slack', { do: 'close', account }));
  const title = textIn(objectIn(view['title']), 'text');
  return (
    <dialog
      class="slack-modal"
      ref={dialog}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form onSubmit={submit} noValidate>
        <h2>{title}</h2>
        {listIn(view, 'blocks').map((block, index) => (
          <Part key={index} block={objectIn(block)} state={state} now={now} problems={problems} onAction={press} />
        ))}
        <div class="slack-actions">
          <button type="button" class="slack-button" onClick={close}>
            {textIn(objectIn(view['close']), 'text') || 'Close'}
          </button>
          {view['submit'] === undefined ? null : (
            <button type="submit" class="slack-button slack-button-primary">
              {textIn(objectIn(view['submit']), 'text')}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

interface PartProps {
  readonly block: Json;
  readonly state: SandboxState;
  readonly now: number;
  readonly problems: FormProblems;
  readonly onAction: OnAction;
}

function Part({ block, state, now, problems, onAction }: PartProps): JSX.Element {
  if (textIn(block, 'type') === 'input') {
    return <Input block={block} state={state} problem={problems[textIn(block, 'block_id')]} />;
  }
  return (
    <Blocks
      blocks={[block]}
      fallbackText=""
      people={(id) => state.people[id]}
      channels={() => undefined}
      now={now}
      timeZone={state.company.zone}
      onAction={onAction}
    />
  );
}

interface InputProps {
  readonly block: Json;
  readonly state: SandboxState;
  readonly problem: string | undefined;
}

function Input({ block, state, problem }: InputProps): JSX.Element {
  const name = textIn(block, 'block_id');
  const id = `slack-input-${name}`;
  const element = objectIn(block['element']);
  const hint = textIn(objectIn(block['hint']), 'text');
  const described = [hint === '' ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`].join(' ').trim();
  const wrong = {
    ...(problem === undefined ? {} : { 'aria-invalid': true }),
    ...(described === '' ? {} : { 'aria-describedby': described }),
  };
  const chosen = textIn(objectIn(element['initial_option']), 'value');
  return (
    <div class="slack-input">
      <label for={id}>
        {textIn(objectIn(block['label']), 'text')}
        {block['optional'] === true && <span class="slack-optional"> (optional)</span>}
      </label>
      {textIn(element, 'type') === 'plain_text_input' ? (
        <textarea id={id} name={name} rows={element['multiline'] === true ? 4 : 1} {...wrong}>
          {textIn(element, 'initial_value')}
        </textarea>
      ) : (
        <select id={id} name={name} {...wrong}>
          {chosen === '' && <option value="">{textIn(objectIn(element['placeholder']), 'text') || 'Choose…'}</option>}
          {choicesOf(element, state).map(({ value, words }) => (
            <option key={value} value={value} selected={value === chosen}>
              {words}
            </option>
          ))}
        </select>
      )}
      {hint === '' ? null : (
        <p class="slack-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="slack-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function choicesOf(element: Json, state: SandboxState): readonly { readonly value: string; readonly words: string }[] {
  if (textIn(element, 'type') === 'users_select') {
    return Object.entries(state.people).map(([value, words]) => ({ value, words }));
  }
  return listIn(element, 'options')
    .map(objectIn)
    .map((option) => ({ value: textIn(option, 'value'), words: textIn(objectIn(option['text']), 'text') }));
}
