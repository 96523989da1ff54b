/** Words that the panel put into a ticket's reply box. */
export interface ReplyDraft {
  /** As `keyOf` names it. */
  readonly ticket: string;
  readonly text: string;
  /** Tells two drafts with the same words apart. */
  readonly turn: number;
}
