import { outcomes, remedies, rootCauses } from '#core/complaint/vocabulary.ts';
import type { JSX } from 'preact';
import { unreadIn } from '../facts.ts';
import { Checks, Choice } from './assessment.tsx';
import type { Form } from './form.ts';
import { CheckField, LongField, TextArea, TextField } from './primitives.tsx';

/** What they asked for, what was decided and why, and what they were given. */
export function Resolution({ form }: { readonly form: Form }): JSX.Element {
  const { words, disabled, facts } = form;
  return (
    <>
      <Checks
        form={form}
        fact="remedyRequested"
        label={words.t('remedy_requested')}
        values={remedies.filter((remedy) => remedy !== 'goodwill' && remedy !== 'none')}
      />
      <Choice form={form} fact="outcome" values={outcomes} />
      <TextArea
        label={words.t('outcome_reasons')}
        value={form.get('outcomeReasons')}
        onChange={(text) => form.set('outcomeReasons', text)}
        disabled={disabled}
        locked={form.get('outcome') === ''}
        clash={form.clash('outcomeReasons')}
      />
      <Checks form={form} fact="remedyGiven" label={words.t('remedy_given')} values={remedies} />
      <div class="pair">
        <TextField
          label={words.t('amount')}
          type="decimal"
          value={form.get('amount')}
          onChange={(text) => form.set('amount', text)}
          disabled={disabled}
          most={12}
          clash={form.clash('amount')}
          hint={unreadIn(facts).includes('amount') ? words.t('amount_unread') : undefined}
        />
        <TextField
          label={words.t('currency')}
          value={form.get('currency')}
          onChange={(text) => form.set('currency', text.toUpperCase())}
          disabled={disabled}
          list={['EUR', 'GBP', 'USD', 'AUD', 'CHF', 'BRL']}
          most={3}
          clash={form.clash('currency')}
        />
      </div>
      <TextField
        label={words.t('remedy_done')}
        type="date"
        value={form.get('remedyDone')}
        onChange={(text) => form.set('remedyDone', text)}
        disabled={disabled}
        clash={form.clash('remedyDone')}
      />
    </>
  );
}

/** Why it happened: the cause, and up to five times why. Each why is asked when the one before is answered. */
export function RootCause({ form }: { readonly form: Form }): JSX.Element {
  const { words, disabled } = form;
  const asked = [1, 2, 3, 4, 5].filter((n) => n === 1 || form.get(`why${n - 1}`) !== '' || form.get(`why${n}`) !== '');
  const hasCause = form.get('cause') !== '';
  return (
    <>
      <Choice form={form} fact="cause" values={rootCauses} />
      <fieldset class="whys" disabled={!hasCause}>
        <legend>{words.t('whys')}</legend>
        {asked.map((n) => (
          <LongField
            key={n}
            label={words.t('why_n', { n })}
            value={form.get(`why${n}`)}
            onChange={(text) => form.set(`why${n}`, text)}
            disabled={disabled}
            locked={!hasCause}
            clash={form.clash(`why${n}`)}
          />
        ))}
      </fieldset>
      <CheckField
        label={words.t('cause_systemic')}
        checked={form.get('systemic') !== ''}
        disabled={disabled || !hasCause}
        onChange={(checked) => form.set('systemic', checked ? 'yes' : '')}
      />
    </>
  );
}
