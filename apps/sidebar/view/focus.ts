/** Puts the cursor into the first such element, once it is drawn: whoever works by keyboard goes on from there. */
export function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** Whether what was pressed is gone, and the cursor with it; a cursor in the ticket is left where it is. */
export function isFocusLost(): boolean {
  return document.hasFocus() && (document.activeElement === null || document.activeElement === document.body);
}
