import type { Facts } from '../facts.ts';
import type { PanelView } from '../view-model.ts';
import type { Words } from '../words.ts';

/** What a form knows of the panel around it. */
export interface Form {
  readonly view: PanelView;
  readonly words: Words;
  /** Nothing that is typed here could ever be saved. */
  readonly disabled: boolean;
  /** What stands in a field: what was typed, else what the ticket holds. */
  get(fact: string): string;
  set(fact: string, text: string): void;
  /** Nothing of these was typed. */
  forget(facts: readonly string[]): void;
  /** What a colleague wrote meanwhile where both wrote. */
  clash(fact: string): string | undefined;
  /** All facts as typed. */
  readonly facts: Facts;
}

/** A list's options with the undecided one first. */
export function optionsOf(
  words: Words,
  values: readonly string[],
): readonly { readonly value: string; readonly text: string }[] {
  return [
    { value: '', text: words.t('undecided') },
    ...values.map((value) => ({ value, text: words.known(value) ?? value })),
  ];
}
