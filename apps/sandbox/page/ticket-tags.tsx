import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SandboxTicket } from '../model.ts';
import type { Act } from './act.ts';
import { post } from './control-client.ts';
import { Icon } from './icons.tsx';

/** The ticket's tags, each removable, and a place for another. */
export function TicketTags({ ticket, act }: { readonly ticket: SandboxTicket; readonly act: Act }): JSX.Element {
  const [written, write] = useState('');
  const { platform, account, id } = ticket;
  const change = async (tags: {
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
  }): Promise<boolean> => act(async () => post('tags', { platform, account, id, ...tags }));
  const add = async (): Promise<void> => {
    const tag = written.trim().replaceAll(/\s+/g, '_').toLowerCase();
    if (tag !== '' && (await change({ add: [tag] }))) write('');
  };
  return (
    <div class="tags">
      <h3 class="heard">Tags</h3>
      <ul>
        {ticket.tags.map((tag) => (
          <li key={tag} class={tag.startsWith('recourse_') ? 'tag ours' : 'tag'}>
            <span>{tag}</span>
            <button type="button" aria-label={`Remove tag ${tag}`} onClick={() => void change({ remove: [tag] })}>
              <Icon name="close" />
            </button>
          </li>
        ))}
        <li>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <input
              aria-label="Add a tag"
              placeholder="+ tag"
              maxLength={100}
              value={written}
              onInput={(event) => write(event.currentTarget.value)}
            />
          </form>
        </li>
      </ul>
    </div>
  );
}
