import type { JSX } from 'preact';

const hues = 6;

/** Initials on a colour that stays with the name. */
export function Avatar({ name }: { readonly name: string }): JSX.Element {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => word?.charAt(0).toUpperCase() ?? '',
  );
  const hue = Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % hues;
  return (
    <span class={`avatar hue-${String(hue)}`} aria-hidden="true">
      {letters.join('')}
    </span>
  );
}
