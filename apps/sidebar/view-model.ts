import type { Complaint } from '#core/complaint/complaint.ts';
import { readDecided, type Decided } from '#core/complaint/decided.ts';
import { asTold, isToldToPeople } from '#core/complaint/telling.ts';
import { offeredCategories, vulnerabilityDrivers, type VulnerabilityDriver } from '#core/complaint/vocabulary.ts';
import { driversToldBy, tellsOfVulnerability } from '#core/complaint/vulnerability.ts';
import { spaced } from '#core/effect/words.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Standing } from '#core/standing.ts';
import type { TicketRecord } from '#core/ticket.ts';
import type { Instant } from '#core/time.ts';
import { clocksOf, foremostOf, type ClockView, type NextView } from './clock-view.ts';
import { factsOf, type Facts } from './facts.ts';
import type { Viewer } from './host.ts';
import { processOf, type ProcessView } from './process-view.ts';
import { referralOf, type ReferralView } from './referral-view.ts';
import { timelineOf, type TimelineView } from './timeline-view.ts';
import { toldOf, type ToldView } from './told-view.ts';
import type { Key, Words } from './words.ts';

/** All that the panel shows of a ticket. */
export interface PanelInput {
  readonly record: TicketRecord;
  readonly outcome: Standing;
  readonly policy: Policy;
  readonly now: Instant;
  readonly viewer: Viewer;
  readonly words: Words;
  readonly slackUrl: string | undefined;
  /** Our fields that the account lacks, with their prefix. */
  readonly lacking: readonly string[];
  readonly online: boolean;
}

export interface ReasonView {
  readonly quote: string;
  readonly title: string;
}

/** What a person may confirm, and the words that tell of it. */
export interface SuspectedView {
  readonly drivers: readonly VulnerabilityDriver[];
  readonly quotes: readonly string[];
}

/** Something that stands in the way, said at the top. */
export interface NoticeView {
  readonly kind: 'offline' | 'readonly' | 'closed' | 'fields' | 'merged';
  readonly text: string;
}

/** Everything the panel shows, in the viewer's words. Plain data: what stands here is text, never markup. */
export interface PanelView {
  readonly standing: 'complaint' | 'possible' | 'none' | 'rejected';
  readonly title: string;
  readonly severity: { readonly tone: 'low' | 'medium' | 'high' | 'critical'; readonly text: string } | undefined;
  /** Where it stands and since when it is known. */
  readonly stage: string;
  readonly notices: readonly NoticeView[];
  /** Whether something can be saved now. */
  readonly mayWrite: boolean;
  /** Whether typing may come to anything: it may while there is only no connection. */
  readonly mayType: boolean;
  /** It has ended, and how every promise stood then is not written on the ticket. */
  readonly lacksSummary: boolean;
  /** A ticket that is over for good: nothing is asked of anybody. */
  readonly isOver: boolean;
  readonly confirmed: string | undefined;
  readonly next: NextView | undefined;
  readonly process: ProcessView | undefined;
  readonly timeline: TimelineView | undefined;
  readonly clocks: readonly ClockView[];
  readonly reasons: readonly ReasonView[];
  /** What the ticket holds now; forms show it until somebody types. */
  readonly facts: Facts;
  readonly categories: readonly string[];
  readonly suggested: { readonly category: string | undefined; readonly severity: string | undefined };
  readonly showsVulnerability: boolean;
  /** In what ways the words tell that somebody may be vulnerable; empty for those who may not know. */
  readonly suspected: SuspectedView;
  readonly referral: ReferralView;
  readonly told: readonly ToldView[];
  readonly smallPrint: string;
}

/** What the panel shows of a judged ticket. Pure. */
export function viewOf(input: PanelInput): PanelView {
  const { record, outcome, policy, words } = input;
  const { complaint } = outcome;
  const decided = readDecided(record.fields);
  const standing = standingOf(complaint, decided);
  const isLive = complaint !== undefined && (standing === 'complaint' || standing === 'possible');
  const notices = noticesOf(input);
  return {
    ...nothingLive,
    ...(isLive ? liveOf(complaint, decided, input) : {}),
    standing,
    title: words.t(`title_${standing}`),
    notices,
    mayWrite: !notices.some(({ kind }) => kind !== 'fields'),
    mayType: !notices.some(({ kind }) => kind !== 'fields' && kind !== 'offline'),
    isOver: record.isFrozen === true || record.status === 'deleted',
    confirmed: confirmedOf(decided, words),
    facts: factsOf(record.fields),
    categories: categoriesOf(decided, complaint),
    showsVulnerability: maySeeVulnerability(policy, input.viewer),
    referral: referralOf(complaint, policy, words),
    smallPrint: words.t('small_print', {
      version: policy.version,
      approver: policy.approver,
      on: words.date(policy.approvedOn),
    }),
  };
}

type Live = Pick<
  PanelView,
  | 'severity'
  | 'stage'
  | 'next'
  | 'process'
  | 'timeline'
  | 'clocks'
  | 'reasons'
  | 'suggested'
  | 'suspected'
  | 'told'
  | 'lacksSummary'
>;

const nothingLive: Live = {
  severity: undefined,
  stage: '',
  next: undefined,
  process: undefined,
  timeline: undefined,
  clocks: [],
  reasons: [],
  suggested: { category: undefined, severity: undefined },
  suspected: { drivers: [], quotes: [] },
  told: [],
  lacksSummary: false,
};

