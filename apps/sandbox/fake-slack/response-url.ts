import { createHmac } from 'node:crypto';

import { MINUTE_MS, type Instant } from '#core/time.ts';
import { refused, type Answer } from './answer.ts';
import { appMessage, change } from './chat-methods.ts';
import { readArguments, type Call } from './call.ts';
import { isRefusal, readContent } from './content.ts';
import type { StoredMessage } from './message.ts';
import type { Desk } from './method.ts';
import type { Channel } from './workspace.ts';

/** A response_url serves this many answers within this time. */
const mostUses = 5;
const lifeMs = 30 * MINUTE_MS;
/** Addresses that are remembered; the oldest are forgotten. */
const mostKept = 1000;

interface Source {
  readonly channel: Channel;
  /** What was acted on; a command acts on none. */
  readonly message: StoredMessage | undefined;
  readonly user: string;
}

/** The addresses that come with interactions, by which the app answers without a token. */
export interface ResponseUrls {
  create(source: Source): string;
  /** What the app posted to `path`: HTTP status and body. */
  serve(
    path: string,
    contentType: string | undefined,
    body: string,
  ): { readonly status: number; readonly body: Answer };
}

/** @param origin gives the fake's own origin, such as `http://127.0.0.1:4010` */
export function createResponseUrls(desk: Desk, secret: string, origin: () => string): ResponseUrls {
  const open = new Map<string, { readonly source: Source; readonly at: Instant; uses: number }>();
  let count = 0;
  return {
    create(source) {
      count += 1;
      const proof = createHmac('sha256', secret).update(`response_url:${count}`).digest('hex').slice(0, 24);
      const path = `/actions/${desk.workspace.app.teamId}/${count}/${proof}`;
      open.set(path, { source, at: desk.time.now(), uses: 0 });
      if (open.size > mostKept) open.delete(open.keys().next().value ?? '');
      return `${origin()}${path}`;
    },
    serve(path, contentType, body) {
      const entry = open.get(path);
      if (entry === undefined) return { status: 404, body: refused('invalid_url') };
      if (desk.time.now() - entry.at > lifeMs) return { status: 404, body: refused('expired_url') };
      if (entry.uses >= mostUses) return { status: 404, body: refused('used_url') };
      const args = readArguments(contentType, body);
      if (typeof args === 'string') return { status: 400, body: refused(args) };
      entry.uses += 1;
      const answer = respond({ method: 'response_url', token: undefined, args }, entry.source, desk);
      return { status: answer.ok ? 200 : 400, body: answer };
    },
  };
}

function respond(call: Call, source: Source, desk: Desk): Answer {
  const { channel, message, user } = source;
  if (call.args['delete_original'] === true) {
    if (message !== undefined) desk.workspace.remove(channel, message);
    return { ok: true };
  }
  const content = readContent(call, 'msg_too_long');
  if (isRefusal(content)) return content;
  if (call.args['replace_original'] === true && message !== undefined) {
    change(message, { text: content.text ?? '', posted: content.blocks ?? [], metadata: { kind: 'keep' }, channel });
    desk.workspace.changed('changed', channel, message.ts);
    return { ok: true };
  }
  const everyone = call.args['response_type'] === 'in_channel';
  const thread = call.args['thread_ts'];
  const added = desk.workspace.add(
    channel,
    appMessage(content, {
      desk,
      channel,
      threadTs: typeof thread === 'string' ? thread : message?.threadTs,
      ephemeralFor: everyone ? undefined : user,
    }),
  );
  return added === undefined ? refused('message_limit_exceeded') : { ok: true };
}
