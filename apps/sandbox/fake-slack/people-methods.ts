import { done, refused } from './answer.ts';
import { textOf } from './call.ts';
import { personForApi } from './message.ts';
import type { Method } from './method.ts';

/** auth.test: whose token this is. */
export const authTest: Method = (_call, { workspace: { app } }) =>
  done({
    url: `https://${app.teamDomain}.slack.com/`,
    team: app.teamDomain,
    user: app.botName.toLowerCase(),
    team_id: app.teamId,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  });

/** users.info: one person by id. */
export const userInfo: Method = (call, { workspace, switches }) => {
  const person = workspace.people.get(textOf(call, 'user') ?? '');
  if (person === undefined) return refused('user_not_found');
  const is_restricted = switches.guests.includes(person.id);
  const is_admin = switches.admins.includes(person.id);
  const user = { ...personForApi(person, workspace.app), is_restricted, is_admin };
  // Where they share a channel with the app, Slack marks them in no other way.
  return done({ user: switches.outsiders.includes(person.id) ? { ...user, team_id: 'T0THEIRS' } : user });
};

/** users.lookupByEmail: one person by address, whatever its capitals. */
export const lookupByEmail: Method = (call, { workspace }) => {
  const email = (textOf(call, 'email') ?? '').trim().toLowerCase();
  const person = [...workspace.people.values()].find(
    (one) => one.email !== undefined && one.email.toLowerCase() === email,
  );
  return person === undefined ? refused('users_not_found') : done({ user: personForApi(person, workspace.app) });
};
