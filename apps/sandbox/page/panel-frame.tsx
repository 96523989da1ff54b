import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SandboxState, SandboxTicket } from '../model.ts';
import { freshdeskHost } from './freshdesk-host.ts';
import type { HostedTicket, PanelHost } from './panel-host.ts';
import { zendeskHost } from './zendesk-host.ts';

interface PanelFrameProps {
  readonly ticket: SandboxTicket;
  readonly state: SandboxState;
  readonly now: number;
  /** Puts words into the reply box. */
  readonly onDraft: (text: string) => void;
  readonly onOpen: (id: string) => void;
}

const hosts: Readonly<Record<string, PanelHost>> = { zendesk: zendeskHost, freshdesk: freshdeskHost };

/** The page's own machine by its other name: another origin, as a helpdesk's apps have. */
export function panelOrigin(here: Pick<Location, 'hostname' | 'port'>): string {
  return `http://${here.hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${here.port}`;
}

/** Two saves within one second share an instant, but not what they left behind. */
function stateOf({ updatedAt, status, tags, fields, comments }: SandboxTicket): string {
  return JSON.stringify([updatedAt, status, tags, fields, comments.length]);
}

/** How often a panel is told to look again while time runs. */
const stepMs = 30 * 60_000;

/** The product's own panel in the frame that the helpdesk gives it, spoken to as the helpdesk speaks. */
export function PanelFrame(props: PanelFrameProps): JSX.Element {
  const { ticket, state, now } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const tell = useRef<(() => void) | undefined>(undefined);
  const host = hosts[ticket.platform];
  useEffect(() => {
    const { current } = frame;
    if (current === null || host === undefined) return;
    const hosted: HostedTicket = {
      frame: current,
      origin: panelOrigin(location),
      ticket: () => latest.current.ticket,
      agent: state.you.agent,
      zone: state.company.zone,
      draft: (text) => latest.current.onDraft(text),
      open: (id) => latest.current.onOpen(id),
    };
    const connected = host.connect(hosted);
    tell.current = () => connected.changed();
    return () => connected.close();
  }, []);
  useEffect(() => tell.current?.(), [stateOf(ticket), Math.floor(now / stepMs)]);
  if (host === undefined) return <></>;
  return (
    <iframe
      ref={frame}
      class="panel-frame"
      title="Recourse"
      src={`${panelOrigin(location)}${host.address(location.origin)}`}
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
    />
  );
}
