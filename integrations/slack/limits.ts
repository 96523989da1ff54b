/**
 * How long Slack lets things be, and how short we keep them. Slack counts characters after escaping; we count UTF-16
 * units, which are never fewer.
 */

/** Blocks of one message. https://docs.slack.dev/reference/block-kit/blocks */
export const blocksPerMessage = 50;
/** A section's text, and any text object. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const sectionTextLength = 3_000;
/** One field of a section. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const fieldTextLength = 2_000;
/** Fields of one section. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const fieldsPerSection = 10;
/** A header. https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const headerTextLength = 150;
/** What an option of a menu carries. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const optionValueLength = 150;
/** A button's words. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const buttonTextLength = 75;
/** What a button brings back. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const buttonValueLength = 2_000;
/** Where a button leads. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const buttonUrlLength = 3_000;
/** Elements of a context block. https://docs.slack.dev/reference/block-kit/blocks/context-block */
export const elementsPerContext = 10;
/** All text of all blocks together: undocumented, measured by https://github.com/slackapi/bolt-js/issues/2509 */
export const messageTextLength = 13_200;
/** `text` of chat.update, the shorter of the two. https://docs.slack.dev/reference/methods/chat.update */
export const fallbackTextLength = 4_000;

/**
 * Our choice: with these a digest of all it may hold stays well within `messageTextLength`, and a promise's title of
 * seventy letters is whole in whichever words it is told.
 */
export const digestHeadlineLength = 135;
export const digestSubjectLength = 90;
export const digestUrlLength = 200;
/** Our choice: a card is read at a glance, whatever a customer wrote as the subject. */
export const subjectLength = 300;
/** Our choice: twenty facts of this length, with all else, stay below `messageTextLength`. */
export const factLength = 300;
/** Our choice. */
export const labelLength = 75;
/** Our choice. */
export const footnoteLength = 500;
/** Our choice. */
export const factsPerCard = 20;
/** A modal's title. https://docs.slack.dev/reference/views/modal-views */
export const modalTitleLength = 24;
/** Our choice: with these the lines of all promises, each with an instant in Slack's own form, fit into one section. */
export const promisesPerCard = 12;
export const promiseTitleLength = 90;
/** Our choice: one line of small print below a reply. */
export const factsPerReply = 8;

/** Posts into one channel: one a second. https://docs.slack.dev/apis/web-api/rate-limits */
export const postsPerChannel = { count: 1, perMs: 1_000 } as const;
/** chat.update, tier 3: fifty a minute in a workspace. https://docs.slack.dev/apis/web-api/rate-limits */
export const updatesPerWorkspace = { count: 50, perMs: 60_000 } as const;
/** conversations.history and .replies are tier 3, too: 50 a minute. We spread them. https://docs.slack.dev/apis/web-api/rate-limits */
export const looksPerWorkspace = { count: 1, perMs: 1_250 } as const;
/** How long to wait after a 429 that does not say. Our choice; https://github.com/slackapi/node-slack-sdk/issues/1421 */
export const defaultRetryAfterMs = 30_000;
/** No Retry-After is believed beyond this. Our choice. */
export const longestRetryAfterMs = 3_600_000;

/** A request's age, either way. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const signatureWindowMs = 300_000;
/** An interaction must be answered in three seconds; we answer by two. https://docs.slack.dev/interactivity/handling-user-interaction */
export const answerWithinMs = 2_000;
/** Most bytes of a request from Slack that we read. Our choice. */
export const requestBytes = 1_048_576;

/** Asking for a connection, reaching it and being greeted. Our choice. */
export const socketOpensWithinMs = 15_000;
/** Slack pings far more often; after that, what looks like a connection is none. Our choice. */
export const socketSilentMs = 60_000;
