import {
  boolean,
  byType,
  integer,
  list,
  matching,
  oneOf,
  shape,
  string,
  url,
  withEither,
  type Rule,
} from './block-rule.ts';

// The elements that stand inside blocks, with the limits of Slack's Block Kit reference
// (docs.slack.dev/reference/block-kit): what the fake accepts is what Slack documents for these types.

const fixed = (type: string): Rule => oneOf(type);

/** Names an element, for the app's listeners. */
export const actionId = string(255);
/** Names a block within its message. */
export const blockId = string(255);

/** A `plain_text` object. */
export function plain(max = 3000): Rule {
  return shape({ type: fixed('plain_text'), text: string(max) }, { emoji: boolean });
}

/** A `plain_text` or `mrkdwn` object. */
export function text(max = 3000): Rule {
  return byType({
    plain_text: plain(max),
    mrkdwn: shape({ type: fixed('mrkdwn'), text: string(max) }, { verbatim: boolean }),
  });
}

const confirm = shape(
  { title: plain(100), text: text(300), confirm: plain(30), deny: plain(30) },
  { style: oneOf('primary', 'danger') },
);
const placeholder = plain(150);
const choice = { text: plain(75), value: string(150) };
const option = shape(choice, { description: plain(75) });
const richOption = shape({ text: text(75), value: string(150) }, { description: text(75) });
const optionGroup = shape({ label: plain(75), options: list(option, 100) });
const common = { action_id: actionId, confirm, focus_on_load: boolean };

const button = shape(
  { type: fixed('button'), text: plain(75) },
  {
    action_id: actionId,
    url,
    value: string(2000),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: string(75),
  },
);
const overflow = shape(
  { type: fixed('overflow'), options: list(shape(choice, { description: plain(75), url }), 5) },
  { action_id: actionId, confirm },
);
const staticSelect = withEither(
  ['options', 'option_groups'],
  shape(
    { type: fixed('static_select') },
    {
      ...common,
      placeholder,
      options: list(option, 100),
      option_groups: list(optionGroup, 100),
      initial_option: option,
    },
  ),
  true,
);
const usersSelect = shape(
  { type: fixed('users_select') },
  { ...common, placeholder, initial_user: matching(/^[UW][A-Z0-9]+$/) },
);
const channelsSelect = shape(
  { type: fixed('channels_select') },
  { ...common, placeholder, initial_channel: string(255), response_url_enabled: boolean },
);
const conversationsSelect = shape(
  { type: fixed('conversations_select') },
  {
    ...common,
    placeholder,
    initial_conversation: string(255),
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
  },
);
const datepicker = shape(
  { type: fixed('datepicker') },
  { ...common, placeholder, initial_date: matching(/^\d{4}-\d{2}-\d{2}$/) },
);
const radioButtons = shape(
  { type: fixed('radio_buttons'), options: list(richOption, 10) },
  { ...common, initial_option: richOption },
);
const checkboxes = shape(
  { type: fixed('checkboxes'), options: list(richOption, 10) },
  { ...common, initial_options: list(richOption, 10) },
);
const plainTextInput = shape(
  { type: fixed('plain_text_input') },
  {
    action_id: actionId,
    initial_value: string(3000, 0),
    multiline: boolean,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
    focus_on_load: boolean,
    placeholder,
  },
);
const image = shape({ type: fixed('image'), alt_text: string(2000), image_url: url });

const choices = {
  static_select: staticSelect,
  users_select: usersSelect,
  channels_select: channelsSelect,
  conversations_select: conversationsSelect,
  datepicker,
  radio_buttons: radioButtons,
  checkboxes,
};

/** What may stand in an actions block. */
export const actionElement = byType({ ...choices, button, overflow });
/** What may stand beside a section. */
export const accessory = byType({ ...choices, button, overflow, image });
/** What may stand in a context block. */
export const contextElement = byType({ image, plain_text: text(), mrkdwn: text() });
/** What may stand in an input block. */
export const inputElement = byType({ ...choices, plain_text_input: plainTextInput });
