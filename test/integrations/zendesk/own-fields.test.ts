import { describe, expect, it } from 'vitest';
import { findOwnFields } from '#integrations/zendesk/own-fields.ts';

const field = (id: string, title: string, key: string | undefined) => ({
  id,
  key,
  title,
  raw_title: title,
  active: true,
});

describe('our fields of an account', () => {
  it('are known by their key, whatever their title', () => {
    const fields = [field('1', 'recourse_ledger', 'finance_ledger'), field('2', 'Ledger', 'recourse_ledger')];
    expect(findOwnFields(fields, 'recourse_').get('ledger')).toBe('2');
  });

  it('are known by their title where they have no key', () => {
    expect(findOwnFields([field('3', 'recourse_ledger', undefined)], 'recourse_').get('ledger')).toBe('3');
  });

  it('are not those of the same title that have another key', () => {
    expect(findOwnFields([field('4', 'recourse_ledger', 'finance_ledger')], 'recourse_').has('ledger')).toBe(false);
  });
});
