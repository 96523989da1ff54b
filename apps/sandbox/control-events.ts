import type { Request, Response } from 'express';
import type { SandboxModel } from './model.ts';

/** More open pages than this are a fault somewhere, not visitors. */
const mostStreams = 20;

/**
 * `GET /sandbox/events`: server-sent events. `time` carries the clock, `changed` says that the state is worth reading
 * again. All that happens in one turn of the event loop is one event; a reader that is slow misses events, never the last.
 */
export function createEvents(model: SandboxModel): (request: Request, response: Response) => void {
  let streams = 0;
  return (request, response) => {
    if (streams >= mostStreams) {
      const message = `At most ${String(mostStreams)} pages at once: close one.`;
      response.status(503).json({ error: { code: 'SANDBOX_TOO_MANY_PAGES', message } });
      return;
    }
    streams += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const end = stream(model, response);
    request.on('close', () => {
      streams -= 1;
      end();
    });
  };
}

function stream(model: SandboxModel, response: Response): () => void {
  let waiting: 'nothing' | 'time' | 'content' = 'content';
  let planned = false;
  let blocked = false;
  let ended = false;
  const send = (): void => {
    planned = false;
    if (ended || blocked || waiting === 'nothing') return;
    const event = waiting === 'content' ? 'changed' : 'time';
    waiting = 'nothing';
    blocked = !response.write(`event: ${event}\ndata: ${JSON.stringify(model.clock())}\n\n`);
  };
  const plan = (): void => {
    if (planned) return;
    planned = true;
    setImmediate(send);
  };
  response.on('drain', () => {
    blocked = false;
    plan();
  });
  const unsubscribe = model.subscribe((change) => {
    if (waiting !== 'content') waiting = change;
    plan();
  });
  plan();
  return () => {
    ended = true;
    unsubscribe();
  };
}
