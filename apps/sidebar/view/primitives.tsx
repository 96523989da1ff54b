import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Tone } from '../clock-view.ts';

interface ButtonProps {
  readonly kind?: 'primary' | 'danger' | 'plain' | 'quiet';
  readonly onClick: () => void;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/**
 * A button that grows with its words. While it is busy it takes no further press and keeps the focus; of a double press it
 * takes the first.
 */
export function Button({ kind = 'plain', onClick, busy, disabled, label, children }: ButtonProps): JSX.Element {
  const isOff = busy === true || disabled === true;
  return (
    <button
      type="button"
      class={`btn btn-${kind}`}
      aria-disabled={isOff}
      aria-label={label}
      onClick={({ detail }) => {
        if (!isOff && detail < 2) onClick();
      }}
    >
      {children}
    </button>
  );
}

/** A word on a coloured ground. The colour says nothing that the word does not. */
export function Tag({ tone, children }: { readonly tone: string; readonly children: ComponentChildren }): JSX.Element {
  return <span class={`tag tag-${tone}`}>{children}</span>;
}

interface CalloutProps {
  readonly tone: Tone;
  readonly title?: string;
  /** Says of something quiet that it stands still. */
  readonly paused?: boolean;
  readonly children?: ComponentChildren;
}

const pausedSign = 'M6.2 5.2v5.6M9.8 5.2v5.6';
const signs: Readonly<Record<Tone, string>> = {
  calm: 'M8 4.2v4.3l2.6 1.6',
  warning: 'M8 4.5v4M8 10.9v.6',
  broken: 'M8 4.5v4M8 10.9v.6',
  done: 'M5 8.3l2.1 2.1L11 6',
  quiet: 'M8 7.2v4M8 4.5v.6',
};

/** Something to know before all else. */
export function Callout({ tone, title, paused, children }: CalloutProps): JSX.Element {
  return (
    <div class={`callout callout-${tone}`}>
      <svg class="sign" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.8" />
        <path d={paused === true ? pausedSign : signs[tone]} />
      </svg>
      <div class="callout-body">
        {title !== undefined && <p class="callout-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Of a field for text: it can be read and copied, and not be changed. */
  readonly disabled: boolean;
  readonly hint?: string | undefined;
  /** What a colleague wrote meanwhile. */
  readonly clash?: string | undefined;
}

function Notes({ id, hint, clash }: Pick<FieldProps, 'hint' | 'clash'> & { readonly id: string }): JSX.Element | null {
  if (hint === undefined && clash === undefined) return null;
  return (
    <p class={clash === undefined ? 'hint' : 'hint clash'} id={id}>
      {clash ?? hint}
    </p>
  );
}

interface LabelledProps extends Pick<FieldProps, 'label' | 'hint' | 'clash'> {
  /** What is labelled bears the id; `${id}-n` describes it. */
  readonly children: (id: string) => ComponentChildren;
}

/** A label above, and below what is to be known of the field. */
function Labelled({ label, hint, clash, children }: LabelledProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
      <Notes id={`${id}-n`} hint={hint} clash={clash} />
    </div>
  );
}

interface SelectProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** One of several words. The browser's own list: it is native, and read aloud, everywhere. */
export function SelectField({ value, options, onChange, disabled, ...label }: SelectProps): JSX.Element {
  return (
    <Labelled {...label}>
      {(id) => (
        <select
          id={id}
          class="input select"
          value={value}
          disabled={disabled}
          aria-describedby={`${id}-n`}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface TextProps extends FieldProps {
  /** How many characters it takes; 500 unless said. */
  readonly most?: number;
  /** Something else has to be said first. */
  readonly locked?: boolean;
}

interface LineProps extends TextProps {
  readonly type?: 'text' | 'date' | 'decimal';
  readonly list?: readonly string[];
  /** What a word of the list is called, where that is another. */
  readonly named?: (word: string) => string | undefined;
}

/** What is typed into, be it one line or several: a value that is read and written, locked and described in one way. */
const typedInto = (id: string, { value, onChange, disabled, locked, most = 500 }: TextProps) => ({
  id,
  value,
  readOnly: disabled,
  disabled: locked,
  maxLength: most,
  'aria-describedby': `${id}-n`,
  onInput: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
});

/** A line of text, a number or a date. */
export function TextField({ type = 'text', list = [], named, ...props }: LineProps): JSX.Element {
  return (
    <Labelled {...props}>
      {(id) => (
        <>
          <input
            class="input"
            type={type === 'date' ? 'date' : 'text'}
            inputMode={type === 'decimal' ? 'decimal' : undefined}
            list={list.length > 0 ? `${id}-l` : undefined}
            {...typedInto(id, props)}
          />
          {list.length > 0 && (
            <datalist id={`${id}-l`}>
              {list.map((one) => (
                <option key={one} value={one}>
                  {named?.(one)}
                </option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  );
}

interface LinesProps extends TextProps {
  readonly rows: number;
  readonly grows?: boolean;
}

function Lines({ rows, grows = false, ...props }: LinesProps): JSX.Element {
  return (
    <Labelled {...props}>
      {(id) => <textarea class={grows ? 'input grows' : 'input'} rows={rows} {...typedInto(id, props)} />}
    </Labelled>
  );
}

/** A line of text that may be long: it grows with what is typed, and takes no line ends. */
export function LongField({ onChange, ...props }: TextProps): JSX.Element {
  return (
    <Lines
      {...props}
      grows
      rows={props.value.length > 36 ? 2 : 1}
      onChange={(text) => onChange(text.replaceAll(/\s*\n\s*/gu, ' '))}
    />
  );
}

/** Several lines of text. */
export function TextArea({ most = 200, ...props }: TextProps): JSX.Element {
  return <Lines {...props} most={most} rows={3} />;
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckField({ label, checked, disabled, onChange }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

interface DisclosureProps {
  readonly title: string;
  readonly open: boolean;
  readonly onToggle: () => void;
  /** Stands beside the title: a count, or what is decided. */
  readonly aside?: ComponentChildren;
  readonly id: string;
  readonly children: () => ComponentChildren;
}

/** A part of the panel that opens and closes. What is closed is not there, so that nothing of it is read aloud. */
export function Disclosure({ title, open, onToggle, aside, id, children }: DisclosureProps): JSX.Element {
  return (
    <section class={open ? 'section open' : 'section'}>
      <h2>
        <button type="button" class="opener" id={`${id}-b`} aria-expanded={open} aria-controls={id} onClick={onToggle}>
          <span class="opener-title">{title}</span>
          {aside !== undefined && <span class="aside">{aside}</span>}
          <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 6.2l4 4 4-4" />
          </svg>
        </button>
      </h2>
      <div class="section-body" id={id} hidden={!open}>
        {open && children()}
      </div>
    </section>
  );
}
