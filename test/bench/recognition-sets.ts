import { existsSync, readFileSync } from 'node:fs';
import { textHash } from '#core/complaint/text-hash.ts';

/** A text whose answer people gave, of a set that is not ours. */
export interface Example {
  readonly subject: string;
  readonly text: string;
  /** Whether it is a complaint; `undefined` where the set does not tell. */
  readonly complaint: boolean | undefined;
  /** What people marked as the reason, where they did. */
  readonly span: string | undefined;
  /** What the set calls it: a product, an intent, a language and a mood. */
  readonly label: string | undefined;
  /** Cues were tuned on the one half and judged on the other; a hash of the text decides. */
  readonly half: 'tuned' | 'unseen';
}

interface Row {
  readonly text: string;
  readonly title?: string;
  readonly subject?: string;
  readonly complaint?: 0 | 1;
  readonly cause?: string;
  readonly category?: string;
  readonly product?: string;
  readonly lang?: string;
  readonly sentiment?: string;
  readonly type?: string;
}

const folder = new URL('../../../shared/data/text/', import.meta.url);

export const setNames = [
  'tweets_complaint',
  'tweets_fincorp',
  'reviews_cesamard',
  'banking77',
  'cfpb_product',
  'complaints_pt',
  'tweets_sentiment_multilang',
  'tickets_multilang',
] as const;
export type SetName = (typeof setNames)[number];

/** All of whose texts are complaints, or none. */
const known: Partial<Readonly<Record<SetName, boolean>>> = { cfpb_product: true, complaints_pt: true };

const labelOf: Readonly<Record<SetName, (row: Row) => string | undefined>> = {
  tweets_complaint: () => undefined,
  tweets_fincorp: () => undefined,
  reviews_cesamard: () => undefined,
  banking77: (row) => row.category,
  cfpb_product: (row) => row.product,
  complaints_pt: () => undefined,
  tweets_sentiment_multilang: (row) => `${row.lang} ${row.sentiment}`,
  tickets_multilang: (row) => `${row.lang} ${row.type}`,
};

/** The texts of a set, or `undefined` where it is not at hand. */
export function readSet(name: SetName): readonly Example[] | undefined {
  const file = new URL(`${name}.jsonl`, folder);
  if (!existsSync(file)) return undefined;
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  return rows.map((row) => ({
    subject: row.title ?? row.subject ?? '',
    text: row.text,
    complaint: row.complaint === undefined ? known[name] : row.complaint === 1,
    span: row.cause === undefined || !row.text.includes(row.cause) ? undefined : row.cause,
    label: labelOf[name](row),
    half: Number.parseInt(textHash(row.text).slice(-1), 16) % 2 === 0 ? 'tuned' : 'unseen',
  }));
}

/** A company's rules, as its policy would state them: the products' own names, in order. */
export const productRules = [
  {
    category: 'Credit reporting',
    words: ['credit report*/reporting/bureau/bureaus/score/file', 'equifax/experian/transunion'],
  },
  { category: 'Mortgage', words: ['mortgage*/escrow/refinanc*/foreclos*', 'home loan', 'loan modification'] },
  { category: 'Student loan', words: ['student loan/loans', 'navient/fafsa/forbearance', 'sallie mae'] },
  { category: 'Payday loan', words: ['payday'] },
  { category: 'Prepaid card', words: ['prepaid', 'gift card'] },
  { category: 'Debt collection', words: ['debt/debts/collection/collections/collector/collectors'] },
  { category: 'Consumer Loan', words: ['auto/car/vehicle ~1 loan', 'dealer/dealership/repossess*'] },
  { category: 'Credit card', words: ['credit card/cards', 'amex/capital', 'annual fee', 'balance transfer'] },
  { category: 'Money transfers', words: ['western union', 'moneygram/paypal/wire/venmo'] },
  {
    category: 'Bank account or service',
    words: ['checking/savings/overdraft/deposit/teller/atm', 'bank account', 'debit card'],
  },
].map((rule) => ({ ...rule, tags: [] }));
