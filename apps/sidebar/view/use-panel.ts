import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { every, timeSince, type RunningTime } from '../browser-time.ts';
import type { Facts } from '../facts.ts';
import { HostError, type HostFailure, type PanelHost, type SeenTicket } from '../host.ts';
import type { Judged, PanelJudge } from '../judging.ts';
import { keepTyped, nothingTyped, readTyped, type Typed } from '../kept-drafts.ts';
import type { Saved } from '../save.ts';
import { saving } from './saving.ts';
import { viewOf, type PanelView } from '../view-model.ts';
import type { SectionName } from './sections.tsx';
import type { Key, Words } from '../words.ts';

/** Where something is done in the panel, and what came of it is said. */
export type Place = 'ask' | 'summary' | 'doing' | SectionName;

/** What the panel says about what was just done. */
export interface Said {
  readonly at: Place;
  readonly tone: 'done' | 'warning' | 'broken';
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

/** What came of something that writes. */
export interface Done {
  readonly text: string;
  readonly tone?: Said['tone'];
  /** Takes it back. */
  readonly undo?: (() => Promise<Done>) | undefined;
  /** Is called when the ticket has been read again. */
  readonly settle?: () => void;
}

/** Everything the panel's parts share. */
export interface Panel {
  readonly view: PanelView | undefined;
  readonly seen: SeenTicket | undefined;
  readonly judged: Judged | undefined;
  readonly failure: HostFailure | undefined;
  readonly now: number;
  readonly typed: Typed;
  readonly clashes: Facts;
  /** The part that is being saved. */
  readonly busy: Place | undefined;
  readonly said: Said | undefined;
  type(fact: string, text: string): void;
  discard(facts: readonly string[]): void;
  save(part: Place, facts: readonly string[], extra?: Facts): Promise<boolean>;
  /** Does something that writes, and says how it went. */
  act(part: Place, work: () => Promise<Done>): Promise<boolean>;
  again(): Promise<void>;
  say(said: Said | undefined): void;
}

/** How often the words "in 3 hours" are looked at again. */
const tickMs = 15_000;

interface Props {
  readonly host: PanelHost;
  readonly judge: PanelJudge;
  readonly words: Words;
}

/** The panel's state: the ticket as it was read last, what is typed, and what is being saved. */
export function usePanel({ host, judge, words }: Props): Panel {
  const ticket = useTicket({ host, judge, words });
  const { seen, judged, reading, failure, now } = ticket;
  const online = useOnline();
  const view = useMemo(() => {
    if (seen === undefined || judged === undefined) return undefined;
    const lacking = seen.lacking.map((name) => judge.prefix + name);
    const { record, viewer } = seen;
    return viewOf({ record, ...judged, viewer, words, lacking, online, now, slackUrl: host.slackUrl });
  }, [seen, judged, now, online, words]);
  const typing = useTyping(seen === undefined ? undefined : `${seen.record.ref.account} ${seen.record.ref.id}`, view);
  const doing = useDoing(words, reading);
  const save = savingOf({ host, judge, words }, { view, typing, doing });
  const { typed, clashes, type, forget } = typing;
  const { busy, said, say, act } = doing;
  return {
    view,
    seen,
    judged,
    failure,
    now,
    typed,
    clashes,
    busy,
    said,
    type,
    discard: (names) => forget(picked(typed.edits, names), {}),
    save,
    act,
    again: reading,
    say,
  };
}

type Doing = Pick<Panel, 'busy' | 'said' | 'say' | 'act'>;

/** One thing is done at a time, and said how it went. */
function useDoing(words: Words, reading: () => Promise<void>): Doing {
  const [busy, setBusy] = useState<Place | undefined>();
  const [said, say] = useState<Said | undefined>();
  const act: Panel['act'] = async (part, work) => {
    if (busy !== undefined) return false;
    setBusy(part);
    say(undefined);
    try {
      const { text, tone = 'done', undo, settle } = await work();
      // Until the ticket is read again, forms would show what it held before, and typing would begin from that.
      await reading();
      settle?.();
      say({ at: part, tone, text, undo: undo && (() => void again.current(part, undo)) });
      return true;
    } catch (error) {
      const reason = error instanceof HostError ? error.reason : 'busy';
      // The ticket is another than the one that is shown.
      if (reason === 'ended') await reading();
      say({ at: part, tone: 'broken', text: words.t(`fail_${reason}` as Key) });
      return false;
    } finally {
      setBusy(undefined);
    }
  };
  // What takes something back is pressed when it is done, so by what acts then.
  const again = useRef(act);
  again.current = act;
  return { busy, said, say, act };
}

interface Typing extends Pick<Panel, 'typed' | 'clashes' | 'type'> {
  /**
   * Takes facts for saved as they are here; what was typed over them since stays typed.
   *
   * @param keep  what colleagues wrote in the same places: what the next save replaces
   */
  readonly forget: (saved: Facts, keep: Facts) => void;
}

/** What is typed and not saved, and what clashed with it. */
function useTyping(ticket: string | undefined, view: PanelView | undefined): Typing {
  const [typed, setTyped] = useTyped(ticket);
  const [clashes, setClashes] = useState<Facts>({});
  return {
    typed,
    clashes,
    type: (fact, text) =>
      setTyped(({ edits, base }) => ({
        edits: { ...edits, [fact]: text },
        base: Object.hasOwn(base, fact) ? base : { ...base, [fact]: view?.facts[fact] ?? '' },
      })),
    forget: (saved, keep) => {
      const names = Object.keys(saved);
      setTyped((old) => {
        const since = Object.keys(old.edits).filter((name) => old.edits[name] !== saved[name]);
        const gone = names.filter((name) => !since.includes(name) && !Object.hasOwn(keep, name));
        return {
          edits: without(old.edits, gone),
          base: { ...without(old.base, gone), ...picked(saved, since), ...keep },
        };
      });
      setClashes((old) => ({ ...without(old, names), ...keep }));
    },
  };
}

interface SavingParts {
  readonly view: PanelView | undefined;
  readonly typing: Typing;
  readonly doing: Doing;
}

function savingOf({ host, judge, words }: Props, { view, typing, doing }: SavingParts): Panel['save'] {
  const undo = async ({ after, before }: Saved): Promise<Done> => {
    const { saveFacts } = await saving();
    const { clashes } = await saveFacts(after, before, { host, judge });
    return clashes.length === 0
      ? { text: words.t('undone') }
      : { tone: 'warning', text: words.plural('undone_but', clashes.length) };
  };
  return async (part, names, extra = {}) => {
    if (view === undefined) return false;
    const { typed, forget } = typing;
    const mine = { ...picked(typed.edits, names), ...extra };
    const base = { ...view.facts, ...picked(typed.base, names) };
    let saved: Saved | undefined;
    const done = await doing.act(part, async () => {
      const { saveFacts } = await saving();
      saved = await saveFacts(base, mine, { host, judge });
      const result = saved;
      return {
        tone: result.clashes.length > 0 ? 'warning' : 'done',
        text: savedText(result, words),
        undo: result.outcome === 'saved' ? () => undo(result) : undefined,
        settle: () => forget(mine, Object.fromEntries(result.clashes.map(({ fact, theirs }) => [fact, theirs]))),
      };
    });
    return done && saved?.clashes.length === 0;
  };
}

function savedText({ outcome, clashes, merged }: Saved, words: Words): string {
  if (clashes.length > 0) return words.plural('clash', clashes.length);
  if (outcome === 'nothing') return words.t('nothing_to_save');
  return words.t(merged ? 'merged' : 'saved');
}

function picked(facts: Facts, names: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)));
}

