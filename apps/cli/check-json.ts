import { modelInUse } from '#core/complaint/model.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Obligation } from '#core/sla/obligation.ts';
import { formatSpan } from '#core/sla/span.ts';
import { toIso } from '#core/time.ts';
import type { LoadedPolicy } from '../runtime/settings.ts';
import { calendarsOf, leftOut, presetNotes, warningText } from './check-facts.ts';

/** What `check` tells of a policy that is in order, for programs: by the names of the policy file where it has them. */
export function policyJson({ policy, checked }: LoadedPolicy): object {
  const { version, approver, approvedOn, prefix, presets, severity, vulnerability, ladder, alerts } = checked;
  const { automaticReplyAcknowledges, pausedWhile, reopening, merging } = checked;
  const { model: _path, ...recognition } = checked.recognition;
  return {
    version,
    approver,
    approvedOn,
    presets,
    calendars: calendarsOf(policy).map(([name, { source }]) => ({ name, ...source })),
    calendar: checked.calendar,
    obligations: policy.obligations.map(obligationJson),
    leftOut: leftOut(checked),
    prefix,
    recognition: { ...recognition, language: policy.recognition.own.language },
    model: modelJson(policy),
    severity,
    vulnerability,
    automaticReplyAcknowledges,
    pausedWhile,
    reopening,
    merging,
    alerts,
    ladder,
    notes: presetNotes(policy, checked),
  };
}

function obligationJson(obligation: Obligation): object {
  return {
    id: obligation.id,
    preset: obligation.preset,
    title: obligation.title,
    anchor: obligation.anchor,
    span: obligation.spanText,
    calendar: obligation.calendar,
    pausable: obligation.pausable,
    regulatory: obligation.regulatory,
    onlyIf: obligation.onlyIf,
    satisfiedBy: obligation.satisfiedBy,
    requires: obligation.requires,
    substitutes: obligation.substitutes && {
      extendsTo: formatSpan(obligation.substitutes.extendsTo),
      requires: obligation.substitutes.requires,
    },
    holdingKeeps: obligation.holdingKeeps,
    extendsTo: obligation.substitutes && formatSpan(obligation.substitutes.extendsTo),
    orElse: obligation.orElse,
    recurring: obligation.recurring,
    warnAt: obligation.warnAt.map(warningText),
    effectiveFrom: obligation.effectiveFrom === undefined ? undefined : toIso(obligation.effectiveFrom),
    effectiveTo: obligation.effectiveTo === undefined ? undefined : toIso(obligation.effectiveTo),
    source: obligation.source,
  };
}

function modelJson({ recognition: { model, pack } }: Policy): object | undefined {
  if (model === undefined) return undefined;
  const { madeAt, tickets, figures, cues } = model;
  const isUsed = modelInUse(model) !== undefined;
  const macroF1 = { model: figures.model.macroF1, cues: figures.cues.macroF1 };
  return { madeAt, tickets, isUsed, macroF1, cues, cuesNow: pack.id };
}
