import type { Reason } from './recognition.ts';

/** What stands in the recognition's field, its words unchecked. */
export interface WrittenRecognition {
  readonly hash: unknown;
  readonly pack: unknown;
  readonly band: unknown;
  readonly score: unknown;
  readonly category: unknown;
  readonly severity: unknown;
  readonly at: unknown;
  readonly update: unknown;
  readonly reasons: readonly Reason[];
}

const word = String.raw`"([^"\\\u0000-\u001f]*)"`;
const amount = String.raw`(-?(?:0|[1-9]\d*)(?:\.\d+)?)`;
const beforeReasons = new RegExp(
  `^\\{"v":1,"hash":${word},"pack":${word},"band":${word},"score":${amount},(?:"category":${word},)?"severity":${word},"at":${word},"update":${word},"reasons":\\[`,
);
const oneReason = new RegExp(`\\[${word},${word},${amount},${amount},${amount}\\](?:,(?=\\[)|(?=\\]\\}$))`, 'y');

/**
 * Reads the field in just the form in which we write it, at half the cost of JSON, which finds every name anew;
 * `undefined` for any other form, which may be good JSON all the same.
 */
export function readOwnForm(text: string): WrittenRecognition | undefined {
  const found = beforeReasons.exec(text);
  if (found === null) return undefined;
  const [before, hash, pack, band, score, category, severity, at, update] = found;
  const reasons: Reason[] = [];
  let end = before.length;
  while (end !== text.length - 2) {
    oneReason.lastIndex = end;
    const reason = oneReason.exec(text);
    if (reason === null) return undefined;
    const [whole, cue, quote, from, to, weight] = reason;
    reasons.push({
      cue: cue!,
      quote: quote!,
      start: amountOf(from!),
      end: amountOf(to!),
      weight: amountOf(weight!),
    });
    end += whole.length;
  }
  if (!text.endsWith(']}')) return undefined;
  return { hash, pack, band, score: amountOf(score!), category, severity, at, update, reasons };
}

/** So many digits are exact, and so is their quotient by a power of ten: the nearest number there is. */
const mostExactDigits = 15;
const [minus, point, zero] = [45, 46, 48];

/** `Number` of a text that is an `amount`, which costs ten times as much for a text that was just cut out. */
function amountOf(text: string): number {
  if (text.length > mostExactDigits) return Number(text);
  let digits = 0;
  let behindPoint = -1;
  const isNegative = text.charCodeAt(0) === minus;
  for (let at = isNegative ? 1 : 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === point) behindPoint = text.length - at - 1;
    else digits = digits * 10 + unit - zero;
  }
  const size = behindPoint > 0 ? digits / 10 ** behindPoint : digits;
  return isNegative ? -size : size;
}
