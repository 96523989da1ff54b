import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PayloadError } from '#integrations/errors.ts';
import { normalisePress, normaliseUser } from '#integrations/slack/normalise.ts';

const payload = {
  type: 'block_actions',
  user: { id: 'U1', username: 'sam.s', name: 'sam' },
  container: { message_ts: '2.0', channel_id: 'C2', thread_ts: '1.0' },
  actions: [
    { action_id: 'recourse_escalate', action_ts: '9.9', value: '{"v":1,"t":"freshdesk:north-wind:12","c":"k"}' },
  ],
};

test('a press says who, what, on which ticket and where', () => {
  expect(normalisePress(payload)).toEqual({
    ticket: { platform: 'freshdesk', account: 'north-wind', id: '12' },
    action: 'escalate',
    user: 'U1',
    shownName: 'sam',
    channel: 'C2',
    message: '2.0',
    thread: '1.0',
    mark: 'k',
    view: undefined,
    id: 'U1 9.9 recourse_escalate 2.0',
    at: 9_900,
  });
});

test('the head of a thread is no reply to itself', () => {
  const head = { ...payload, message: { ts: '1.0', thread_ts: '1.0' } };
  expect(normalisePress(head)).toMatchObject({ message: '1.0', thread: undefined });
});

test.each(['recourse_open', 'recourse_', 'recourse_toString', 'other_take'])('%s is no press we take', (action_id) => {
  const [action] = payload.actions;
  expect(() => normalisePress({ ...payload, actions: [{ ...action, action_id }] })).toThrow(PayloadError);
});

test('an error names the path and quotes nothing', () => {
  const [action] = payload.actions;
  const odd = { ...payload, actions: [{ ...action, value: '{"v":1,"t":"Kettle exploded"}' }] };
  let thrown: unknown;
  try {
    normalisePress(odd);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PayloadError);
  expect(thrown).toMatchObject({ code: 'SLACK_PAYLOAD', path: 'actions.0.value.t' });
  expect(String(thrown)).not.toContain('Kettle');
});

test('any payload is a press or a PayloadError', () => {
  const parts = Object.entries(payload).map(([key, own]) => [key, fc.oneof(fc.jsonValue(), fc.constant(own))]);
  const some = fc.oneof(fc.jsonValue(), fc.record(Object.fromEntries(parts), { requiredKeys: [] }));
  fc.assert(
    fc.property(some, (value) => {
      try {
        normalisePress(value);
      } catch (error) {
        expect(error).toBeInstanceOf(PayloadError);
      }
    }),
    { numRuns: 2_000 },
  );
});

const ours = { team: 'T1', enterprise: undefined };

test.each([
  ['of the workspace', { team_id: 'T1' }, undefined, false],
  ['of another company, with whom a channel is shared', { team_id: 'T2', is_stranger: false }, undefined, true],
  ['of another organisation', { team_id: 'T2', enterprise_user: { enterprise_id: 'E2', teams: ['T2'] } }, 'E1', true],
  [
    'of another workspace of the organisation',
    { team_id: 'T3', enterprise_user: { enterprise_id: 'E1' } },
    'E1',
    false,
  ],
  ['of the organisation as a whole', { team_id: 'E1' }, 'E1', false],
  ['of several workspaces', { team_id: 'T3', enterprise_user: { teams: ['T3', 'T1'] } }, undefined, false],
] as const)('somebody %s is a colleague or is not', (_, user, enterprise, isGuest) => {
  expect(normaliseUser({ user: { ...user } }, { team: 'T1', enterprise }).isGuest).toBe(isGuest);
});

test('a person’s full name comes first, and an address only where Slack tells one', () => {
  const user = { name: 'ana', real_name: 'Ana S.', profile: { real_name: 'Ana Silva', email: 'ana@acme.example' } };
  expect(normaliseUser({ user }, ours)).toEqual({
    name: 'Ana Silva',
    email: 'ana@acme.example',
    isGuest: false,
  });
  expect(normaliseUser({ user: { name: 'ana', profile: { real_name: '', email: '' } } }, ours)).toEqual({
    name: 'ana',
    email: undefined,
    isGuest: false,
  });
  for (const mark of ['is_restricted', 'is_ultra_restricted', 'is_stranger', 'deleted']) {
    expect(normaliseUser({ user: { ...user, [mark]: true } }, ours).isGuest).toBe(true);
  }
  expect(() => normaliseUser({}, ours)).toThrow(PayloadError);
});

test('a person of whom Slack tells no name or no address is one all the same', () => {
  const user = { name: 'sam', real_name: null, team_id: 'T1', profile: { real_name: null, email: null } };
  expect(normaliseUser({ user }, ours)).toEqual({ name: 'sam', email: undefined, isGuest: false });
  expect(normaliseUser({ user: { team_id: 'T1', name: null, profile: null } }, ours).isGuest).toBe(false);
});
