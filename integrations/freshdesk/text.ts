import { textOfHtml } from '#integrations/html-text.ts';

/** A text that comes as HTML, and mostly as plain text too. */
interface Worded {
  readonly body?: string | undefined;
  readonly body_text?: string | undefined;
}

/** The plain text, which Freshdesk makes itself; from the HTML where there is none. */
export function textOf({ body, body_text: text }: Worded): string {
  return text === undefined || text === '' ? textOfHtml(body ?? '') : text;
}
