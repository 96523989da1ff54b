import type { Complaint } from '../complaint/complaint.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import { promisesOf } from './promises.ts';
import { linkLines } from './link-words.ts';
import { reasonsInWords } from './reason-words.ts';
import { inWords } from './words.ts';

const mostReasons = 6;

/** The private note by which an agent learns that a ticket is a complaint, why, and what has been promised. */
export function recognitionNote(of: { complaint: Complaint; clocks: readonly Clock[]; policy: Policy }): string {
  const { complaint, clocks, policy } = of;
  const lines = [
    complaint.band === 'yes'
      ? 'This ticket is handled as a complaint.'
      : 'This ticket may be a complaint. Until somebody decides, it is treated as one.',
    '',
    'Why:',
    ...reasonsInWords(complaint.recognition, policy)
      .slice(0, mostReasons)
      .map(({ quote, title }) => (quote === '' ? `• ${title}` : `• “${quote}”: ${title}`)),
    ...(complaint.confirmed ? ['• confirmed by a colleague'] : []),
    '',
    `Severity: ${complaint.assessment.severity}`,
    '',
    ...(complaint.links.length === 0 ? [] : [...linkLines(complaint.links, policy), '']),
    ...promiseLines(clocks, policy),
    `To correct this, write “yes” or “no: reason” into the field ${policy.prefix}complaint.`,
    `Recourse, policy ${policy.version}, cues ${complaint.recognition.pack}`,
  ];
  return lines.join('\n');
}

/** A ticket may have been there for long before anybody looked at it: what was kept or broken is said to be. */
function promiseLines(clocks: readonly Clock[], policy: Policy): readonly string[] {
  const lines = promisesOf(clocks).map(({ title, within, words, at }) => {
    const stands = at === undefined ? words : `${words} ${inWords(at, policy)}`;
    return `• ${title} ${within}: ${stands}`;
  });
  return lines.length === 0 ? [] : ['Promised:', ...lines, ''];
}

/** The private note that tells who did what about an alert, and by which policy it had been raised. */
export function pressNote(action: string, by: string, at: string, policyVersion: string): string {
  const did: Readonly<Record<string, string>> = {
    acknowledge: 'acknowledged the alert: they are on it. The complainant is still owed an answer',
    take: 'took this complaint',
    escalate: 'escalated this complaint',
    withdraw: 'took back the escalation. What people were told of it stays told',
    snooze: 'snoozed the alert',
    assign: 'assigned this complaint',
    severity: 'changed the severity of this complaint',
    reject: 'said that this is not a complaint',
  };
  return `${by} ${did[action] ?? action}, ${at}.\nRecourse, policy ${policyVersion}`;
}
