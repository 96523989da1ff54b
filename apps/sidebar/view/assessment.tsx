import {
  complexities,
  impacts,
  safetyImplications,
  severities,
  vulnerabilities,
  vulnerabilityDrivers,
} from '#core/complaint/vocabulary.ts';
import type { JSX } from 'preact';
import type { Key } from '../words.ts';
import { wordsOf } from '../facts.ts';
import { focusSoon } from './focus.ts';
import { optionsOf, type Form } from './form.ts';
import { Button, Callout, CheckField, SelectField, TextField } from './primitives.tsx';

/** Category, severity, impact, safety, complexity, and whether somebody is in vulnerable circumstances. */
export function Assessment({ form }: { readonly form: Form }): JSX.Element {
  const { view, words, disabled } = form;
  const { suggested } = view;
  return (
    <>
      <TextField
        label={words.t('category')}
        value={form.get('category')}
        onChange={(text) => form.set('category', text)}
        disabled={disabled}
        list={view.categories}
        named={(category) => words.known(`category_${category}`)}
        most={80}
        clash={form.clash('category')}
        hint={
          suggested.category === undefined || form.get('category') !== ''
            ? undefined
            : words.t('category_suggested', {
                category: words.known(`category_${suggested.category}`) ?? suggested.category,
              })
        }
      />
      <Choice
        form={form}
        fact="severity"
        values={severities}
        hint={
          suggested.severity === undefined || form.get('severity') !== ''
            ? undefined
            : words.t('severity_suggested', { severity: suggested.severity })
        }
      />
      <div class="pair">
        <Choice form={form} fact="impact" values={impacts} />
        <Choice form={form} fact="safety" values={safetyImplications} />
      </div>
      <Choice form={form} fact="complexity" values={complexities} />
      {view.showsVulnerability ? (
        <Vulnerability form={form} />
      ) : (
        <p class="faint">
          {words.t('vulnerability')}: {words.t('vulnerability_hidden')}
        </p>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly form: Form;
  readonly fact: Key;
  readonly values: readonly string[];
  readonly hint?: string | undefined;
}

/** A fact that is one of a closed set of words. */
export function Choice({ form, fact, values, hint }: ChoiceProps): JSX.Element {
  return (
    <SelectField
      label={form.words.t(fact)}
      value={form.get(fact)}
      options={optionsOf(form.words, values)}
      onChange={(text) => form.set(fact, text)}
      disabled={form.disabled}
      clash={form.clash(fact)}
      hint={hint}
    />
  );
}

/** A fact that is a set of words, each of which is there or not. */
export function Checks({
  form,
  fact,
  label,
  values,
}: {
  readonly form: Form;
  readonly fact: string;
  readonly label: string;
  readonly values: readonly string[];
}): JSX.Element {
  const chosen = wordsOf(form.get(fact));
  return (
    <fieldset class="checks">
      <legend>{label}</legend>
      <div class="checks-grid">
        {values.map((value) => (
          <CheckField
            key={value}
            label={form.words.known(value) ?? value}
            checked={chosen.includes(value)}
            disabled={form.disabled}
            onChange={(checked) =>
              form.set(fact, (checked ? [...chosen, value] : chosen.filter((one) => one !== value)).join(' '))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function Vulnerability({ form }: { readonly form: Form }): JSX.Element {
  const { words } = form;
  const status = form.get('vulnerability');
  const isSaid = status !== '' && status !== 'none';
  return (
    <>
      <SelectField
        label={words.t('vulnerability')}
        value={status}
        options={optionsOf(words, vulnerabilities)}
        onChange={(text) => form.set('vulnerability', text)}
        disabled={form.disabled}
        clash={form.clash('vulnerability')}
      />
      {status === '' && <Suspected form={form} />}
      {isSaid && (
        <>
          <Checks form={form} fact="drivers" label={words.t('drivers')} values={vulnerabilityDrivers} />
          <CheckField
            label={words.t('not_considered')}
            checked={form.get('notConsidered') !== ''}
            disabled={form.disabled}
            onChange={(checked) => form.set('notConsidered', checked ? 'yes' : '')}
          />
        </>
      )}
    </>
  );
}

/** What the complainant's words may tell of, for a person to confirm or to leave. */
function Suspected({ form }: { readonly form: Form }): JSX.Element | null {
  const { words, view, disabled } = form;
  const { drivers, quotes } = view.suspected;
  if (drivers.length === 0) return null;
  const named = drivers.map((driver) => words.known(driver) ?? driver).join(', ');
  return (
    <Callout tone="calm" title={words.t('suspected_title', { drivers: named })}>
      {quotes.map((quote) => (
        <p key={quote}>
          <q>{quote}</q>
        </p>
      ))}
      <Button
        disabled={disabled}
        onClick={() => {
          form.set('vulnerability', 'suspected');
          form.set('drivers', drivers.join(' '));
          focusSoon('#part-assessment .checks input');
        }}
      >
        {words.t('suspected_take')}
      </Button>
    </Callout>
  );
}
