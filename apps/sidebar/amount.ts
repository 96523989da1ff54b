/**
 * A sum as people type it, in the manner of any language the panel speaks: `1234.5`, `1,234.50`, `1.234,50`, `1 234,50`,
 * `£50`. Of one mark alone, behind which just three digits stand, it is taken to part thousands, as in `1,234`: no currency
 * in which remedies are paid has thousandths.
 *
 * @returns `undefined` for what is no sum
 */
export function amountIn(text: string): number | undefined {
  const plain = text.replaceAll(/[\s'\u2019\p{Sc}]/gu, '');
  if (!/^\d[\d.,]*$/u.test(plain)) return undefined;
  const at = decimalMark(plain);
  const whole = (at === -1 ? plain : plain.slice(0, at)).replaceAll(/[.,]/gu, '');
  const part = at === -1 ? '' : plain.slice(at + 1);
  const value = Number(`${whole}.${part}`);
  return Number.isFinite(value) ? value : undefined;
}

/** Where the mark stands that parts the fraction; -1 where none does. */
function decimalMark(text: string): number {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (at === -1) return -1;
  const mark = text.charAt(at);
  const isAlone = text.indexOf(mark) === at;
  const isOnlyKind = !text.includes(mark === '.' ? ',' : '.');
  if (!isAlone) return -1;
  return isOnlyKind && /^[1-9]\d{0,2}$/u.test(text.slice(0, at)) && text.length - at === 4 ? -1 : at;
}
