import { writeClosing } from '../complaint/closing.ts';
import type { Complaint } from '../complaint/complaint.ts';
import { recognitionField, type FieldFacts } from '../complaint/read-fields.ts';
import { severities } from '../complaint/vocabulary.ts';
import { ledgerKey } from '../effect/key.ts';
import { categoryTag, tagNames } from '../effect/names.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../sla/clock.ts';
import { endingOf } from '../sla/recorded-clocks.ts';
import type { Because, Decision } from './decision.ts';

/**
 * What the ticket should show of the complaint: tags to find it by, the recognition with its reasons, one note, and once
 * it is over how every clock stood.
 *
 * @param facts what the ticket's own fields say already
 * @see ISO 10002:2018, 7.2 (recorded with what supports it), 7.5 (assessed) and 7.9 (closed)
 */
export function decideMarks(
  complaint: Complaint,
  clocks: readonly Clock[],
  facts: FieldFacts,
  policy: Policy,
): readonly Decision[] {
  const because = whyMarked(complaint);
  const policyVersion = policy.version;
  if (because === 'rejected-by-person') {
    return [{ kind: 'mark', because, policyVersion, tags: [], notTags: allTags(complaint), fields: {} }];
  }
  const tags = tagsOf(complaint, clocks, policy);
  const recognition = recognitionField(complaint.recognition, facts);
  const closing = closingOf(complaint, clocks, policy);
  return [
    {
      kind: 'mark',
      because,
      policyVersion,
      tags,
      notTags: tagsBeside(tags, complaint),
      fields: closing === undefined ? { recognition } : { recognition, closing },
    },
    {
      kind: 'note',
      because: whyRecognised(complaint),
      policyVersion,
      key: ledgerKey('complaint', 'recognised', complaint.receivedAt),
    },
  ];
}

/**
 * Written once for each end: what stands there is read from then on, and never computed again. To be merged away is no
 * end: the complaint lives on in the other ticket.
 */
function closingOf(complaint: Complaint, clocks: readonly Clock[], policy: Policy): string | undefined {
  const { endedAt, endings, stage } = complaint;
  if (endedAt === undefined || stage === 'duplicate' || endings.at(-1)?.at === endedAt) return undefined;
  return writeClosing([...endings, endingOf(endedAt, clocks, policy)]);
}

function tagsOf(complaint: Complaint, clocks: readonly Clock[], { prefix }: Policy): string[] {
  const tags: string[] = [complaint.band === 'yes' ? tagNames.complaint : tagNames.possible];
  tags.push(tagNames.severity(complaint.assessment.severity));
  const category = complaint.issues[0]?.category;
  const ofCategory = category === undefined ? undefined : categoryTag(category, prefix);
  if (ofCategory !== undefined) tags.push(ofCategory);
  if (complaint.isOpen) tags.push(tagNames.open);
  if (hasStatus(clocks, 'breached') || hasStatus(clocks, 'metLate')) tags.push(tagNames.breached);
  if (hasStatus(clocks, 'dueSoon')) tags.push(tagNames.warned);
  if (complaint.escalations.length > 0) tags.push(tagNames.escalated);
  if (complaint.complainant.vulnerability.status !== 'none') tags.push(tagNames.vulnerable);
  return tags;
}

function hasStatus(clocks: readonly Clock[], status: Clock['status']): boolean {
  for (const clock of clocks) if (clock.status === status) return true;
  return false;
}

const fixedTags: readonly string[] = [
  tagNames.complaint,
  tagNames.possible,
  tagNames.open,
  tagNames.warned,
  tagNames.breached,
  tagNames.escalated,
  tagNames.vulnerable,
  ...severities.map((severity) => tagNames.severity(severity)),
];
const startOfCategory = tagNames.category('');

/** Every tag of ours this ticket carries or might: what is not wanted any more is taken off. */
function allTags({ ownTags }: Complaint): readonly string[] {
  return ownTags.some(isCategory) ? [...fixedTags, ...new Set(ownTags.filter(isCategory))] : fixedTags;
}

function isCategory(tag: string): boolean {
  return tag.startsWith(startOfCategory);
}

function tagsBeside(wanted: readonly string[], complaint: Complaint): readonly string[] {
  const others: string[] = [];
  for (const tag of allTags(complaint)) if (!wanted.includes(tag)) others.push(tag);
  return others;
}

function whyMarked(complaint: Complaint): Because {
  if (complaint.stage === 'notAComplaint') return 'rejected-by-person';
  if (complaint.stage === 'duplicate') return 'merged-away';
  return complaint.isOpen ? whyRecognised(complaint) : 'complaint-ended';
}

function whyRecognised(complaint: Complaint): Because {
  if (complaint.confirmed) return 'confirmed-by-person';
  return complaint.band === 'yes' ? 'recognised-as-complaint' : 'possible-complaint';
}
