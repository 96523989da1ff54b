import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ownTickets } from '#core/complaint/linked.ts';
import type { EarlierTicket, PanelHost, SeenTicket } from '../host.ts';
import type { Words } from '../words.ts';

interface EarlierProps {
  readonly host: PanelHost;
  readonly seen: SeenTicket | undefined;
  readonly words: Words;
  readonly now: number;
}

/** Other complaints of the same person, looked up when somebody wants to see them. */
export function Earlier({ host, seen, words, now }: EarlierProps): JSX.Element {
  const [found, setFound] = useState<readonly EarlierTicket[] | 'failed' | undefined>();
  const id = seen?.record.ref.id;
  useEffect(() => {
    if (seen === undefined) return;
    let isWanted = true;
    const own = ownTickets(seen.record);
    host.earlier(seen).then(
      (tickets) => isWanted && setFound(tickets.filter((ticket) => !own.has(ticket.id))),
      () => isWanted && setFound('failed'),
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  if (found === undefined) return <p class="faint">{words.t('reading')}</p>;
  if (found === 'failed') return <p class="faint">{words.t('earlier_failed')}</p>;
  if (found.length === 0) return <p class="faint">{words.t('earlier_none')}</p>;
  return (
    <ul class="list">
      {found.map((ticket) => (
        <li key={ticket.id}>
          <button type="button" class="link" onClick={() => void host.openTicket(ticket.id)}>
            #{ticket.id} {ticket.subject}
          </button>
          <p class="faint">
            {words.day(ticket.createdAt, now)} · {words.t(ticket.isOpen ? 'earlier_open' : 'earlier_ended')}
          </p>
        </li>
      ))}
    </ul>
  );
}
