import type { JSX } from 'preact';

import { listIn, objectIn, textIn, type Json } from './slack-json.ts';
import { safeUrl } from './slack-angle.ts';
import { withEmoji } from './slack-text.tsx';

/** What a person did to an element. `value` is the button's own or the chosen option's; `undefined` where it has none. */
export interface SlackAction {
  readonly actionId: string;
  /** Empty where the block was posted without one. */
  readonly blockId: string;
  readonly value: string | undefined;
}

/** Told of each thing a person does. */
export type OnAction = (action: SlackAction) => void;

interface Part {
  readonly element: Json;
  readonly blockId: string;
  readonly onAction: OnAction;
}

/** A button or a menu. Every button is a real one; one with an address opens it and tells the app, as in Slack. */
export function ActionElement({ element, blockId, onAction }: Part): JSX.Element {
  switch (textIn(element, 'type')) {
    case 'button':
      return <Button element={element} blockId={blockId} onAction={onAction} />;
    case 'static_select':
    case 'overflow':
      return <Menu element={element} blockId={blockId} onAction={onAction} />;
    default:
      return <span class="slack-unknown">{`(${textIn(element, 'type')})`}</span>;
  }
}

function labelOf(value: unknown): string {
  return withEmoji(textIn(objectIn(value), 'text'));
}

function Button({ element, blockId, onAction }: Part): JSX.Element {
  const style = textIn(element, 'style');
  const look = style === 'primary' || style === 'danger' ? `slack-button slack-button-${style}` : 'slack-button';
  const named = textIn(element, 'accessibility_label');
  const act = (): void => {
    const url = safeUrl(textIn(element, 'url'));
    if (url !== undefined) window.open(url, '_blank', 'noopener,noreferrer');
    onAction({
      actionId: textIn(element, 'action_id'),
      blockId,
      value: element['value'] === undefined ? undefined : textIn(element, 'value'),
    });
  };
  const confirm = element['confirm'] === undefined ? undefined : objectIn(element['confirm']);
  if (confirm === undefined) {
    return (
      <button type="button" class={look} onClick={act} {...(named === '' ? {} : { 'aria-label': named })}>
        {labelOf(element['text'])}
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        class={look}
        aria-haspopup="dialog"
        onClick={openNext}
        {...(named === '' ? {} : { 'aria-label': named })}
      >
        {labelOf(element['text'])}
      </button>
      <Confirm confirm={confirm} onYes={act} />
    </>
  );
}

function openNext(event: MouseEvent): void {
  const dialog = (event.currentTarget as HTMLElement).nextElementSibling;
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

function closeAround(event: MouseEvent): void {
  (event.currentTarget as HTMLElement).closest('dialog')?.close();
}

function Confirm({ confirm, onYes }: { confirm: Json; onYes: () => void }): JSX.Element {
  const yes = (event: MouseEvent): void => {
    closeAround(event);
    onYes();
  };
  const danger =
    textIn(confirm, 'style') === 'danger' ? 'slack-button slack-button-danger' : 'slack-button slack-button-primary';
  return (
    <dialog class="slack-confirm" aria-label={labelOf(confirm['title'])}>
      <p class="slack-confirm-title">{labelOf(confirm['title'])}</p>
      <p>{labelOf(confirm['text'])}</p>
      <div class="slack-actions">
        <button type="button" class="slack-button" onClick={closeAround}>
          {labelOf(confirm['deny'])}
        </button>
        <button type="button" class={danger} onClick={yes}>
          {labelOf(confirm['confirm'])}
        </button>
      </div>
    </dialog>
  );
}

function Menu({ element, blockId, onAction }: Part): JSX.Element {
  const options = listIn(element, 'options').map(objectIn);
  const placeholder = labelOf(element['placeholder']);
  const overflow = textIn(element, 'type') === 'overflow';
  const name = placeholder === '' ? (overflow ? 'More actions' : 'Choose') : placeholder;
  return (
    <select
      class={overflow ? 'slack-select slack-overflow' : 'slack-select'}
      aria-label={name}
      value=""
      onChange={(event) => {
        const { value } = event.currentTarget;
        event.currentTarget.value = '';
        if (value !== '') onAction({ actionId: textIn(element, 'action_id'), blockId, value });
      }}
    >
      <option value="">{overflow ? '…' : name}</option>
      {options.map((option, index) => (
        <option key={index} value={textIn(option, 'value')}>
          {labelOf(option['text'])}
        </option>
      ))}
    </select>
  );
}
