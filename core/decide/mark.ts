import type { Complaint } from '../complaint/complaint.ts';
import { writeRecorded } from '../complaint/recorded.ts';
import { severities } from '../complaint/vocabulary.ts';
import { ledgerKey } from '../effect/key.ts';
import { tagNames } from '../effect/names.ts';
import type { Clock } from '../sla/clock.ts';
import type { Because, Decision } from './decision.ts';

/**
 * What the ticket should show of the complaint: tags to find it by, the recognition with its reasons, one note.
 *
 * @see ISO 10002:2018, 7.2 (recorded with what supports it) and 7.5 (assessed)
 */
export function decideMarks(complaint: Complaint, clocks: readonly Clock[]): readonly Decision[] {
  const because = whyMarked(complaint);
  if (because === 'rejected-by-person') {
    return [{ kind: 'mark', because, tags: [], notTags: allTags(complaint), fields: {} }];
  }
  const recognised = ledgerKey('complaint', 'recognised', complaint.receivedAt);
  const wanted = new Set(tagsOf(complaint, clocks));
  return [
    {
      kind: 'mark',
      because,
      tags: [...wanted],
      notTags: allTags(complaint).filter((tag) => !wanted.has(tag)),
      fields: { recognition: writeRecorded(complaint.recognition) },
    },
    { kind: 'note', because: whyRecognised(complaint), key: recognised },
  ];
}

function tagsOf(complaint: Complaint, clocks: readonly Clock[]): string[] {
  const tags: string[] = [complaint.band === 'yes' ? tagNames.complaint : tagNames.possible];
  tags.push(tagNames.severity(complaint.assessment.severity));
  const category = complaint.issues[0]?.category;
  if (category !== undefined) tags.push(tagNames.category(category));
  if (complaint.isOpen) tags.push(tagNames.open);
  if (clocks.some((clock) => clock.status === 'breached' || clock.status === 'metLate')) tags.push(tagNames.breached);
  if (clocks.some((clock) => clock.status === 'dueSoon')) tags.push(tagNames.warned);
  if (complaint.escalations.length > 0) tags.push(tagNames.escalated);
  if (complaint.complainant.vulnerability.status !== 'none') tags.push(tagNames.vulnerable);
  return tags;
}

/** Every tag of ours this ticket carries or might: what is not wanted any more is taken off. */
function allTags(complaint: Complaint): string[] {
  const known = [
    tagNames.complaint,
    tagNames.possible,
    tagNames.open,
    tagNames.warned,
    tagNames.breached,
    tagNames.escalated,
    tagNames.vulnerable,
    ...severities.map((severity) => tagNames.severity(severity)),
  ];
  const category = tagNames.category('');
  const carried = complaint.ownTags.filter((tag) => tag.startsWith(category));
  return [...new Set([...known, ...carried])];
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
