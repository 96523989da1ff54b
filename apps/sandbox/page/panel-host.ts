import type { PanelAnswer, SandboxTicket } from '../model.ts';
import { post } from './control-client.ts';

/** The ticket a panel stands beside, and what the helpdesk does for the panel. */
export interface HostedTicket {
  readonly frame: HTMLIFrameElement;
  /** Of the panel. */
  readonly origin: string;
  readonly ticket: () => SandboxTicket;
  /** Who looks at it. */
  readonly agent: string;
  readonly zone: string;
  readonly draft: (text: string) => void;
  readonly open: (id: string) => void;
}

export interface Connected {
  /** Tells the panel that the ticket or the time is another. */
  changed(): void;
  close(): void;
}

/** How one helpdesk's page hosts a panel. */
export interface PanelHost {
  /** Path and query of the panel's page. */
  address(pageOrigin: string): string;
  connect(hosted: HostedTicket): Connected;
}

/** Hears what the panel's own frame says, from the panel's own origin, and nothing else. */
export function hear({ frame, origin }: HostedTicket, listen: (data: unknown) => void): () => void {
  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.source === frame.contentWindow && event.origin === origin) listen(event.data);
  };
  addEventListener('message', onMessage);
  return () => removeEventListener('message', onMessage);
}

/** Asks the helpdesk what the panel asked. */
export async function ask(
  platform: string,
  request: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<PanelAnswer> {
  return (await post('helpdesk', { platform, ...request })) as PanelAnswer;
}

/** Whether a value is an object whose keys may be looked at. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives the panel the height it asks for, such as `640px`, within reason. */
export function fit(frame: HTMLIFrameElement, height: unknown): void {
  const px = Number(/^(\d{2,5})px$/u.exec(String(height))?.[1] ?? Number.NaN);
  if (px > 0) frame.style.height = `${Math.min(px, highest)}px`;
}

const highest = 6_000;
