import type { JSX } from 'preact';

const shapes = {
  play: <path d="M5 3.2v9.6a.6.6 0 0 0 .9.5l7.6-4.8a.6.6 0 0 0 0-1L5.9 2.7a.6.6 0 0 0-.9.5Z" fill="currentColor" />,
  pause: <path d="M4 2.5h2.6v11H4zm5.4 0H12v11H9.4z" fill="currentColor" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  lock: <path d="M4 7h8v6.5H4zM5.7 7V5a2.3 2.3 0 0 1 4.6 0v2" />,
  hash: <path d="M6.3 2.5 5 13.5m6-11-1.3 11M2.8 5.8h10.6M2.4 10.2H13" />,
  views: <path d="M2.5 3.5h11m-11 4.5h11m-11 4.5h7" />,
  home: <path d="M2.5 7.5 8 3l5.5 4.5v6h-3.8V10H6.3v3.5H2.5z" />,
  people: (
    <path d="M6 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Zm-4 6c0-2.4 1.8-3.9 4-3.9s4 1.5 4 3.9m.6-10.4a2.2 2.2 0 0 1 0 4.2m1.2 2.6c1.3.5 2.2 1.7 2.2 3.6" />
  ),
  chart: <path d="M2.5 13.5h11M4.5 11V8m3.5 3V3.5M11.5 11V6" />,
  down: <path d="m4 6.2 4 4 4-4" />,
  plug: <path d="M5.5 2v3.5m5-3.5v3.5M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0zM8 12v2.5" />,
  pen: <path d="m3 13 .6-2.8 7.6-7.6 2.2 2.2-7.6 7.6z" />,
  thread: <path d="M2.5 3h11v8H8l-3 2.5V11H2.5z" />,
  alert: <path d="M8 5v3.8m0 2v.2M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z" />,
  check: <path d="m3.5 8.5 3 3 6-7" />,
  right: <path d="m6.2 4 4 4-4 4" />,
  search: <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm3.3-1.2 3.2 3.2" />,
  mail: <path d="M2 4h12v8.5H2zm0 .6 6 4.6 6-4.6" />,
  globe: (
    <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 0c-2 1.7-2.6 3.6-2.6 6S6 12.3 8 14c2-1.7 2.6-3.6 2.6-6S10 3.7 8 2ZM2.3 8h11.4" />
  ),
  reply: <path d="M6.5 3.5 2.5 7.5l4 4M2.8 7.5H9c2.6 0 4.5 1.5 4.5 5" />,
  note: <path d="M3 2.5h10v7.5l-3.5 3.5H3zM13 10H9.5v3.5M5.5 5.5h5m-5 2.5h3" />,
  ticket: <path d="M2 5h12v2a1.2 1.2 0 0 0 0 2.4V11.5H2V9.4A1.2 1.2 0 0 0 2 7zm7.5 0v6.5" />,
  headset: (
    <path d="M3 10V8a5 5 0 0 1 10 0v2M3 9h2v3.5H4A1 1 0 0 1 3 11.5zm10 0h-2v3.5h1a1 1 0 0 0 1-1zM11.5 12.5c0 1-1.2 1.5-2.5 1.5" />
  ),
  book: <path d="M3 3h4c.6 0 1 .4 1 1v9c0-.6-.4-1-1-1H3zm10 0H9c-.6 0-1 .4-1 1v9c0-.6.4-1 1-1h4z" />,
} satisfies Record<string, JSX.Element>;

/** A small drawing beside words; never the only bearer of a meaning. */
export function Icon({ name }: { readonly name: keyof typeof shapes }): JSX.Element {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}

/** The product's own mark. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="8" class="mark-ground" />
      <path d="M11 24V8h6.2a4.8 4.8 0 0 1 0 9.6H11m6 0 5 6.4" class="mark-line" />
    </svg>
  );
}
