import type { JSX } from 'preact';
import type { PanelView } from '../view-model.ts';
import type { Words } from '../words.ts';
import { Button } from './primitives.tsx';
import type { OpenSections } from './sections.tsx';
import type { Panel, Place, Said } from './use-panel.ts';

/** Where what came of something is said; `top` where the place itself is gone or closed. */
export type SayingPlace = Place | 'top';
/** What is said at a place: beside what was pressed, for a panel may be higher than what is seen of it. */
export type Saying = (at: SayingPlace) => JSX.Element;

interface Around {
  readonly view: PanelView;
  readonly panel: Panel;
  readonly words: Words;
  readonly open: OpenSections;
}

/** Says at each place what came of what was done there, and the way back. */
export function sayingIn({ view, panel, words, open }: Around): Saying {
  const { said, busy } = panel;
  const place = said === undefined ? undefined : placeOf(said, view, open);
  // Each place is there before something is said in it, so that it is read aloud.
  return (at) => (
    <div class="said" role="status" aria-live="polite">
      {said !== undefined && place === at && (
        <div class={`toast toast-${said.tone}`} tabIndex={-1}>
          <span>{said.text}</span>
          {said.undo !== undefined && (
            <Button kind="quiet" disabled={busy !== undefined} onClick={said.undo}>
              {words.t('undo')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function placeOf({ at }: Said, { standing, isOver, process }: PanelView, open: OpenSections): SayingPlace {
  const isThere: Readonly<Record<'ask' | 'summary' | 'doing', boolean>> = {
    ask: standing === 'complaint' ? open.why === true : !isOver,
    summary: false,
    doing: process?.next !== undefined,
  };
  return at === 'ask' || at === 'summary' || at === 'doing'
    ? isThere[at]
      ? at
      : 'top'
    : open[at] === true && process !== undefined
      ? at
      : 'top';
}
