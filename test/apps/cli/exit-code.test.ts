import { expect, test } from 'vitest';
import { StoreError } from '#apps/runtime/store-error.ts';
import { ConfigError } from '#apps/runtime/config-error.ts';
import { InvariantError } from '#core/invariant.ts';
import { PayloadError } from '#integrations/errors.ts';
import { QuestionError } from '#apps/cli/due.ts';
import { exitCodeOf } from '#apps/cli/exit-code.ts';
import { UseError } from '#apps/cli/use-error.ts';

test('a store is told of in two lines, and only an address that is none is a mistake of who configured it', () => {
  const said: string[] = [];
  const codes = (['STORE_UNAVAILABLE', 'STORE_ADDRESS_INVALID'] as const).map((code) =>
    exitCodeOf(new StoreError(code, 'the store (redis://127.0.0.1:1) cannot be used'), (text) => said.push(text)),
  );
  // A supervisor starts again what ended with 1.
  expect(codes).toEqual([1, 2]);
  expect(said[0]).toBe('the store (redis://127.0.0.1:1) cannot be used\n  → STORE_UNAVAILABLE\n');
});

test('each error of ours is told with its code and without a trace; of any other it is told where it came from', () => {
  const told = (error: unknown): readonly [number, string] => {
    let said = '';
    const code = exitCodeOf(error, (text) => (said += text));
    return [code, said];
  };
  expect(told(new UseError('write it so'))).toEqual([2, 'write it so\n  → WRONG_USE\n']);
  expect(told(new QuestionError('cannot read span "x"'))).toEqual([2, 'cannot read span "x"\n  → DUE_QUESTION\n']);
  const outOfRange = new InvariantError('CALENDAR_OUT_OF_RANGE', 'calendars reach from 1900 to 2200');
  expect(told(outOfRange)).toEqual([1, 'calendars reach from 1900 to 2200\n  → CALENDAR_OUT_OF_RANGE\n']);
  expect(told(new PayloadError('ZENDESK_PAYLOAD', 'ticket.id', 'no'))).toEqual([
    1,
    'no\n  → at ticket.id\n  → ZENDESK_PAYLOAD\n',
  ]);
  expect(told(new PayloadError('ZENDESK_PAYLOAD', '', 'no'))).toEqual([1, 'no\n  → ZENDESK_PAYLOAD\n']);
  const missing = { path: 'PORT', message: 'is missing', suggestion: undefined };
  expect(told(new ConfigError('SETTINGS_INVALID', [missing, missing]))).toEqual([
    2,
    '✖ is missing\n  → at PORT\n\n✖ is missing\n  → at PORT\n\nSETTINGS_INVALID: 2 issues\n',
  ]);
  expect(told(new TypeError('a bug'))[1]).toMatch(/^TypeError: a bug\n\s+at /u);
});
