import type { Works } from '#apps/runtime/compose.ts';
import type { Waiting } from '#apps/runtime/pending.ts';
import type { RoomState } from '#apps/runtime/waiting-room.ts';
import type { Instant } from '#core/time.ts';
import { secondsOf } from './pending-page.ts';

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** What is pending, how old it is, and how long the queues are, in Prometheus's text format. */
export function metricsText(works: readonly [Works, ...Works[]]): string {
  const { time } = works[0].shell;
  const sum = (count: (one: Works) => number): number => works.reduce((total, one) => total + count(one), 0);
  const all = works.flatMap(({ shell }) => shell.pending.all()).toSorted((a, b) => a.since - b.since);
  const states = [...joined(works)];
  const ofRooms = (count: (state: RoomState) => number): readonly Sample[] =>
    states.length === 0
      ? [['{channel="none"}', 0]]
      : states.map(([channel, state]) => [inChannel(channel), count(state)]);
  const byCode = new Map<string, number>();
  for (const { code } of all) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  const putOff = new Map<string, number>();
  for (const [code, count] of works.flatMap(({ shell }) => [...shell.pending.putOff])) {
    putOff.set(code, (putOff.get(code) ?? 0) + count);
  }
  return [
    ...metric('recourse_pending_alerts', 'gauge', 'Alerts that are due and not posted', labelled(byCode)),
    ...metric('recourse_pending_oldest_seconds', 'gauge', 'Age of the oldest of them', [
      ['', secondsOf(all[0], time.now())],
    ]),
    ...metric('recourse_channel_waiting', 'gauge', 'Tickets that wait for their turn in a channel', [
      ...ofRooms(({ waiting }) => waiting),
    ]),
    ...metric(
      'recourse_channel_oldest_seconds',
      'gauge',
      'Age of the oldest alert that is due in a channel and not posted',
      [...oldestByChannel(all, time.now())],
    ),
    ...metric('recourse_digest_gathered', 'gauge', 'Complaints claimed for a digest that is being gathered', [
      ...ofRooms(({ gathered }) => gathered),
    ]),
    ...metric('recourse_digests_posted_total', 'counter', 'Digests posted', [...ofRooms(({ digests }) => digests)]),
    ...metric('recourse_digest_complaints_total', 'counter', 'Complaints told in digests', [
      ...ofRooms(({ inDigests }) => inDigests),
    ]),
    ...metric('recourse_alerts_posted_total', 'counter', 'Alerts posted and marked', [
      ['', sum(({ shell }) => shell.pending.postedCount)],
    ]),
    ...metric('recourse_alerts_put_off_total', 'counter', 'Times an alert was put off', labelled(putOff)),
    ...metric('recourse_claims_held', 'gauge', 'Claims under which nothing was posted yet', [
      ['', sum(({ shell }) => shell.held.size)],
    ]),
    ...metric('recourse_tickets_waiting', 'gauge', 'Tickets queued or being run', [
      ['', sum(({ engine }) => engine.waiting)],
    ]),
    ...metric('recourse_tickets_sleeping', 'gauge', 'Tickets that time alone brings back', [
      ['', sum(({ engine }) => engine.sleeping)],
    ]),
    '',
  ].join('\n');
}

/** By channel; channels of one name in several workspaces are counted together. */
function joined(works: readonly Works[]): ReadonlyMap<string, RoomState> {
  const states = new Map<string, RoomState>();
  for (const [channel, state] of works.flatMap(({ shell }) => [...shell.rooms.states])) {
    const before = states.get(channel);
    states.set(channel, before === undefined ? state : added(before, state));
  }
  return states;
}

function added(one: RoomState, other: RoomState): RoomState {
  return {
    waiting: one.waiting + other.waiting,
    gathered: one.gathered + other.gathered,
    digests: one.digests + other.digests,
    inDigests: one.inDigests + other.inDigests,
  };
}

type Sample = readonly [labels: string, value: number];

function metric(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): readonly string[] {
  return [
    `# HELP ${name} ${help}.`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

/** Channels are the policy's, in letters of any script: written otherwise two of them could become one series. */
function inChannel(channel: string): string {
  return `{channel="${channel.replaceAll(/[^\p{L}\p{M}\p{N}_-]/gu, '_')}"}`;
}

/** @param all  the oldest first */
function oldestByChannel(all: readonly Waiting[], now: Instant): readonly Sample[] {
  const oldest = new Map<string, Waiting>();
  for (const one of all) if (one.channel !== undefined && !oldest.has(one.channel)) oldest.set(one.channel, one);
  if (oldest.size === 0) return [['{channel="none"}', 0]];
  return [...oldest].map(([channel, one]) => [inChannel(channel), secondsOf(one, now)]);
}

/** Codes are letters, digits and underscores; a series of its own for none keeps the metric from vanishing. */
function labelled(byCode: ReadonlyMap<string, number>): readonly Sample[] {
  if (byCode.size === 0) return [['{code="none"}', 0]];
  return [...byCode].map(([code, count]) => [`{code="${code.replaceAll(/[^A-Za-z0-9_]/gu, '_')}"}`, count]);
}
