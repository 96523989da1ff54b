/** What a text holds: numbers of its features, each once, and how much of each. */
export interface FeatureVector {
  readonly features: Int32Array;
  readonly amounts: Float64Array;
}

/** Weights of features, the last one being what holds for every text. */
export type Weights = Float64Array;

const mostRounds = 200;
const remembered = 8;
const smallestGain = 1e-7;
const mostHalvings = 30;

/**
 * Logistic regression: weights under which the log-odds of a text being a complaint are the sum of its features' amounts
 * times their weights, and of the last weight. Large weights cost, so that what was seen seldom says little.
 *
 * L-BFGS from zero: no chance in it, so that the same texts in the same order give the same weights.
 *
 * @param labels whether each text is a complaint
 * @param of.size how many features there are
 * @param of.trust how much the texts count against weights near zero
 * @see Nocedal, Wright, Numerical Optimization (2nd ed.), algorithm 7.4
 */
export function fitWeights(
  vectors: readonly FeatureVector[],
  labels: readonly boolean[],
  { size, trust }: { readonly size: number; readonly trust: number },
): Weights {
  const loss = (weights: Weights, slope: Float64Array): number => lossOf({ vectors, labels, trust }, weights, slope);
  const weights = new Float64Array(size + 1);
  const slope = new Float64Array(size + 1);
  let value = loss(weights, slope);
  const past: Past = { steps: [], bends: [] };
  for (let round = 0; round < mostRounds; round += 1) {
    const next = search(loss, { weights, slope, value }, directionOf(slope, past));
    if (next === undefined) break;
    remember(past, difference(next.weights, weights), difference(next.slope, slope));
    weights.set(next.weights);
    slope.set(next.slope);
    const gain = (value - next.value) / Math.max(1, Math.abs(value));
    value = next.value;
    if (gain < smallestGain) break;
  }
  return weights;
}

/** The log-odds that weights give a text. */
export function logOddsOf({ features, amounts }: FeatureVector, weights: Weights): number {
  let sum = weights[weights.length - 1]!;
  for (let k = 0; k < features.length; k += 1) sum += weights[features[k]!]! * amounts[k]!;
  return sum;
}

/** From log-odds to a share between 0 and 1. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function lossOf(
  {
    vectors,
    labels,
    trust,
  }: { readonly vectors: readonly FeatureVector[]; readonly labels: readonly boolean[]; readonly trust: number },
  weights: Weights,
  slope: Float64Array,
): number {
  const last = weights.length - 1;
  let loss = 0;
  slope.fill(0);
  for (let k = 0; k < last; k += 1) {
    const weight = weights[k]!;
    loss += 0.5 * weight * weight;
    slope[k] = weight;
  }
  for (const [at, vector] of vectors.entries()) {
    const sign = labels[at] === true ? 1 : -1;
    const margin = sign * logOddsOf(vector, weights);
    loss += trust * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
    const pull = -trust * sign * probabilityOf(-margin);
    const { features, amounts } = vector;
    for (let k = 0; k < features.length; k += 1) slope[features[k]!]! += pull * amounts[k]!;
    slope[last]! += pull;
  }
  return loss;
}

interface Past {
  readonly steps: Float64Array[];
  readonly bends: Float64Array[];
}

interface Place {
  readonly weights: Float64Array;
  readonly slope: Float64Array;
  readonly value: number;
}

function remember({ steps, bends }: Past, step: Float64Array, bend: Float64Array): void {
  if (dot(step, bend) <= 1e-12) return;
  steps.push(step);
  bends.push(bend);
  if (steps.length > remembered) {
    steps.shift();
    bends.shift();
  }
}

/** Where it goes up most steeply, seen through how the slope bent on the last steps. */
function directionOf(slope: Float64Array, { steps, bends }: Past): Float64Array {
  const direction = Float64Array.from(slope);
  const parts: number[] = [];
  for (let k = steps.length - 1; k >= 0; k -= 1) {
    parts[k] = dot(steps[k]!, direction) / dot(steps[k]!, bends[k]!);
    addTimes(direction, bends[k]!, -parts[k]!);
  }
  const last = steps.length - 1;
  const scale =
    last < 0
      ? 1 / Math.max(1, Math.sqrt(dot(slope, slope)))
      : dot(steps[last]!, bends[last]!) / dot(bends[last]!, bends[last]!);
  for (let k = 0; k < direction.length; k += 1) direction[k]! *= scale;
  for (let k = 0; k < steps.length; k += 1) {
    addTimes(direction, steps[k]!, parts[k]! - dot(bends[k]!, direction) / dot(steps[k]!, bends[k]!));
  }
  return direction;
}

/** Goes down along a direction as far as it pays; `undefined` where it does not. */
function search(
  loss: (weights: Weights, slope: Float64Array) => number,
  from: Place,
  direction: Float64Array,
): Place | undefined {
  const fall = -dot(from.slope, direction);
  const slope = new Float64Array(direction.length);
  let length = 1;
  for (let halvings = 0; halvings < mostHalvings; halvings += 1) {
    const weights = Float64Array.from(from.weights);
    addTimes(weights, direction, -length);
    const value = loss(weights, slope);
    if (value <= from.value + 1e-4 * length * fall) return { weights, slope, value };
    length /= 2;
  }
  return undefined;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]!);
}

function addTimes(to: Float64Array, from: Float64Array, times: number): void {
  for (let k = 0; k < to.length; k += 1) to[k]! += times * from[k]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += a[k]! * b[k]!;
  return sum;
}
