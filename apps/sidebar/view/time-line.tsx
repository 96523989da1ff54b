import type { JSX } from 'preact';
import type { TimelineView } from '../timeline-view.ts';

const at = (place: number): string => `${place}%`;

/** A complaint's life, drawn: what happened, pauses, promises, and now. */
export function TimeLine({ view }: { readonly view: TimelineView }): JSX.Element {
  const until = view.now ?? view.endedAt ?? 100;
  return (
    <figure class="timeline">
      <svg class="timeline-drawing" role="img" aria-label={[view.label, ...view.lines].join('. ')} height="46">
        <svg x="8" width="100%" class="timeline-inset" overflow="visible">
          <line class="tl-ground" x1="0" x2="100%" y1="26" y2="26" />
          <line class="tl-gone" x1="0" x2={at(until)} y1="26" y2="26" />
          {view.pauses.map((pause) => (
            <rect
              key={pause.text}
              class="tl-pause"
              x={at(pause.from)}
              width={at(Math.max(1, pause.to - pause.from))}
              y="20"
              height="12"
              rx="2"
            >
              <title>{pause.text}</title>
            </rect>
          ))}
          {view.promises.map((promise) => (
            <svg key={promise.text} x={at(promise.at)} y="26" overflow="visible">
              <path class={`tl-promise tl-${promise.tone}`} d="M0 -18l5 6-5 6-5-6z">
                <title>{promise.text}</title>
              </path>
              <line class={`tl-stem tl-${promise.tone}`} x1="0" x2="0" y1="-6" y2="0" />
            </svg>
          ))}
          {view.events.map((event) => (
            <circle key={event.text} class={`tl-event tl-${event.kind}`} cx={at(event.at)} cy="26" r="4.5">
              <title>{event.text}</title>
            </circle>
          ))}
          {view.now !== undefined && <line class="tl-now" x1={at(view.now)} x2={at(view.now)} y1="12" y2="40" />}
        </svg>
      </svg>
      <figcaption class="timeline-ends" aria-hidden="true">
        <span>{view.from}</span>
        {view.now !== undefined && view.now > 22 && view.now < 78 && <span class="tl-now-word">{view.nowText}</span>}
        <span>{view.to}</span>
      </figcaption>
    </figure>
  );
}
