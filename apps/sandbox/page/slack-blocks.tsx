import type { JSX } from 'preact';

import { ActionElement, type OnAction } from './slack-elements.tsx';
import { Text, type Reader } from './slack-text.tsx';
import { formatSlackDate } from './slack-date.ts';
import { listIn, objectIn, textIn, type Json } from './slack-json.ts';
import { safeUrl } from './slack-angle.ts';

export type { OnAction, SlackAction } from './slack-elements.tsx';
export type { Reader } from './slack-text.tsx';

/** A message's content and what drawing it needs. */
export interface BlocksProps extends Reader {
  /** The blocks as they were posted; without any, the fallback text is the message. */
  readonly blocks: readonly unknown[] | undefined;
  readonly fallbackText: string;
  readonly onAction: OnAction;
}

/** Block Kit as Slack draws it: header, section, context, actions, divider, image; others are named, not drawn. */
export function Blocks({ blocks, fallbackText, onAction, ...reader }: BlocksProps): JSX.Element {
  if (blocks === undefined || blocks.length === 0) {
    return (
      <div class="slack-blocks">
        <div class="slack-section">
          <Text text={fallbackText} mrkdwn reader={reader} />
        </div>
      </div>
    );
  }
  return (
    <div class="slack-blocks">
      {blocks.map((block, index) => (
        <Block key={index} block={objectIn(block)} reader={reader} onAction={onAction} />
      ))}
    </div>
  );
}

interface Part {
  readonly block: Json;
  readonly reader: Reader;
  readonly onAction: OnAction;
}

function Block({ block, reader, onAction }: Part): JSX.Element {
  const type = textIn(block, 'type');
  switch (type) {
    case 'header':
      return <h3 class="slack-header">{<TextObject value={block['text']} reader={reader} />}</h3>;
    case 'section':
      return <Section block={block} reader={reader} onAction={onAction} />;
    case 'context':
      return <Context block={block} reader={reader} onAction={onAction} />;
    case 'actions':
      return (
        <div class="slack-actions">
          {listIn(block, 'elements').map((element, index) => (
            <ActionElement
              key={index}
              element={objectIn(element)}
              blockId={textIn(block, 'block_id')}
              onAction={onAction}
            />
          ))}
        </div>
      );
    case 'divider':
      return <hr class="slack-divider" />;
    case 'image':
      return <Image image={block} class="slack-image" />;
    default:
      return <p class="slack-unknown">{`(${type === '' ? 'a block' : type} that this page does not draw)`}</p>;
  }
}

function Section({ block, reader, onAction }: Part): JSX.Element {
  const accessory = block['accessory'] === undefined ? undefined : objectIn(block['accessory']);
  const fields = listIn(block, 'fields');
  return (
    <div class="slack-section">
      <div class="slack-section-main">
        {block['text'] === undefined ? null : (
          <div>
            <TextObject value={block['text']} reader={reader} />
          </div>
        )}
        {fields.length === 0 ? null : (
          <div class="slack-fields">
            {fields.map((field, index) => (
              <div key={index} class="slack-field">
                <TextObject value={field} reader={reader} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory === undefined ? null : (
        <div class="slack-accessory">
          {textIn(accessory, 'type') === 'image' ? (
            <Image image={accessory} class="slack-thumb" />
          ) : (
            <ActionElement element={accessory} blockId={textIn(block, 'block_id')} onAction={onAction} />
          )}
        </div>
      )}
    </div>
  );
}

function Context({ block, reader }: Part): JSX.Element {
  return (
    <div class="slack-context">
      {listIn(block, 'elements').map((value, index) => {
        const element = objectIn(value);
        return textIn(element, 'type') === 'image' ? (
          <Image key={index} image={element} class="slack-context-image" />
        ) : (
          <span key={index} class="slack-context-text">
            <TextObject value={element} reader={reader} />
          </span>
        );
      })}
    </div>
  );
}

function Image({ image, class: name }: { image: Json; class: string }): JSX.Element {
  const url = safeUrl(textIn(image, 'image_url'));
  const words = textIn(image, 'alt_text');
  return url === undefined ? (
    <span>{words}</span>
  ) : (
    <img class={name} src={url} alt={words} referrerpolicy="no-referrer" />
  );
}

function TextObject({ value, reader }: { value: unknown; reader: Reader }): JSX.Element {
  const object = objectIn(value);
  return <Text text={textIn(object, 'text')} mrkdwn={textIn(object, 'type') === 'mrkdwn'} reader={reader} />;
}

/** A whole message, its author, and what drawing it needs. */
export interface MessageProps extends Reader {
  readonly message: {
    readonly ts: string;
    readonly text: string;
    readonly blocks?: readonly unknown[] | undefined;
    readonly edited?: number | undefined;
    readonly broadcast?: boolean | undefined;
    readonly ephemeralFor?: string | undefined;
    readonly unfurls?: readonly { readonly url: string; readonly blocks: readonly unknown[] }[] | undefined;
  };
  readonly author: { readonly name: string; readonly isApp: boolean };
  readonly onAction: OnAction;
}

/** One message with who wrote it and when, whether it was edited, and who alone can see it. Its thread is the page's. */
export function Message({ message, author, onAction, ...reader }: MessageProps): JSX.Element {
  const at = Math.floor(Number(message.ts) * 1000);
  const zone = { now: reader.now, timeZone: reader.timeZone };
  return (
    <article class="slack-message" data-ts={message.ts}>
      <span class={author.isApp ? 'slack-avatar slack-avatar-app' : 'slack-avatar'} aria-hidden="true">
        {author.name.slice(0, 1).toUpperCase()}
      </span>
      <div class="slack-message-main">
        {message.ephemeralFor === undefined ? null : (
          <p class="slack-note">{`Only visible to ${reader.people(message.ephemeralFor) ?? message.ephemeralFor}`}</p>
        )}
        {message.broadcast === true ? <p class="slack-note">replied to a thread</p> : null}
        <p class="slack-byline">
          <b class="slack-author">{author.name}</b>
          {author.isApp ? <span class="slack-app">APP</span> : null}
          <time
            class="slack-time"
            dateTime={new Date(at).toISOString()}
            title={formatSlackDate(at, '{date_long} {time_secs}', zone)}
          >
            {formatSlackDate(at, '{time}', zone)}
          </time>
        </p>
        <Blocks {...reader} blocks={message.blocks} fallbackText={message.text} onAction={onAction} />
        {message.unfurls?.map(({ url, blocks }) => (
          <div key={url} class="slack-unfurl">
            <Blocks {...reader} blocks={blocks} fallbackText="" onAction={onAction} />
          </div>
        ))}
        {message.edited === undefined ? null : (
          <span class="slack-edited" title={`${message.edited} times`}>
            {message.edited === 1 ? '(edited)' : `(edited ${message.edited} times)`}
          </span>
        )}
      </div>
    </article>
  );
}
