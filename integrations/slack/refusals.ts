import type { FailureReason } from '../errors.ts';

/**
 * Error codes by which Slack refuses before doing anything, as the pages of the methods we call describe them. Those
 * that leave it open (`fatal_error`, `internal_error`, `request_timeout`, `service_unavailable`) are missing on purpose.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage, chat.update, chat.postEphemeral, conversations.history,
 *   conversations.replies, users.info, apps.connections.open
 */
const codesByReason: Readonly<Partial<Record<FailureReason, string>>> = {
  auth: `
    account_inactive app_access_restricted invalid_auth not_allowed_token_type not_authed org_login_required
    token_expired token_revoked two_factor_setup_required user_removed_from_team`,
  forbidden: `
    access_denied accesslimited as_user_not_supported cant_update_message deprecated_endpoint
    ekm_access_denied enterprise_is_restricted external_channel_migrating forbidden_team is_bot messages_tab_disabled
    method_deprecated missing_scope no_permission not_allowed not_in_channel restricted_action
    restricted_action_non_threadable_channel restricted_action_read_only_channel
    restricted_action_thread_locked restricted_action_thread_only_channel send_on_behalf_not_allowed
    slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
    slack_connect_lists_sharing_blocked team_access_not_granted user_not_in_channel`,
  'not-found': `
    channel_not_found channel_type_not_supported message_not_found team_not_found thread_not_found
    unknown_method user_not_found user_not_visible users_not_found`,
  closed: `
    cannot_reply_to_message edit_window_closed is_archived is_inactive`,
  rejected: `
    attachment_payload_limit_exceeded block_mismatch blocks_too_long invalid_arg_name invalid_arguments
    invalid_array_arg invalid_attachments invalid_blocks invalid_blocks_format invalid_channel invalid_charset
    invalid_cursor invalid_form_data invalid_json invalid_limit invalid_metadata_filter_keys
    invalid_metadata_format invalid_metadata_schema invalid_post_type invalid_thread_ts invalid_ts_latest
    invalid_ts_oldest json_not_object markdown_text_conflict message_too_long metadata_must_be_sent_from_app
    metadata_too_large missing_argument missing_file_data missing_post_type msg_blocks_too_long msg_too_long
    no_text team_added_to_org too_many_attachments too_many_contact_cards`,
  'rate-limited': `
    message_limit_exceeded rate_limited ratelimited`,
};

/** The reason behind each of Slack's definite refusals. What is not among them is no sure no. */
export const refusals: ReadonlyMap<string, FailureReason> = new Map(
  Object.entries(codesByReason).flatMap(([reason, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, reason as FailureReason] as const),
  ),
);