/** What only a complaint has, sure or possible. */
function liveOf(complaint: Complaint, decided: Decided, input: PanelInput): Live {
  const { outcome, policy, words } = input;
  return {
    severity: severityOf(complaint, words),
    stage: stageOf(complaint, input),
    next: complaint.isOpen ? foremostOf(outcome.clocks, input) : undefined,
    process: processOf({ complaint, decided, policy, words }),
    timeline: timelineOf(complaint, outcome.clocks, input),
    clocks: clocksOf(outcome.clocks, input),
    reasons: reasonsOf(complaint, input),
    suggested: { category: complaint.recognition.category, severity: words.known(complaint.recognition.severity) },
    suspected: suspectedOf(complaint, input),
    told: toldOf(complaint, outcome.clocks, input),
    lacksSummary: lacksSummary(complaint, input),
  };
}

/** Where the account has no field for it, nothing can be done here. */
function lacksSummary({ endedAt, endings, mergedInto }: Complaint, { record, lacking, policy }: PanelInput): boolean {
  if (endedAt === undefined || mergedInto !== undefined || record.isFrozen === true) return false;
  return endings.at(-1)?.at !== endedAt && !lacking.includes(`${policy.prefix}closing`);
}

function suspectedOf({ recognition }: Complaint, { policy, viewer }: PanelInput): SuspectedView {
  if (!maySeeVulnerability(policy, viewer)) return nothingLive.suspected;
  const told = [...driversToldBy(recognition.reasons), ...(recognition.vulnerability ?? [])];
  const quotes = recognition.reasons.filter(tellsOfVulnerability).map(({ quote }) => quote);
  return { drivers: vulnerabilityDrivers.filter((driver) => told.includes(driver)), quotes: [...new Set(quotes)] };
}

function standingOf(complaint: Complaint | undefined, decided: Decided): PanelView['standing'] {
  if (decided.isComplaint === false) return 'rejected';
  if (complaint === undefined) return 'none';
  return complaint.band === 'yes' ? 'complaint' : 'possible';
}

function severityOf({ assessment }: Complaint, words: Words): PanelView['severity'] {
  return { tone: assessment.severity, text: words.t(`severity_${assessment.severity}`) };
}

function stageOf(complaint: Complaint, { words, now }: PanelInput): string {
  const received = words.t('received_at', { when: words.moment(complaint.countedFrom, now) });
  if (complaint.stage === 'received') return received;
  return `${words.known(`stage_${complaint.stage}`) ?? complaint.stage} · ${received}`;
}

function confirmedOf({ isComplaint, complaintReason: reason }: Decided, words: Words): string | undefined {
  if (isComplaint === undefined) return undefined;
  if (!isComplaint) return reason === undefined ? undefined : words.t('rejected_why', { reason });
  return reason === undefined ? words.t('confirmed_plain') : words.t('confirmed_why', { reason });
}

/** What went wrong, if the words tell it, then the weightiest; what spoke against it is left out, and what not everybody may know. */
function reasonsOf({ recognition }: Complaint, { policy, words }: PanelInput): readonly ReasonView[] {
  const { byId } = policy.recognition.pack;
  return asTold(recognition.reasons)
    .filter(({ reason }) => isToldToPeople(reason) && !tellsOfVulnerability(reason))
    .map(({ reason: { cue, quote }, isCause }) => {
      // Of a word that was learnt a colon stands behind what it is.
      const group = byId.get(cue)?.group.id ?? cue.split(/[.:]/u, 1)[0] ?? cue;
      const circumstance = quote === '' ? words.known(`cue_${cue.replaceAll(/[.-]/gu, '_')}`) : undefined;
      const title =
        circumstance ?? words.known(`cue_${group}`) ?? (quote === '' ? words.t('cue_circumstance') : spaced(group));
      return { quote, title: isCause ? words.t('cue_cause', { title }) : title };
    });
}

function categoriesOf(decided: Decided, complaint: Complaint | undefined): readonly string[] {
  const known = [...offeredCategories, complaint?.recognition.category, decided.category];
  return [...new Set(known.flatMap((category) => category ?? []))];
}

/** Nobody but those whose role the policy names. */
function maySeeVulnerability({ vulnerability }: Policy, { groups }: Viewer): boolean {
  const { visibleTo } = vulnerability;
  return groups.some((group) => visibleTo.includes(group.toLowerCase()));
}

function noticesOf({ record, viewer, online, lacking, outcome, words }: PanelInput): readonly NoticeView[] {
  const notices: NoticeView[] = [];
  const say = (kind: NoticeView['kind'], key: Key): unknown => notices.push({ kind, text: words.t(key) });
  if (!online) say('offline', 'notice_offline');
  const into = outcome.complaint?.mergedInto;
  if (into !== undefined) notices.push({ kind: 'merged', text: words.t('notice_merged', { id: into }) });
  else if (record.status === 'deleted') say('closed', 'notice_deleted');
  else if (record.isFrozen === true) say('closed', 'notice_closed');
  else if (!viewer.mayWrite) say('readonly', 'notice_readonly');
  if (lacking.length > 0) {
    notices.push({
      kind: 'fields',
      text: words.plural('notice_fields', lacking.length, { fields: lacking.join(', ') }),
    });
  }
  return notices;
}
