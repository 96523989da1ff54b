import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftKind } from '../drafts.ts';
import type { Complaint } from '#core/complaint/complaint.ts';
import { readDecided } from '#core/complaint/decided.ts';
import { languageBeside } from '#core/complaint/language-beside.ts';
import type { PanelHost } from '../host.ts';
import type { PanelJudge } from '../judging.ts';
import type { Step } from '../process-view.ts';
import type { Instant } from '#core/time.ts';
import type { Summed } from '../save.ts';
import { saving } from './saving.ts';
import { loadStrings } from '../strings.ts';
import type { PanelView } from '../view-model.ts';
import { languageOf, wordsIn, type Key, type Words } from '../words.ts';
import { Ask } from './ask.tsx';
import { Escalate } from './escalate.tsx';
import { focusSoon, isFocusLost } from './focus.ts';
import { Button, Callout, Tag } from './primitives.tsx';
import { Process } from './process.tsx';
import { Sections, type OpenSections } from './sections.tsx';
import { TimeLine } from './time-line.tsx';
import { sayingIn, type Saying } from './saying.tsx';
import { usePanel, type Done, type Panel as PanelState } from './use-panel.ts';

interface PanelProps {
  readonly host: PanelHost;
  readonly judge: PanelJudge;
  readonly words: Words;
}

/** The whole panel. */
export function Panel({ host, judge, words }: PanelProps): JSX.Element {
  const panel = usePanel({ host, judge, words });
  const root = useRef<HTMLDivElement>(null);
  useFit(root, host);
  const isShown = panel.view !== undefined;
  useEffect(() => {
    if (!isShown) return;
    // How soon it is of use can be read in any browser's tools.
    performance.mark('recourse-shown');
    // Whoever cannot fetch it now is told so when they press, and it is tried again.
    saving().catch(() => undefined);
  }, [isShown]);
  return (
    <div class="panel" ref={root}>
      {panel.view === undefined ? <Before panel={panel} words={words} /> : <Shown {...{ host, judge, words, panel }} />}
    </div>
  );
}

/** Before there is anything to show: still reading, or why it cannot be read. */
function Before({ panel, words }: { readonly panel: PanelState; readonly words: Words }): JSX.Element {
  if (panel.failure !== undefined) return <Unread panel={panel} words={words} />;
  return (
    <p class="faint" role="status">
      {words.t('reading')}
    </p>
  );
}

/** Why the ticket could not be read, and the way to try again. */
function Unread({ panel, words }: { readonly panel: PanelState; readonly words: Words }): JSX.Element {
  const { failure } = panel;
  const key: Key = failure === 'offline' ? 'read_offline' : failure === 'forbidden' ? 'read_forbidden' : 'read_failed';
  const again = async (): Promise<void> => {
    await panel.again();
    if (isFocusLost()) focusSoon('.opener');
  };
  return (
    <div role="alert">
      <Callout tone="broken" title={words.t(key)}>
        <Button onClick={() => void again()}>{words.t('try_again')}</Button>
      </Callout>
    </div>
  );
}

