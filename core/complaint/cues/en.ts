import type { CategorySource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { complainingCues } from './en-complaining.ts';
import { failingCues } from './en-failing.ts';
import { formalCues } from './en-formal.ts';
import { moneyCues } from './en-money.ts';
import { softeningCues } from './en-softening.ts';
import { waitingCues } from './en-waiting.ts';
import { groups } from './groups.ts';
import { cuesVersion, thresholds } from './version.ts';

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

const englishDenials = [
  'no',
  'not',
  'never',
  'without',
  'isnt',
  'wasnt',
  'arent',
  'werent',
  'hardly',
  'neither',
  'nor',
  'zero',
];

/** The English cue pack: British and American everyday words, made by hand for tickets of any trade. */
export const englishCues: CuePackSource = {
  name: 'en-core',
  version: cuesVersion,
  language: 'en',
  denials: englishDenials,
  thresholds,
  groups,
  cues: [...formalCues, ...complainingCues, ...waitingCues, ...failingCues, ...moneyCues, ...softeningCues],
  categories,
  quoting,
};
