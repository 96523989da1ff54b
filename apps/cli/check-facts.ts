import { quietCalendar } from '#core/policy/alerts.ts';
import { presets, type PresetId } from '#core/policy/presets.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { CheckedPolicy } from '#core/policy/schema.ts';
import type { Calendar } from '#core/sla/calendar.ts';
import type { WarnAt } from '#core/sla/obligation.ts';

/** The calendars that the file names. */
export function calendarsOf({ calendars }: Policy): readonly (readonly [string, Calendar])[] {
  return [...calendars].filter(([name]) => name !== quietCalendar);
}

/** Obligations of presets that the file leaves out. */
export function leftOut({ obligations }: CheckedPolicy): readonly string[] {
  return Object.entries(obligations).flatMap(([id, { off }]) => (off === true ? [id] : []));
}

/** "4 hours before" */
export function warningText(warning: WarnAt): string {
  return warning.kind === 'share' ? `after ${warning.percent}%` : `${warning.text} before`;
}

/** What whoever uses a preset has to know of it; of those alone that promise something here. */
export function presetNotes(
  { obligations }: Policy,
  checked: CheckedPolicy,
): readonly { readonly preset: PresetId; readonly note: string }[] {
  const used = checked.presets.filter((preset) => obligations.some((obligation) => obligation.preset === preset));
  return [...new Set(used)].flatMap((preset) => presets[preset].notes.map((note) => ({ preset, note })));
}
