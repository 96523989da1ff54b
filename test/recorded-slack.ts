import { subscribe } from 'node:diagnostics_channel';
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, expect } from 'vitest';
import { callsChannel, type RecordedCall } from '#apps/sandbox/fake-slack/recorder.ts';
import { root } from './imports.ts';

/**
 * At the end of every test file: whatever was sent to the fake Slack in it and taken, by the product or by a test in its
 * place, has the arguments that the method documents, and blocks and views of the published schema. Nothing where neither
 * is beside this clone, and not for the tests of the fake itself, which send what nobody should.
 */
const data = `${root}../shared/data/slack/`;
/** A storm sends the same thousands of times. */
const mostLooked = 2_000;

const calls: RecordedCall[] = [];
subscribe(callsChannel, (call) => {
  if (calls.length < mostLooked) calls.push(call as RecordedCall);
});

afterAll(() => {
  const isOfTheFake = expect.getState().testPath?.includes('/sandbox/fake-slack/') === true;
  if (isOfTheFake || !existsSync(data)) return;
  const taken = calls.splice(0).filter(({ ok }) => ok);
  if (taken.length === 0) return;
  const validators = createValidators();
  expect([...new Set(taken.flatMap((call) => problemsOf(call, validators)))]).toEqual([]);
});

interface Validators {
  readonly blocks: ValidateFunction;
  readonly modal: ValidateFunction;
  readonly home: ValidateFunction;
}

function createValidators(): Validators {
  const schema = readJson('block-kit-schema/slack-block-kit.subset.schema.json');
  const ajv = new Ajv2020({ strict: false, logger: false }).addSchema(schema, 'kit');
  const of = (part: string): ValidateFunction => ajv.compile({ $ref: `kit#/$defs/${part}` });
  return { blocks: ajv.compile({ $ref: 'kit' }), modal: of('modal_view'), home: of('home_view') };
}

function problemsOf({ method, args }: RecordedCall, { blocks, modal, home }: Validators): readonly string[] {
  const known = argumentsOf(method);
  const strange = Object.keys(args).filter((name) => !known.has(name));
  const unfurls = Object.values((args['unfurls'] ?? {}) as Record<string, { readonly blocks?: unknown }>);
  const { view } = args as { readonly view?: { readonly type?: unknown } };
  const looked: (readonly [ValidateFunction, unknown])[] = [
    ...[args['blocks'], ...unfurls.map((one) => one.blocks)]
      .filter((one) => one !== undefined)
      .map((one) => [blocks, one] as const),
    ...(view === undefined ? [] : [[view.type === 'home' ? home : modal, view] as const]),
  ];
  return [
    ...strange.map((name) => `${method} documents no argument ${name}`),
    ...looked.flatMap(([validate, value]) =>
      validate(value) ? [] : (validate.errors ?? []).map((one) => `${method} ${one.instancePath} ${one.message}`),
    ),
  ];
}

const documented = new Map<string, ReadonlySet<string>>();

function argumentsOf(method: string): ReadonlySet<string> {
  const known =
    documented.get(method) ??
    new Set([
      ...Object.keys(readJson(`api-ref/methods/${method}.json`)['args'] as object),
      ...Object.keys((readJson(`api-ref/docs/${method}.json`)['args'] as { properties?: object }).properties ?? {}),
    ]);
  documented.set(method, known);
  return known;
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${data}${path}`, 'utf8')) as Record<string, unknown>;
}