function without(facts: Facts, names: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)));
}

interface Ticket {
  readonly seen: SeenTicket | undefined;
  readonly judged: Judged | undefined;
  readonly failure: HostFailure | undefined;
  readonly now: number;
  readonly reading: () => Promise<void>;
}

/** The ticket as it was read last, judged anew as time goes on. */
function useTicket({ host, judge }: Props): Ticket {
  const [state, setState] = useState<Omit<Ticket, 'reading'>>({
    seen: undefined,
    judged: undefined,
    failure: undefined,
    now: 0,
  });
  const time = useRef<RunningTime | undefined>(undefined);
  const latest = useRef<Promise<void> | undefined>(undefined);
  const read = useCallback(
    async (isLatest: () => boolean): Promise<void> => {
      try {
        const seen = await host.read(judge.prefix);
        const judged = await judge.judge(seen.record, seen.now);
        if (!isLatest()) return;
        time.current = timeSince(seen.now);
        setState({ seen, judged, failure: undefined, now: seen.now });
      } catch (error) {
        if (!isLatest()) return;
        const failure = error instanceof HostError ? error.reason : 'busy';
        setState((old) => ({ ...old, failure }));
      }
    },
    [host, judge],
  );
  /** Resolves when it is shown, or what somebody asked for meanwhile. */
  const reading = useCallback(async (): Promise<void> => {
    const mine: Promise<void> = read(() => latest.current === mine);
    latest.current = mine;
    await mine;
    if (latest.current !== mine) await latest.current;
  }, [read]);
  useEffect(() => {
    void reading();
    host.watch({ again: () => void reading() });
    return every(tickMs, () => {
      const now = time.current?.now();
      if (now !== undefined && shown.current !== undefined) void judgeAgain(shown.current, now);
    });
  }, [reading]);
  const shown = useRef<SeenTicket | undefined>(undefined);
  shown.current = state.seen;
  const judgeAgain = async (seen: SeenTicket, now: number): Promise<void> => {
    const judged = await judge.judge(seen.record, now);
    setState((present) => (present.seen === seen ? { ...present, judged, now } : present));
  };
  return { ...state, reading };
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}

function useTyped(key: string | undefined): readonly [Typed, (change: (old: Typed) => Typed) => void] {
  const [state, setState] = useState<{ readonly key: string | undefined; readonly typed: Typed }>({
    key: undefined,
    typed: nothingTyped,
  });
  useEffect(() => {
    if (key !== undefined) setState((old) => (old.key === key ? old : { key, typed: readTyped(key) }));
  }, [key]);
  return [
    state.typed,
    (change) =>
      setState((old) => {
        const typed = change(old.typed);
        if (old.key !== undefined) keepTyped(old.key, typed);
        return { ...old, typed };
      }),
  ];
}
