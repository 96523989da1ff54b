import { MINUTE_MS, SECOND_MS } from '#core/time.ts';
import { calm, type Fate } from './faults.ts';
import type { Letter } from './network.ts';
import type { Plan } from './schedule.ts';

export type Direction =
  | 'calm'
  | 'meddled-with'
  | 'refused-for-long'
  | 'paused-holder'
  | 'latest-arrival'
  | 'overtaken'
  | 'all-at-once'
  | 'one-after-the-other'
  | 'answered-badly'
  | 'told-together'
  | 'in-digests';

/** Schedules in which things go wrong in the one way for which a guard is there. */
export const directions: Readonly<Record<Direction, () => Partial<Plan>>> = {
  /** Nothing goes wrong at all. */
  calm: () => ({ replicas: 1, dial: calm, meddling: false, skewMs: 0 }),
  /** Nothing goes wrong but what people and webhooks do. */
  'meddled-with': () => ({ replicas: 2, dial: calm, meddling: true, skewMs: 0 }),
  /** Slack takes nothing for as long as the weather is bad. */
  'refused-for-long': () => ({
    replicas: 1,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: ({ path }) => (path.endsWith('chat.postMessage') ? 'broken-before' : 'well'),
  }),
  /** Whoever holds a claim is stopped until long after lease and grace, and then goes on as if nothing had been. */
  'paused-holder': () => ({
    replicas: 2,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: () => 'well',
    pauseFor: onFirstClaim(150 * SECOND_MS),
  }),
  /** A post is begun at the last moment that the lease allows, and takes a minute to arrive. */
  'latest-arrival': () => ({
    replicas: 2,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: () => 'well',
    pauseFor: onFirstClaim(25 * SECOND_MS),
    lateFor: onFirstPost(55 * SECOND_MS),
  }),
  /** Whoever claims a warning goes on only after another has told that the promise is broken. */
  overtaken: () => ({
    replicas: 3,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: () => 'well',
    pauseFor: onClaimsOfWarning(10 * MINUTE_MS),
  }),
  /** Many processes beside the helpdesk itself see the same at the same moment, and all want to tell it. */
  'all-at-once': () => ({
    replicas: 8,
    dial: { ...calm, quickestMs: 1, slowestMs: 8 },
    meddling: false,
    toldWithinMs: 3,
    skewMs: 0,
    fateFor: () => 'well',
  }),
  /**
   * Some processes that stop for a moment now and then, so that one claims while the list of notes does not show yet what
   * another claimed; and a Slack that takes its time.
   */
  'one-after-the-other': () => ({
    replicas: 4,
    dial: { ...calm, pause: 0.2, longestPauseMs: 4 * SECOND_MS },
    meddling: false,
    toldWithinMs: 4 * SECOND_MS,
    listLagMs: 3 * SECOND_MS,
    skewMs: 0,
    fateFor: () => 'well',
    lateFor: ({ path }) => (path.endsWith('chat.postMessage') ? 8 * SECOND_MS : undefined),
  }),
  /** Slack takes the first message and answers that something broke. */
  'answered-badly': () => ({ replicas: 1, dial: calm, meddling: false, skewMs: 0, fateFor: brokenAfterFirstPost() }),
  /** Slack refuses the first post, so that what waits is told in a digest; takes that, and answers that something broke. */
  'told-together': () => ({
    replicas: 1,
    complaints: 8,
    dial: calm,
    meddling: false,
    skewMs: 0,
    fateFor: brokenAfterFirstDigest(),
    // All complaints are there when it looks for the first time.
    pauseFor: onFirstRequest(70 * SECOND_MS),
  }),
  /** All that can go wrong, to a handful of complaints at once, and of their posts two in five refused. */
  'in-digests': () => ({ complaints: 8, fateFor: refusesTwoInFive() }),
};

type HowLong = (letter: Letter, fate: Fate) => number | undefined;

/** Upon the answer to the first claim that is written. */
function onFirstClaim(ms: number): HowLong {
  let met = false;
  return ({ body }) => {
    if (met || !body.includes('claimed')) return undefined;
    met = true;
    return ms;
  };
}

/** A claim of a warning in a ledger: the begin of its cycle, whose it is, and when it was made. */
const claimOfWarning = /"claimed","answer:warn[^:]*:([^"]+)","([^"]+)","[^"]*",(\d+)/u;

/**
 * Upon the answer to a claim of a warning: each stops until a minute before the promise is broken, where its claim is over;
 * then the first that claims it again, for nearly as long as its claim is good.
 */
function onClaimsOfWarning(brokenAfterMs: number): HowLong {
  const owners = new Set<string>();
  let met = false;
  return ({ body }) => {
    const [, cycle, owner, at] = claimOfWarning.exec(body.replaceAll(/&quot;|\\"/gu, '"')) ?? [];
    if (met || cycle === undefined || owner === undefined || owners.has(owner)) return undefined;
    owners.add(owner);
    const leftMs = Date.parse(cycle) + brokenAfterMs - Number(at);
    if (leftMs > MINUTE_MS) return leftMs - 45 * SECOND_MS;
    met = true;
    return 48 * SECOND_MS;
  };
}

function brokenAfterFirstPost(): (letter: Letter) => Fate {
  const isFirst = onFirstPost(1);
  return (letter) => (isFirst(letter, 'well') === undefined ? 'well' : 'broken-after');
}

function brokenAfterFirstDigest(): (letter: Letter) => Fate {
  let posts = 0;
  let digests = 0;
  return ({ path, body }) => {
    if (!path.endsWith('chat.postMessage')) return 'well';
    posts += 1;
    if (posts === 1) return 'too-many';
    digests += isDigest(body) ? 1 : 0;
    return isDigest(body) && digests === 1 ? 'broken-after' : 'well';
  };
}

function onFirstRequest(ms: number): HowLong {
  let met = false;
  return () => {
    if (met) return undefined;
    met = true;
    return ms;
  };
}

/** Its marks are a list. */
function isDigest(body: string): boolean {
  return body.includes(encodeURIComponent('"k":['));
}

/** Whatever else chance does. */
function refusesTwoInFive(): (letter: Letter) => Fate | undefined {
  let posts = 0;
  return ({ path }) => {
    if (!path.endsWith('chat.postMessage')) return undefined;
    posts += 1;
    return posts % 5 < 2 ? 'too-many' : undefined;
  };
}

function onFirstPost(ms: number): HowLong {
  let met = false;
  return ({ path }) => {
    if (met || !path.endsWith('chat.postMessage')) return undefined;
    met = true;
    return ms;
  };
}
