import { mostActions } from '#core/complaint/decided-records.ts';
import { actionKinds } from '#core/complaint/vocabulary.ts';
import type { JSX } from 'preact';
import { actionIds } from '../facts.ts';
import { focusSoon } from './focus.ts';
import type { Form } from './form.ts';
import { Button, LongField, SelectField, TextField } from './primitives.tsx';

/** Corrections, corrective and preventive actions, each with who does it by when. */
export function Actions({ form, newId }: { readonly form: Form; readonly newId: () => string }): JSX.Element {
  const { words, disabled } = form;
  const ids = actionIds(form.facts);
  const isFull = ids.length >= mostActions;
  const add = (): void => {
    form.set(`action.${newId()}.kind`, 'corrective');
    focusSoon('#part-actions fieldset:last-of-type select');
  };
  return (
    <>
      {ids.length === 0 && <p class="faint">{words.t('action_none')}</p>}
      {ids.map((id, i) => (
        <Action key={id} form={form} id={id} n={i + 1} />
      ))}
      <Button disabled={disabled || isFull} onClick={add}>
        {words.t('action_add')}
      </Button>
      {isFull && (
        <p class="faint" role="status">
          {words.t('action_most', { n: mostActions })}
        </p>
      )}
    </>
  );
}

function Action({ form, id, n }: { readonly form: Form; readonly id: string; readonly n: number }): JSX.Element {
  const { words, disabled } = form;
  const field = (name: string) => ({
    value: form.get(`action.${id}.${name}`),
    onChange: (text: string) => form.set(`action.${id}.${name}`, text),
    clash: form.clash(`action.${id}.${name}`),
    disabled,
  });
  const remove = (): void => {
    // One that the ticket never held leaves nothing behind.
    if (Object.hasOwn(form.view.facts, `action.${id}.kind`)) form.set(`action.${id}.kind`, '');
    else form.forget(Object.keys(form.facts).filter((fact) => fact.startsWith(`action.${id}.`)));
    focusSoon('#part-actions form > .btn');
  };
  return (
    <fieldset class="card">
      <legend>{words.t('action_n', { n })}</legend>
      <SelectField
        label={words.t('action_kind')}
        options={actionKinds.map((kind) => ({ value: kind, text: words.t(kind) }))}
        {...field('kind')}
      />
      <LongField label={words.t('action_what')} {...field('what')} />
      <TextField label={words.t('action_owner')} most={100} {...field('owner')} />
      <div class="pair">
        <TextField label={words.t('action_due')} type="date" {...field('due')} />
        <TextField label={words.t('action_done')} type="date" {...field('done')} />
      </div>
      <Button kind="quiet" disabled={disabled} onClick={remove}>
        {words.t('action_remove', { n })}
      </Button>
    </fieldset>
  );
}
