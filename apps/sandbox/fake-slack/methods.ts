import { deleteMessage, postEphemeral, postMessage, updateMessage } from './chat-methods.ts';
import { conversationInfo, joinConversation, listConversations } from './conversation-methods.ts';
import { history, replies } from './history-methods.ts';
import type { Method } from './method.ts';
import { authTest, lookupByEmail, userInfo } from './people-methods.ts';
import { unfurl } from './unfurl.ts';
import { openView, publishView, pushView, updateView } from './view-methods.ts';

/** The Web API as far as it goes here: each method, and the scope that its bot token must have. */
export const methods: Readonly<Record<string, { readonly run: Method; readonly scope: string | undefined }>> = {
  'auth.test': { run: authTest, scope: undefined },
  'chat.postMessage': { run: postMessage, scope: 'chat:write' },
  'chat.update': { run: updateMessage, scope: 'chat:write' },
  'chat.delete': { run: deleteMessage, scope: 'chat:write' },
  'chat.postEphemeral': { run: postEphemeral, scope: 'chat:write' },
  'conversations.history': { run: history, scope: 'channels:history' },
  'conversations.replies': { run: replies, scope: 'channels:history' },
  'conversations.list': { run: listConversations, scope: 'channels:read' },
  'conversations.info': { run: conversationInfo, scope: 'channels:read' },
  'conversations.join': { run: joinConversation, scope: 'channels:join' },
  'users.info': { run: userInfo, scope: 'users:read' },
  'users.lookupByEmail': { run: lookupByEmail, scope: 'users:read.email' },
  'chat.unfurl': { run: unfurl, scope: 'links:write' },
  'views.open': { run: openView, scope: undefined },
  'views.push': { run: pushView, scope: undefined },
  'views.update': { run: updateView, scope: undefined },
  'views.publish': { run: publishView, scope: undefined },
};
