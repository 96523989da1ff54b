import { expect, test } from 'vitest';
import { StoreError } from '#apps/runtime/store-error.ts';
import { exitCodeOf } from '#apps/cli/exit-code.ts';

test('a store is told of in two lines, and only an address that is none is a mistake of who configured it', () => {
  const said: string[] = [];
  const codes = (['STORE_UNAVAILABLE', 'STORE_ADDRESS_INVALID'] as const).map((code) =>
    exitCodeOf(new StoreError(code, 'the store (redis://127.0.0.1:1) cannot be used'), (text) => said.push(text)),
  );
  // A supervisor starts again what ended with 1.
  expect(codes).toEqual([1, 2]);
  expect(said[0]).toBe('the store (redis://127.0.0.1:1) cannot be used\n  → STORE_UNAVAILABLE\n');
});