/** Tells the helpdesk how high the panel is, whenever that changes. */
function useFit(root: { readonly current: HTMLElement | null }, host: PanelHost): void {
  useEffect(() => {
    const { current } = root;
    if (current === null) return;
    const observer = new ResizeObserver(() => host.fit(Math.ceil(current.getBoundingClientRect().height)));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
}

type ShownProps = PanelProps & { readonly panel: PanelState };

function Shown({ host, judge, words, panel }: ShownProps): JSX.Element {
  const [open, setOpen] = useState<OpenSections>({ promises: true });
  const { view, said } = panel;
  useEffect(() => {
    if (said !== undefined && isFocusLost()) focusSoon('.toast');
  }, [said]);
  if (view === undefined) return <></>;
  const disabled = !view.mayWrite || panel.busy !== undefined;
  const isOffline = view.notices.some(({ kind }) => kind === 'offline');
  const saying = sayingIn({ view, panel, words, open });
  const draft = (kind: DraftKind): void =>
    void panel.act('doing', () => put(() => letter(kind, { host, judge, words }), { host, words }));
  const insert = (text: string): void => void panel.act('referral', () => put(async () => text, { host, words }));
  return (
    <>
      {panel.failure !== undefined && !isOffline && <Unread panel={panel} words={words} />}
      <Glance view={view} />
      {saying('top')}
      {view.lacksSummary && (
        <Unsummed
          words={words}
          disabled={disabled}
          onWrite={() => void panel.act('summary', () => sumUp({ host, judge, words }))}
        />
      )}
      <Ask {...{ panel, view, words, disabled, saying }} />
      {view.process !== undefined && <Process process={view.process} words={words} />}
      {view.timeline !== undefined && <TimeLine view={view.timeline} />}
      {view.process?.next !== undefined && (
        <Doing {...{ host, judge, words, panel, disabled, saying }} step={view.process.next} onDraft={draft} />
      )}
      <Sections
        {...{ panel, view, words, host, disabled, open, saying }}
        onToggle={(name) => setOpen((old) => ({ ...old, [name]: old[name] !== true }))}
        onOpen={(name) => setOpen((old) => ({ ...old, [name]: true }))}
        onDraft={draft}
        onInsert={insert}
        onClose={() => void panel.act('closing', () => close({ host, judge, words }))}
      />
      <p class="small-print">{view.smallPrint}</p>
    </>
  );
}

async function sumUp({ host, judge, words }: PanelProps): Promise<Done> {
  const { saveSummary, saveUnsummed } = await saving();
  const summed = await saveSummary({ host, judge });
  const undo = async (written: Summed): Promise<Done> =>
    (await saveUnsummed(written, { host, judge }))
      ? { text: words.t('undone') }
      : { tone: 'warning', text: words.plural('undone_but', 1) };
  return { text: words.t('summary_written'), undo: summed && (() => undo(summed)) };
}

async function close({ host, judge, words }: PanelProps): Promise<Done> {
  const { saveClosing, saveReopening } = await saving();
  const before = await saveClosing({ host, judge });
  const undo = async (): Promise<Done> => {
    await saveReopening(before, { host, judge });
    return { text: words.t('reopened') };
  };
  return { text: words.t('closed_done'), undo };
}

async function escalate(note: string, tried: Set<Instant>, { host, judge, words }: PanelProps): Promise<Done> {
  const { saveEscalation, saveWithdrawal } = await saving();
  const escalatedAt = await saveEscalation(note, { host, judge }, tried);
  const undo = async (): Promise<Done> => {
    const { wasTold } = await saveWithdrawal(escalatedAt, { host, judge });
    return { text: words.t(wasTold ? 'escalation_withdrawn_told' : 'escalation_withdrawn') };
  };
  return { text: words.t('escalated'), undo };
}

/** What is to be known at a glance: what it is, what stands in the way, what is due. */
function Glance({ view }: { readonly view: PanelView }): JSX.Element {
  return (
    <>
      <header class="head">
        <div class="row">
          <h1>{view.title}</h1>
          {view.severity !== undefined && <Tag tone={`severity-${view.severity.tone}`}>{view.severity.text}</Tag>}
        </div>
        {view.stage !== '' && <p class="faint">{view.stage}</p>}
      </header>
      <div role="status" aria-live="polite">
        {view.notices.map(({ kind, text }) => (
          <Callout key={kind} tone={kind === 'readonly' || kind === 'closed' ? 'quiet' : 'warning'}>
            <p>{text}</p>
          </Callout>
        ))}
      </div>
      {view.next !== undefined && (
        <Callout tone={view.next.tone} title={view.next.title} paused={view.next.tone === 'quiet'}>
          <p>{view.next.when}</p>
        </Callout>
      )}
    </>
  );
}

interface UnsummedProps {
  readonly words: Words;
  readonly disabled: boolean;
  readonly onWrite: () => void;
}

/** It ended, in whatever way, and nobody has written down yet how its promises stood. */
function Unsummed({ words, disabled, onWrite }: UnsummedProps): JSX.Element {
  return (
    <Callout tone="warning" title={words.t('summary_lacking')}>
      <Button disabled={disabled} onClick={onWrite}>
        {words.t('summary_write')}
      </Button>
    </Callout>
  );
}

interface DoingProps extends ShownProps {
  readonly disabled: boolean;
  readonly saying: Saying;
  readonly step: Step;
  readonly onDraft: (kind: DraftKind) => void;
}

/** The note is kept like whatever else is typed. */
const escalationNote = 'escalationNote';

/** What can be done at once: a draft for the next step, or an escalation. */
function Doing({ host, judge, words, panel, disabled, saying, step, onDraft }: DoingProps): JSX.Element {
  const note = panel.typed.edits[escalationNote] ?? '';
  const [wanted, setWanted] = useState(false);
  const [tried] = useState(() => new Set<Instant>());
  // A note that was kept asks for it as well, be it rubbed out to write another.
  const escalating = wanted || Object.hasOwn(panel.typed.edits, escalationNote);
  const begin = (): void => {
    setWanted(true);
    focusSoon('.escalate textarea');
  };
  const end = (): void => {
    setWanted(false);
    panel.discard([escalationNote]);
  };
  const send = async (): Promise<void> => {
    if (await panel.act('doing', () => escalate(note, tried, { host, judge, words }))) end();
  };
  return (
    <>
      <div class="actions doing">
        <NextDraft step={step} words={words} disabled={disabled} onDraft={onDraft} />
        <Button kind="danger" disabled={disabled || escalating} onClick={begin}>
          {words.t('escalate')}
        </Button>
      </div>
      {escalating && (
        <Escalate
          words={words}
          disabled={disabled}
          note={note}
          onNote={(text) => panel.type(escalationNote, text)}
          onCancel={() => {
            end();
            focusSoon('.doing .btn-danger');
          }}
          onSend={() => void send()}
        />
      )}
      {saying('doing')}
    </>
  );
}

interface NextDraftProps {
  readonly step: Step;
  readonly words: Words;
  readonly disabled: boolean;
  readonly onDraft: (kind: DraftKind) => void;
}

/** The draft that the next step asks for first, and a holding reply while no decision was told. */
function NextDraft({ step, words, disabled, onDraft }: NextDraftProps): JSX.Element | null {
  if (step === 'close') return null;
  const first: DraftKind = step === 'acknowledge' ? 'ack' : step === 'communicate' ? 'decision' : 'holding';
  return (
    <>
      <Button kind="primary" disabled={disabled} onClick={() => onDraft(first)}>
        {words.t(`draft_${first}`)}
      </Button>
      {first !== 'holding' && (
        <Button disabled={disabled} onClick={() => onDraft('holding')}>
          {words.t('draft_holding')}
        </Button>
      )}
    </>
  );
}

/** A letter says how the complaint stands now, whatever the panel read before; none of what is no complaint by now. */
async function letter(kind: DraftKind, { host, judge, words }: PanelProps): Promise<string | undefined> {
  const seen = await host.read(judge.prefix);
  const { outcome, policy } = await judge.judge(seen.record, seen.now);
  const { complaint, clocks } = outcome;
  if (complaint === undefined) return undefined;
  const { draftOf } = await import('../drafts.ts');
  return draftOf(kind, {
    record: seen.record,
    complaint,
    clocks,
    decided: readDecided(seen.record.fields),
    policy,
    now: seen.now,
    words: await theirWords(complaint, seen.record.language, words),
    by: seen.viewer.name,
  });
}

/** Words in the complaint's language, or in the viewer's where that is not known; dates as its country writes them. */
async function theirWords({ recognition }: Complaint, known: string | undefined, own: Words): Promise<Words> {
  const language = languageBeside(recognition, known);
  if (language === undefined) return own;
  const locale = known?.toLowerCase().startsWith(language) === true ? known : language;
  return wordsIn(await loadStrings(languageOf(locale)), locale, own.zone);
}

/** Puts a text into the reply box. What keeps it from being written keeps it from standing there, and is no failed save. */
async function put(
  write: () => Promise<string | undefined>,
  { host, words }: Pick<PanelProps, 'host' | 'words'>,
): Promise<Done> {
  const notDrafted: Done = { tone: 'broken', text: words.t('not_drafted') };
  try {
    const text = await write();
    if (text === undefined) return notDrafted;
    await host.draft(text);
    return { text: words.t('drafted') };
  } catch {
    return notDrafted;
  }
}
