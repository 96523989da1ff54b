import type { ComponentChildren, JSX } from 'preact';
import { freshId } from '../browser-time.ts';
import { actionIds, unreadIn } from '../facts.ts';
import type { DraftKind } from '../drafts.ts';
import type { PanelHost } from '../host.ts';
import type { SectionName as Mending } from '../process-view.ts';
import type { PanelView } from '../view-model.ts';
import type { Key, Words } from '../words.ts';
import { Actions } from './actions.tsx';
import { Answer } from './ask.tsx';
import { Assessment } from './assessment.tsx';
import { Closing } from './closing.tsx';
import { Clocks, Reasons, Told } from './clocks.tsx';
import { Earlier } from './earlier.tsx';
import { focusSoon } from './focus.ts';
import type { Form } from './form.ts';
import { Button, Disclosure } from './primitives.tsx';
import { Referral } from './referral.tsx';
import { Resolution, RootCause } from './resolution.tsx';
import type { Saying } from './saying.tsx';
import type { Panel } from './use-panel.ts';

const names = [
  'promises',
  'why',
  'assessment',
  'resolution',
  'cause',
  'actions',
  'referral',
  'told',
  'earlier',
  'closing',
] as const;
/** A part of the panel that opens. */
export type SectionName = (typeof names)[number];
export type OpenSections = Readonly<Partial<Record<SectionName, boolean>>>;

/** Which facts a part saves. */
const factsOfPart: Partial<Readonly<Record<SectionName, RegExp>>> = {
  assessment: /^(category|severity|impact|safety|complexity|vulnerability|drivers|notConsidered)$/u,
  resolution: /^(remedy|amount$|currency$|outcome)/u,
  cause: /^(cause|systemic|why\d)$/u,
  actions: /^action\./u,
  referral: /^refer/u,
};

interface SectionsProps {
  readonly panel: Panel;
  readonly view: PanelView;
  readonly words: Words;
  readonly host: PanelHost;
  readonly disabled: boolean;
  readonly open: OpenSections;
  readonly onToggle: (name: SectionName) => void;
  readonly onOpen: (name: SectionName) => void;
  readonly onDraft: (kind: DraftKind) => void;
  readonly onInsert: (text: string) => void;
  readonly saying: Saying;
  readonly onClose: () => void;
}

/** The parts below the glance, each opened when it is wanted. */
export function Sections(props: SectionsProps): JSX.Element {
  const { view, words, open, onToggle } = props;
  const isLive = view.standing === 'complaint' || view.standing === 'possible';
  const shown: readonly SectionName[] = isLive ? names : ['earlier'];
  const parts = partsOf(props);
  return (
    <div class="sections">
      {shown.map((name) => (
        <Disclosure
          key={name}
          id={`part-${name}`}
          title={words.t(titleOf(name, view))}
          open={open[name] === true}
          onToggle={() => onToggle(name)}
          aside={asideOf(name, props)}
        >
          {parts[name]}
        </Disclosure>
      ))}
    </div>
  );
}

function titleOf(name: SectionName, { standing }: PanelView): Key {
  return name === 'why' && standing === 'possible' ? 'section_why_possible' : `section_${name}`;
}

/** What is worth knowing of a part while it is closed. */
function asideOf(name: SectionName, props: SectionsProps): ComponentChildren {
  if (typedIn(name, props.panel).length > 0) return <span class="unsaved">{props.words.t('unsaved')}</span>;
  return asides[name]?.(props) || undefined;
}

const asides: Partial<Readonly<Record<SectionName, (props: SectionsProps) => string | number | undefined>>> = {
  resolution: ({ view, words }) => words.known(view.facts['outcome'] ?? ''),
  cause: ({ view, words }) => words.known(view.facts['cause'] ?? ''),
  referral: ({ view }) => view.facts['referralBody'],
  actions: ({ view }) => actionIds(view.facts).length,
  told: ({ view }) => view.told.length,
  closing: ({ view }) => view.process?.missing.length,
};

function typedIn(name: SectionName, { typed }: Panel): readonly string[] {
  const facts = factsOfPart[name];
  return facts === undefined ? [] : Object.keys(typed.edits).filter((fact) => facts.test(fact));
}

