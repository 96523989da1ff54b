import { z } from 'zod';

export const formKinds = ['assign', 'severity', 'reject'] as const;
/** A form that opens from a message: to assign the ticket, to grade the complaint, to say that it is none. */
export type FormKind = (typeof formKinds)[number];
/** What is chosen to see a complaint with all that can be done about it, where there is no room for it. See `details.ts`. */
export const detailsChoice = 'details';

/**
 * What a button of ours carries: ids only. `t` is `platform:account:id`, `c` the mark of the message it stands on, `o`
 * what was chosen from a menu.
 */
export const buttonValue = z.object({
  v: z.literal(1),
  t: z.string().regex(/^[a-z][a-z0-9-]{0,31}:[A-Za-z0-9][A-Za-z0-9._-]{0,127}:[A-Za-z0-9_-]{1,64}$/),
  c: z.string().max(300).optional(),
  o: z.string().max(40).optional(),
});
/** See `buttonValue`. */
export type ButtonValue = z.infer<typeof buttonValue>;

const text = z.string().min(1);

/** The parts of `block_actions` that we read; Slack sends many more. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const blockActions = z.object({
  type: z.literal('block_actions'),
  trigger_id: z.string().optional(),
  user: z.object({ id: text, name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: text }).optional(),
  message: z.object({ ts: text, thread_ts: z.string().optional() }).optional(),
  container: z
    .object({ channel_id: text.optional(), message_ts: text.optional(), thread_ts: z.string().optional() })
    .optional(),
  /** Where the button stands in a modal, or in the app's Home. */
  view: z
    .object({ id: text, type: z.string().optional(), private_metadata: z.string().max(3_000).optional() })
    .optional(),
  actions: z
    .array(
      z.object({
        action_id: text,
        action_ts: z.string().optional(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1)
    .max(25),
});
/** See `blockActions`. */
export type BlockActions = z.infer<typeof blockActions>;

const entered = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_user: z.string().nullish(),
});

/** The parts of `view_submission` that we read. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const viewSubmission = z.object({
  type: z.literal('view_submission'),
  user: z.object({ id: text, name: z.string().optional(), username: z.string().optional() }),
  view: z.object({
    id: text,
    hash: z.string().optional(),
    callback_id: z.string().optional(),
    private_metadata: z.string().max(3_000),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), entered)) }),
  }),
});

/** What a modal of ours carries: the ticket, and where the press was made that opened it; in the Home that is nowhere. */
export const modalMetadata = z.object({
  v: z.literal(1),
  t: buttonValue.shape.t,
  ch: text.optional(),
  m: text.optional(),
  th: z.string().optional(),
});

/** The same of a form, and the modal on which it lies, where it lies on one. See `forms.ts`. */
export const formMetadata = modalMetadata.extend({ k: z.enum(formKinds), w: text.optional() });

/** The parts of a slash command that we read. https://docs.slack.dev/interactivity/implementing-slash-commands */
export const slashCommand = z.object({
  user_id: text,
  user_name: z.string().default(''),
  text: z.string().default(''),
  channel_id: z.string().optional(),
  channel_name: z.string().optional(),
});

/** The parts of `app_home_opened` that we read. https://docs.slack.dev/reference/events/app_home_opened */
export const homeOpened = z.object({ type: z.literal('app_home_opened'), user: text, tab: z.string().optional() });

/** The parts of a user that we read. https://docs.slack.dev/reference/methods/users.info */
export const userInfo = z.object({
  user: z.object({
    real_name: z.string().nullish(),
    name: z.string().nullish(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    deleted: z.boolean().optional(),
    team_id: z.string().nullish(),
    enterprise_user: z.object({ enterprise_id: z.string().nullish(), teams: z.array(z.string()).nullish() }).nullish(),
    profile: z.object({ real_name: z.string().nullish(), email: z.string().nullish() }).nullish(),
  }),
});

/** See `userInfo`. */
export type UserInfo = z.infer<typeof userInfo>;

/** Whose token it is, as far as we read it. https://docs.slack.dev/reference/methods/auth.test */
export const tokenOwner = z.object({ team_id: text, enterprise_id: z.string().nullish() });

/** A page of conversations.history or conversations.replies, as far as we read it. */
export const messagePage = z.object({
  messages: z.array(
    z.object({
      ts: z.string().optional(),
      metadata: z
        .object({ event_type: z.string().optional(), event_payload: z.record(z.string(), z.unknown()).optional() })
        .optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A page of conversations.list, as far as we read it. */
export const channelPage = z.object({
  channels: z.array(z.object({ id: text, name: z.string().optional() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
