import { expect, test } from 'vitest';
import { cardMessage } from '#core/effect/card.ts';
import { judge } from '#core/pipeline.ts';
import { instantOf, recordOf } from '../a-record.ts';
import { samplePolicy } from '../policy/sample-policy.ts';

const policy = samplePolicy();
const place = { channel: 'complaints', id: 'C0COMPLAINTS' };

/** What the card says of the category that somebody wrote down. */
function categoryShown(category: string): unknown {
  const line = { at: '2026-11-09T10:00Z', who: 'complainant', says: 'I am making a formal complaint.' } as const;
  const record = recordOf({ timeline: [line, { at: '2026-11-09T10:05Z', who: 'agent', fields: { category } }] });
  const now = instantOf('2026-11-09T11:00Z');
  const { complaint, clocks } = judge(record, policy, now);
  if (complaint === undefined) throw new Error('it is a complaint');
  const { facts } = cardMessage({ record, complaint, clocks, policy, now }, place);
  return facts.find(({ label }) => label === 'Category')?.value;
}

test.each([
  ['delivery', 'Delivery'],
  ['late_delivery', 'Late delivery'],
  ['VAT', 'VAT'],
  ['Mobile Data', 'Mobile Data'],
  ['e-mail from PayPal', 'E-mail from PayPal'],
])('a card shows the category %s as its company writes it', (category, shown) => {
  expect(categoryShown(category)).toEqual({ kind: 'words', text: shown });
});
