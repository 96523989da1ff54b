/** A piece of a line. `text` is decoded: what a person reads, never markup. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'marked'; readonly mark: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  /** `url` begins with https, http or mailto and is nothing else. */
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  /** `everyone`: `id` is `here`, `channel` or `everyone`. */
  | {
      readonly kind: 'mention';
      readonly of: 'person' | 'group' | 'channel' | 'everyone';
      readonly id: string;
      readonly label: string | undefined;
    }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly url: string | undefined;
      readonly fallback: string;
    };

/** The three entities that Slack knows, each decoded once: what comes out is never read again. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_whole, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
}
