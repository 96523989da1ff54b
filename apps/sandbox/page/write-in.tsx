import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SandboxCompany } from '../model.ts';
import { useAct } from './act.ts';
import { post } from './control-client.ts';
import { keyOf } from './happening.ts';
import { Icon } from './icons.tsx';
import { Refusal } from './refusal.tsx';
import { samplesFor } from './samples.ts';
import type { Sample } from './samples.ts';

interface WriteInProps {
  readonly company: SandboxCompany;
  /** With the key of the new ticket, where one was written. */
  readonly onClose: (written: string | undefined) => void;
}

/** More alerts that fall due at one instant than a channel takes in a minute. */
const storm = 80;

type TicketKey = Parameters<typeof keyOf>[0];
type Letter = Omit<Sample, 'label'>;

/**
 * The visitor's part as a customer: a letter to the company, begun from a sample or from nothing. What is refused is said
 * here, over the page, and stays to be mended.
 */
export function WriteIn({ company, onClose }: WriteInProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const samples = samplesFor(company.account);
  const [letter, setLetter] = useState<Letter>(samples[0] ?? { name: '', email: '', subject: '', text: '' });
  const [customers, setCustomers] = useState(1);
  const [sending, setSending] = useState(false);
  const { act, refusal, dismiss } = useAct();
  const written = useRef<string | undefined>(undefined);
  useEffect(() => dialog.current?.showModal(), []);
  /** Closed before it is gone, so that the focus goes back to where it was. */
  const close = (): void => dialog.current?.close();
  const send = async (): Promise<void> => {
    setSending(true);
    const { platform, account } = company;
    const { name, email, subject, text } = letter;
    const sent = await act(async () => {
      written.current = keyOf(
        (await post('tickets', { platform, account, from: { name, email }, subject, text, customers })) as TicketKey,
      );
    });
    setSending(false);
    if (sent) close();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="write-in-title" onClose={() => onClose(written.current)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!sending) void send();
        }}
      >
        <div class="dialog-head">
          <h2 id="write-in-title">Write to {company.name} as a customer</h2>
          <button type="button" class="plain" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <Samples samples={samples} letter={letter} onChange={setLetter} />
        <LetterFields letter={letter} onChange={setLetter} />
        <Crowd customers={customers} onChange={setCustomers} />
        <Refusal words={refusal} onDismiss={dismiss} />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button primary" aria-disabled={sending}>
            {sending ? 'Sending…' : 'Send'}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Whether one customer has something to say, or so many at once that supervisors are told in digests. */
function Crowd({
  customers,
  onChange,
}: {
  readonly customers: number;
  readonly onChange: (customers: number) => void;
}): JSX.Element {
  return (
    <label class="crowd">
      Who writes this
      <select value={String(customers)} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        <option value="1">This customer alone</option>
        <option value={String(storm)}>{storm} customers at once, as after an outage</option>
      </select>
    </label>
  );
}

function Samples({
  samples,
  letter,
  onChange,
}: LetterFieldsProps & { readonly samples: readonly Sample[] }): JSX.Element {
  return (
    <fieldset class="samples">
      <legend>Begin from</legend>
      {samples.map(({ label, ...sample }) => (
        <button
          key={label}
          type="button"
          class="button small"
          aria-pressed={sample.subject === letter.subject}
          onClick={() => onChange(sample)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

interface LetterFieldsProps {
  readonly letter: Letter;
  readonly onChange: (letter: Letter) => void;
}

function LetterFields({ letter, onChange }: LetterFieldsProps): JSX.Element {
  return (
    <div class="letter">
      <label>
        Your name
        <input
          required
          maxLength={200}
          value={letter.name}
          onInput={(event) => onChange({ ...letter, name: event.currentTarget.value })}
        />
      </label>
      <label>
        Your e-mail
        <input
          required
          type="email"
          value={letter.email}
          onInput={(event) => onChange({ ...letter, email: event.currentTarget.value })}
        />
      </label>
      <label class="wide">
        Subject
        <input
          required
          maxLength={400}
          value={letter.subject}
          onInput={(event) => onChange({ ...letter, subject: event.currentTarget.value })}
        />
      </label>
      <label class="wide">
        Message
        <textarea
          required
          rows={8}
          value={letter.text}
          onInput={(event) => onChange({ ...letter, text: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
