import type { CategorySource, CueGroupSource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { complainingCues } from './en-complaining.ts';
import { failingCues } from './en-failing.ts';
import { softeningCues } from './en-softening.ts';
import { waitingCues } from './en-waiting.ts';

const groups: readonly CueGroupSource[] = [
  {
    id: 'formal',
    title: 'Complains in so many words, or names who will',
    role: 'decides',
    cap: 8,
    signals: ['formal'],
  },
  { id: 'safety', title: 'Danger or injury', role: 'adds', cap: 4, signals: [] },
  { id: 'dissatisfied', title: 'Dissatisfied', role: 'adds', cap: 4, signals: [] },
  { id: 'unpraise', title: 'Praise denied', role: 'adds', cap: 2, signals: [] },
  { id: 'waiting', title: 'Waiting or unanswered', role: 'adds', cap: 3, signals: ['waiting'] },
  { id: 'repeat', title: 'Not for the first time', role: 'adds', cap: 2, signals: ['repeat'] },
  { id: 'unmet', title: 'Promise or expectation not met', role: 'adds', cap: 3, signals: [] },
  { id: 'defect', title: 'Broken or wrong', role: 'adds', cap: 2.5, signals: [] },
  { id: 'service', title: 'Badly treated', role: 'adds', cap: 2, signals: [] },
  { id: 'money', title: 'Money lost or disputed', role: 'adds', cap: 2.5, signals: ['money'] },
  { id: 'remedy', title: 'Wants it put right', role: 'adds', cap: 2, signals: [] },
  { id: 'explain', title: 'Wants an explanation', role: 'adds', cap: 1, signals: [] },
  { id: 'intense', title: 'Said with force', role: 'amplifies', cap: 1, signals: ['intense'] },
  { id: 'praise', title: 'Praise', role: 'damps', cap: 3, signals: [] },
  { id: 'thanks', title: 'Thanks', role: 'damps', cap: 1.5, signals: [] },
  { id: 'howto', title: 'Asks how, what or when', role: 'damps', cap: 1, signals: [] },
  { id: 'selling', title: 'Sells something', role: 'damps', cap: 2, signals: [] },
  { id: 'away', title: 'Away from the desk', role: 'damps', cap: 4, signals: [] },
  { id: 'neutral', title: 'Courtesies that say nothing', role: 'marks', cap: 0, signals: [] },
  { id: 'vulnerable', title: 'May be in vulnerable circumstances', role: 'marks', cap: 0, signals: ['vulnerability'] },
];

const categories: readonly CategorySource[] = [
  {
    id: 'delivery',
    patterns: [
      'deliver*/courier/couriers/driver/drivers/van/lorry/parcel/package/shipping/shipment/shipped/dispatch*/tracking/doorstep/depot/warehouse/collection',
      'delivery slot/window/date',
    ],
  },
  {
    id: 'billing',
    patterns: [
      'bill/bills/billing/invoice/invoices/charge/charges/charged/payment/payments/refund/refunds/refunded/fee/fees/debit/instalment/instalments/price/finance/statement/bank/money/credit/discount/voucher/deposit/interest',
    ],
  },
  {
    id: 'product',
    patterns: [
      'sofa/sofas/chair/chairs/table/wardrobe/bed/mattress/drawer/drawers/cushion/cushions/fabric/leather/hinge/hinges/oven/hob/kettle/fridge/freezer/dishwasher/washing/dryer/tumble/machine/appliance/lamp/desk/shelf/shelves/bookcase/leg/legs/door/doors/screws/quality/colour/product',
    ],
  },
  {
    id: 'service',
    patterns: [
      'staff/agent/agents/advisor/adviser/advisors/engineer/engineers/fitter/fitters/helpline/phone/call/calls/email/emails/manager/assistant/showroom/chat/reply/replies/attitude/service/support/team/installation/appointment',
    ],
  },
  {
    id: 'privacy',
    patterns: [
      'privacy/gdpr',
      'personal data/details/information',
      'data protection/breach',
      'someone/somebody elses details/address/name/order',
      'marketing emails/calls/texts',
    ],
  },
  { id: 'safety', patterns: ['safety/safe/unsafe/fire/smoke/hazard/recall/dangerous'] },
  { id: 'delay', patterns: ['delay/delays/delayed/overdue'] },
];

const quoting: QuotingSource = {
  introductions: [{ starts: 'on', ends: 'wrote:' }],
  separators: ['original message', 'reply above this line', 'please type your reply above this line'],
  headers: [
    { first: 'from:', second: 'sent:' },
    { first: 'from:', second: 'to:' },
  ],
  footers: ['sent from my', 'sent from outlook for', 'get outlook for', 'sent from yahoo mail'],
  automaticSubjects: [
    'automatic reply',
    'auto reply',
    'auto-reply',
    'autoreply',
    'auto response',
    'automated reply',
    'automated response',
    'out of office:',
    'out of office reply',
    'out of the office:',
    'undeliverable:',
    'undelivered mail',
    'delivery status notification',
    'mail delivery failed',
    'returned mail:',
  ],
  automaticOpenings: [
    'this is an automatic reply',
    'this is an automated reply',
    'this is an automated response',
    'this is an automatic response',
    'this is an automated message',
    'this is an auto-reply',
    'this message was sent automatically',
    'automatic reply:',
  ],
};

/** The English cue pack: British and American everyday words, made by hand for tickets of any trade. */
export const englishCues: CuePackSource = {
  name: 'en-core',
  version: '1.0.0',
  language: 'en',
  thresholds: { yes: 2.5, possible: 1 },
  groups,
  cues: [...complainingCues, ...waitingCues, ...failingCues, ...softeningCues],
  categories,
  quoting,
};