function partsOf(props: SectionsProps): Readonly<Record<SectionName, () => ComponentChildren>> {
  const { panel, view, words, host, disabled } = props;
  const form = formOf(props);
  const editable = (name: SectionName, children: ComponentChildren): ComponentChildren => (
    <>
      <Editable name={name} panel={panel} words={words} disabled={disabled}>
        {children}
      </Editable>
      {props.saying(name)}
    </>
  );
  return {
    promises: () => <Clocks clocks={view.clocks} />,
    why: () => (
      <>
        {view.confirmed !== undefined && <p>{view.confirmed}</p>}
        <Reasons reasons={view.reasons} />
        {view.standing === 'complaint' && (
          <Answer
            panel={panel}
            words={words}
            disabled={disabled}
            answers={view.facts['complaint'] === 'yes' ? ['correct'] : ['confirm', 'correct']}
            saying={props.saying}
          />
        )}
      </>
    ),
    assessment: () => editable('assessment', <Assessment form={form} />),
    resolution: () => editable('resolution', <Resolution form={form} />),
    cause: () => editable('cause', <RootCause form={form} />),
    actions: () => editable('actions', <Actions form={form} newId={freshId} />),
    referral: () => editable('referral', <Referral form={form} onInsert={props.onInsert} />),
    told: () => <Told told={view.told} words={words} />,
    earlier: () => <Earlier host={host} seen={panel.seen} words={words} now={panel.now} />,
    closing: () => (
      <>
        <Closing
          process={view.process}
          words={words}
          disabled={disabled}
          onGo={(section) => go(section, props)}
          onClose={props.onClose}
        />
        {props.saying('closing')}
      </>
    ),
  };
}

/** Leads to where something missing can be mended. */
function go(section: Mending, { onOpen, onDraft, view }: SectionsProps): void {
  if (section === 'reply') {
    onDraft(view.process?.next === 'acknowledge' ? 'ack' : 'decision');
    return;
  }
  if (section === 'ask') {
    focusSoon('.ask textarea');
    return;
  }
  onOpen(section);
  focusSoon(`#part-${section} :is(input, select)`);
}

function formOf({ panel, view, words }: SectionsProps): Form {
  const { typed, clashes } = panel;
  return {
    view,
    words,
    disabled: !view.mayType,
    facts: { ...view.facts, ...typed.edits },
    get: (fact) => typed.edits[fact] ?? view.facts[fact] ?? '',
    // What stands on the ticket already need not be saved.
    set: (fact, text) => (text === (view.facts[fact] ?? '') ? panel.discard([fact]) : panel.type(fact, text)),
    forget: (facts) => panel.discard(facts),
    clash: (fact) => {
      if (!Object.hasOwn(clashes, fact)) return undefined;
      const theirs = clashes[fact] ?? '';
      return words.t('clash_theirs', { theirs: theirs === '' ? words.t('empty') : (words.known(theirs) ?? theirs) });
    },
  };
}

interface EditableProps {
  readonly name: SectionName;
  readonly panel: Panel;
  readonly words: Words;
  readonly disabled: boolean;
  readonly children: ComponentChildren;
}

/** A part with one save of its own. */
function Editable({ name, panel, words, disabled, children }: EditableProps): JSX.Element {
  const typed = typedIn(name, panel);
  const unread = unreadIn({ ...panel.view?.facts, ...panel.typed.edits });
  const ready = typed.filter((fact) => !unread.includes(fact));
  const isBusy = panel.busy === name;
  const discard = (): void => {
    panel.discard(typed);
    focusSoon(`#part-${name} :is(input, select, textarea)`);
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled && ready.length > 0) void panel.save(name, ready);
      }}
    >
      {children}
      <div class="actions">
        <button type="submit" class="btn btn-primary" aria-disabled={disabled || ready.length === 0}>
          {words.t(isBusy ? 'saving' : 'save')}
        </button>
        {typed.length > 0 && (
          <Button kind="quiet" disabled={isBusy} onClick={discard}>
            {words.t('discard')}
          </Button>
        )}
      </div>
    </form>
  );
}
