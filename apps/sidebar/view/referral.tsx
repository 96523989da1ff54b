import type { JSX } from 'preact';
import type { Form } from './form.ts';
import { Button, LongField, TextField } from './primitives.tsx';

interface ReferralProps {
  readonly form: Form;
  readonly onInsert: (text: string) => void;
}

/** Where else the complainant may turn, what they must be told of it, and what came of it. */
export function Referral({ form, onInsert }: ReferralProps): JSX.Element {
  const { view, words, disabled } = form;
  const field = (fact: string) => ({
    value: form.get(fact),
    onChange: (text: string) => form.set(fact, text),
    clash: form.clash(fact),
    disabled,
  });
  const hasBody = form.get('referralBody') !== '';
  return (
    <>
      {view.referral.wordings.map(({ preset, text, source }) => (
        <div class="wording" key={preset}>
          <h3>{words.t('referral_wording')}</h3>
          <blockquote>{text}</blockquote>
          <p class="faint">{source}</p>
          <Button disabled={disabled} onClick={() => onInsert(text)}>
            {words.t('referral_insert')}
          </Button>
        </div>
      ))}
      <TextField label={words.t('referral_body')} list={view.referral.bodies} most={120} {...field('referralBody')} />
      {hasBody && (
        <>
          <div class="pair">
            <TextField label={words.t('referral_ref')} most={80} {...field('referralRef')} />
            <TextField label={words.t('referred_on')} type="date" {...field('referredOn')} />
          </div>
          <LongField label={words.t('referral_decision')} {...field('referralDecision')} />
        </>
      )}
    </>
  );
}
