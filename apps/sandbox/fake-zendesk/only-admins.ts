import type { Endpoint } from './call.ts';

type Answering = Endpoint['answer'];

/** What people without the right to it are answered, and everybody whose plan does not include it. */
export const forbidden: ReturnType<Answering> = {
  status: 403,
  body: { error: { title: 'Forbidden', message: 'You do not have access to this page.' } },
};

/** An endpoint that answers administrators only. */
export function onlyAdmins(answer: Answering): Answering {
  return (call) => (call.user?.role === 'admin' ? answer(call) : forbidden);
}
