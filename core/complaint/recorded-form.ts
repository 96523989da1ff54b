import type { Reason } from './recognition.ts';

/** What stands in the recognition's field, its words unchecked. */
export interface WrittenRecognition {
  readonly hash: unknown;
  readonly pack: unknown;
  readonly language: unknown;
  readonly band: unknown;
  readonly score: unknown;
  readonly category: unknown;
  readonly severity: unknown;
  readonly at: unknown;
  readonly update: unknown;
  readonly oldest: unknown;
  readonly taken: unknown;
  readonly reasons: readonly Reason[];
}

const word = String.raw`"[^"\\\u0000-\u001f]*"`;
const amount = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?`;
const reason = String.raw`\[${word},${word},${amount},${amount},${amount}\]`;
const ownForm = new RegExp(
  String.raw`^\{"v":1,"hash":${word},"pack":${word},(?:"language":${word},)?"band":${word},"score":${amount},(?:"category":${word},)?"severity":${word},"at":${word},"update":${word},(?:"oldest":${word},)?(?:"taken":${word},)?"reasons":\[(?:${reason}(?:,${reason})*)?\]\}$`,
);

/**
 * Reads the field in just the form in which we write it, at less than half the cost of JSON, which finds every name anew;
 * `undefined` for any other form, which may be good JSON all the same.
 */
export function readOwnForm(text: string): WrittenRecognition | undefined {
  // Looked through once as a whole, so that what is cut out behind needs no more questions.
  if (!ownForm.test(text)) return undefined;
  const from: Place = { text, at: 0 };
  const hash = wordBehind(from, '{"v":1,"hash":');
  const pack = wordBehind(from, ',"pack":');
  const language = text.startsWith(languageName, from.at) ? wordBehind(from, languageName) : undefined;
  const band = wordBehind(from, ',"band":');
  const score = amountBehind(from, ',"score":');
  const category = text.startsWith(categoryName, from.at) ? wordBehind(from, categoryName) : undefined;
  const severity = wordBehind(from, ',"severity":');
  const at = wordBehind(from, ',"at":');
  const update = wordBehind(from, ',"update":');
  const oldest = text.startsWith(oldestName, from.at) ? wordBehind(from, oldestName) : undefined;
  const taken = text.startsWith(takenName, from.at) ? wordBehind(from, takenName) : undefined;
  from.at += ',"reasons":['.length;
  const reasons: Reason[] = [];
  while (from.at < text.length - ']}'.length) reasons.push(reasonBehind(from, reasons.length === 0 ? '[' : ',['));
  return { hash, pack, language, band, score, category, severity, at, update, oldest, taken, reasons };
}

const languageName = ',"language":';
const categoryName = ',"category":';
const oldestName = ',"oldest":';
const takenName = ',"taken":';

/** How far a text in our form has been read. */
interface Place {
  readonly text: string;
  at: number;
}

function reasonBehind(from: Place, mark: string): Reason {
  const cue = wordBehind(from, mark);
  const quoted = wordBehind(from, ',');
  const start = amountBehind(from, ',');
  const end = amountBehind(from, ',');
  const weight = amountBehind(from, ',');
  from.at += ']'.length;
  return { cue, quote: quoted, start, end, weight };
}

function wordBehind(from: Place, name: string): string {
  const start = from.at + name.length + 1;
  const end = from.text.indexOf('"', start);
  from.at = end + 1;
  return from.text.slice(start, end);
}

/** So many digits are exact, and so is their quotient by a power of ten: the nearest number there is. */
const mostExactDigits = 15;
const [minus, point, zero, nine] = [45, 46, 48, 57];

/** `Number` of an `amount`, which costs ten times as much as reading its digits. */
function amountBehind(from: Place, name: string): number {
  const { text } = from;
  const start = from.at + name.length;
  const isNegative = text.charCodeAt(start) === minus;
  let digits = 0;
  let parts = 0;
  let at = isNegative ? start + 1 : start;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === point) parts = 1;
    else if (unit < zero || unit > nine) break;
    else {
      digits = digits * 10 + unit - zero;
      parts *= 10;
    }
  }
  from.at = at;
  if (at - start > mostExactDigits) return Number(text.slice(start, at));
  const size = parts === 0 ? digits : digits / parts;
  return isNegative ? -size : size;
}
