import type { CuePacks } from '../complaint/cue-packs.ts';
import { checkCalendarSource } from '../sla/calendar-check.ts';
import type { CalendarSource } from '../sla/calendar-source.ts';
import { compileCalendar, defaultRange, type CalendarRange } from '../sla/calendar.ts';
import type { Obligation } from '../sla/obligation.ts';
import { parseInstant, toIso, type Instant } from '../time.ts';
import type { Policy } from './policy.ts';

/** The form of `CompiledPolicy`; a change that an older reader would misread gets the next number. */
export const compiledForm = 1;

type CompiledObligation = Omit<Obligation, 'effectiveFrom' | 'effectiveTo'> & {
  /** ISO 8601. */
  readonly effectiveFrom?: string | undefined;
  readonly effectiveTo?: string | undefined;
};

/**
 * A policy in force, as plain JSON for browsers: presets merged, spans read, regions of holidays replaced by dates.
 *
 * What `recourse check --compile` prints, `recourse package` packs, and an installation's settings may hold. Nothing is
 * left to be checked or looked up but zones, so reading it takes neither the schema nor the presets.
 */
export interface CompiledPolicy extends Omit<Policy, 'obligations' | 'calendars' | 'recognition'> {
  readonly compiled: typeof compiledForm;
  readonly obligations: readonly CompiledObligation[];
  /** By name, the policy's default first. */
  readonly calendars: Readonly<Record<string, CalendarSource>>;
  /** Thresholds, and the id of the pack that the policy was checked with; the reader brings its own. */
  readonly recognition: Omit<Policy['recognition'], 'pack'> & { readonly pack: string };
}

/** The policy for a browser, whose calendars must have been freed of regions. */
export function printPolicy(policy: Policy): CompiledPolicy {
  const { pack, ...recognition } = policy.recognition;
  return {
    compiled: compiledForm,
    ...policy,
    obligations: policy.obligations.map((obligation) => ({
      ...obligation,
      effectiveFrom: isoOf(obligation.effectiveFrom),
      effectiveTo: isoOf(obligation.effectiveTo),
    })),
    calendars: Object.fromEntries([...policy.calendars].map(([name, { source }]) => [name, source])),
    recognition: { ...recognition, pack: pack.id },
  };
}

export const compiledFaults = ['not-compiled', 'other-form', 'zone-unknown'] as const;
/**
 * Why a compiled policy cannot be read: the value is none, or only half of one; it was made by a version with another
 * form; this browser does not know a calendar's zone.
 */
export type CompiledFault = (typeof compiledFaults)[number];

/**
 * Reads back what `printPolicy` made: judging by the result is judging by the original.
 *
 * @param value  what `JSON.parse` gave, from the package or from settings that somebody pasted
 * @param pack  the cues to read with; judging by a recorded recognition looks into it for titles only
 * @param range  the years calendars are laid out for at first; fewer take less time, and all are answered exactly
 */
export function readCompiledPolicy(
  value: unknown,
  pack: CuePacks,
  range: CalendarRange = defaultRange,
): { readonly policy: Policy } | { readonly fault: CompiledFault } {
  const form = isRecord(value) ? value['compiled'] : undefined;
  if (typeof form === 'number' && form !== compiledForm) return { fault: 'other-form' };
  if (!isCompiled(value)) return { fault: 'not-compiled' };
  const sources = Object.entries(value.calendars);
  const faults = sources.flatMap(([, source]) => checkCalendarSource(source));
  if (faults.length > 0)
    return { fault: faults.every(({ path }) => path[0] === 'zone') ? 'zone-unknown' : 'not-compiled' };
  const { compiled: _, ...rest } = value;
  return {
    policy: {
      ...rest,
      obligations: value.obligations.map((obligation) => ({
        ...obligation,
        // JSON leaves out what is not said.
        substitutes: obligation.substitutes,
        onlyIf: obligation.onlyIf,
        source: { ...obligation.source, url: obligation.source.url },
        effectiveFrom: instantOf(obligation.effectiveFrom),
        effectiveTo: instantOf(obligation.effectiveTo),
      })),
      calendars: new Map(sources.map(([name, source]) => [name, compileCalendar(source, range)])),
      recognition: { ...value.recognition, pack },
    },
  };
}

function isoOf(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}

function instantOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text);
}

/** What every compiled policy has, and what each part is. What a part holds was checked before it was printed. */
const kinds: Readonly<Record<keyof CompiledPolicy, 'number' | 'string' | 'boolean' | 'list' | 'group'>> = {
  compiled: 'number',
  version: 'string',
  approver: 'string',
  approvedOn: 'string',
  prefix: 'string',
  obligations: 'list',
  calendars: 'group',
  recognition: 'group',
  severity: 'group',
  vulnerability: 'group',
  automaticAcknowledges: 'boolean',
  pausedWhile: 'list',
  reopening: 'string',
  merging: 'group',
  ladder: 'list',
  alerts: 'group',
};

function isCompiled(value: unknown): value is CompiledPolicy {
  if (!isRecord(value) || !Object.entries(kinds).every(([key, kind]) => kindOf(value[key]) === kind)) return false;
  const { obligations, calendars, alerts } = value as unknown as CompiledPolicy;
  const isDated = Object.values(calendars).every((calendar) => !JSON.stringify(calendar).includes('"region"'));
  const { quietHours, digest } = alerts;
  return (
    isDated &&
    (quietHours === undefined || quietHours.calendar in calendars) &&
    (digest?.calendar === undefined || digest.calendar in calendars) &&
    obligations.every(
      (one) =>
        isRecord(one) &&
        isRecord(one.span) &&
        isRecord(one.source) &&
        Array.isArray(one.warnAt) &&
        one.calendar in calendars,
    )
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return isRecord(value) ? 'group' : typeof value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
