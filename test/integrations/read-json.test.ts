import { describe, expect, test } from 'vitest';
import { PayloadError } from '#integrations/errors.ts';
import { isDeeper } from '#integrations/read-depth.ts';
import {
  isId,
  readCode,
  readFlag,
  readId,
  readInstant,
  readList,
  readMaybeId,
  readMaybeListOnce,
  readObject,
  readPayload,
  readText,
  readWithin,
  readWords,
} from '#integrations/read-json.ts';
import { fieldText } from '#integrations/read-own-fields.ts';

const pigeons = { code: 'PIGEON_PAYLOAD', by: 'Pigeon' };

function refusal(read: () => unknown): PayloadError {
  try {
    readPayload(undefined, read, pigeons);
  } catch (error) {
    expect(error).toBeInstanceOf(PayloadError);
    return error as PayloadError;
  }
  throw new Error('it was taken');
}

describe('a payload reader', () => {
  test('names the place of what is wrong, however deep, and quotes nothing', () => {
    const nest = (value: unknown): unknown =>
      readWithin(value, 'loft', (loft) =>
        readList(readObject<'boxes'>(loft, '').boxes, 'boxes', (box) => readObject<'id'>(box, '').id),
      );
    expect(refusal(() => nest({ boxes: [{ id: 1 }, null, 'secret'] }))).toMatchObject({
      code: 'PIGEON_PAYLOAD',
      path: 'loft.boxes.2',
    });
    expect(refusal(() => nest('secret')).message).not.toContain('secret');
    expect(refusal(() => nest({ boxes: 'secret' })).path).toBe('loft.boxes');
    expect(refusal(() => readList(['x'], '', (item) => readId(item, 'id'))).path).toBe('0.id');
  });

  test('lets other errors be what they are', () => {
    const bug = new RangeError('a bug');
    const broken = (): never => {
      throw bug;
    };
    expect(() => readPayload({}, () => readWithin({}, 'loft', broken), pigeons)).toThrow(bug);
    expect(() => readPayload({}, () => readList([1], 'loft', broken), pigeons)).toThrow(bug);
  });

  test('passes over what is null or missing, in lists as well', () => {
    expect(readList(null, 'x', (item) => item)).toEqual([]);
    expect(readList([null, 7, undefined], 'x', (item) => item)).toEqual([7]);
    expect(readWords(['a', null, 7], 'x')).toEqual(['a', '7']);
    expect([readText(null, 'x'), readFlag(undefined, 'x'), readMaybeId('', 'x'), readMaybeId(null, 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('takes an id as number or as text, and none that has lost digits or would', () => {
    expect([readId(7, 'id'), readId('7', 'id'), readId(-1, 'id'), readId('9007199254740991', 'id')]).toEqual([
      '7',
      '7',
      '-1',
      '9007199254740991',
    ]);
    for (const value of [
      2 ** 53,
      1.5,
      Number.NaN,
      '9007199254740993',
      '1e3',
      ' 7',
      '',
      null,
      undefined,
      {},
      [7],
      true,
    ]) {
      expect(refusal(() => readId(value, 'id')).path).toBe('id');
    }
    expect([isId(7, '7'), isId('7', '7'), isId({ toString: 1 }, '7'), isId([7], '7')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('takes a code of any number, and what is none as nothing', () => {
    expect([readCode(7), readCode('7'), readCode(10_104), readCode('x'), readCode({}), readCode(1.5)]).toEqual([
      7,
      7,
      10_104,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('refuses what a text, a flag or an instant cannot be', () => {
    for (const value of [{}, [], true]) expect(refusal(() => readText(value, 'a.b')).path).toBe('a.b');
    for (const value of ['true', 1, {}]) expect(refusal(() => readFlag(value, 'flag')).path).toBe('flag');
    for (const value of [null, 7, 'yesterday', '2026-11-02'])
      expect(refusal(() => readInstant(value, 'at')).path).toBe('at');
  });

  test('reads a list that comes again once, and another one anew', () => {
    let reads = 0;
    const read = readMaybeListOnce('rows', (item) => {
      reads += 1;
      return item;
    });
    const rows = [1, 2];
    expect(read(rows)).toBe(read(rows));
    expect(read([1, 2])).not.toBe(read(rows));
    expect(reads).toBe(4);
    expect(read(null)).toBeUndefined();
  });
});

describe('depth', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

  test('is counted in lists and objects, and costs no stack', () => {
    expect([
      isDeeper('x', 0),
      isDeeper([1], 0),
      isDeeper([1], 1),
      isDeeper({ a: [1] }, 1),
      isDeeper({ a: [1] }, 2),
    ]).toEqual([false, true, false, true, false]);
    expect([isDeeper(nested(64), 64), isDeeper(nested(65), 64), isDeeper(nested(100_000), 64)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('of a field’s value is bounded: what nobody wrote into a field is no value', () => {
    expect(fieldText(nested(100_000))).toBeUndefined();
    expect(fieldText([['a'], { b: 1 }])).toBe('[["a"],{"b":1}]');
    expect([fieldText(null), fieldText(''), fieldText(false), fieldText([]), fieldText(0)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      '0',
    ]);
  });
});
