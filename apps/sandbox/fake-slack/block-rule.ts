import { isObject } from './call.ts';

/** Collects what is wrong with blocks, in Slack's own way of saying it: a sentence and a JSON pointer. */
export type Complain = (problem: string, pointer: string) => void;

/** Looks at one value and complains about what is wrong with it. */
export type Rule = (value: unknown, pointer: string, complain: Complain) => void;

/** Text of a length within bounds. */
export function string(max: number, min = 1): Rule {
  return (value, pointer, complain) => {
    if (typeof value !== 'string') complain('must be a string', pointer);
    else if (value.length < min) complain(`must be more than ${min - 1} characters`, pointer);
    else if (value.length > max) complain(`must be less than ${max + 1} characters`, pointer);
  };
}

/** Text of a form, such as a date. */
export function matching(pattern: RegExp, max = 3000): Rule {
  const length = string(max);
  return (value, pointer, complain) => {
    length(value, pointer, complain);
    if (typeof value === 'string' && !pattern.test(value)) complain('must be a valid value', pointer);
  };
}

/** An address that a browser may open or an image that Slack may load. */
export const url: Rule = matching(/^[a-z][a-z0-9+.-]*:\S+$/i);

/** `true` or `false`. */
export const boolean: Rule = (value, pointer, complain) => {
  if (typeof value !== 'boolean') complain('must be a boolean', pointer);
};

/** A whole number within bounds. */
export function integer(min: number, max: number): Rule {
  return (value, pointer, complain) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      complain(`must be an integer from ${min} to ${max}`, pointer);
    }
  };
}

/** One of a closed list of words. */
export function oneOf(...allowed: readonly string[]): Rule {
  return (value, pointer, complain) => {
    if (typeof value !== 'string' || !allowed.includes(value))
      complain(`must be one of: ${allowed.join(', ')}`, pointer);
  };
}

/** A list of a length within bounds whose items follow one rule. */
export function list(item: Rule, max: number, min = 1): Rule {
  return (value, pointer, complain) => {
    if (!Array.isArray(value)) return complain('must be an array', pointer);
    if (value.length < min) complain(`no less than ${min} items allowed`, pointer);
    if (value.length > max) complain(`no more than ${max} items allowed`, pointer);
    for (const [index, one] of value.entries()) item(one, `${pointer}/${index}`, complain);
  };
}

/** An object of these fields and no others. */
export function shape(required: Readonly<Record<string, Rule>>, optional: Readonly<Record<string, Rule>> = {}): Rule {
  const rules = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return (value, pointer, complain) => {
    if (!isObject(value)) return complain('must be an object', pointer);
    for (const name of Object.keys(required)) {
      if (!(name in value)) complain(`missing required field: ${name}`, pointer);
    }
    for (const [name, one] of Object.entries(value)) {
      const rule = rules.get(name);
      if (rule === undefined) complain(`invalid additional property: ${name}`, pointer);
      else rule(one, `${pointer}/${name}`, complain);
    }
  };
}

/** An object whose `type` says which rule it follows. */
export function byType(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, pointer, complain) => {
    if (!isObject(value)) return complain('must be an object', pointer);
    const type = typeof value['type'] === 'string' ? value['type'] : '';
    const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
    if (rule === undefined) complain(`unsupported type: ${type}`, `${pointer}/type`);
    else rule(value, pointer, complain);
  };
}

/** At least one of the fields must be there, or exactly one where `exclusive`, beside whatever else `rule` asks. */
export function withEither(names: readonly string[], rule: Rule, exclusive: boolean): Rule {
  return (value, pointer, complain) => {
    rule(value, pointer, complain);
    if (!isObject(value)) return;
    const given = names.filter((name) => name in value);
    if (given.length === 0) complain(`must provide one of: ${names.join(', ')}`, pointer);
    if (exclusive && given.length > 1) complain(`only one of these is allowed: ${names.join(', ')}`, pointer);
  };
}
