import type { IncomingMessage } from 'node:http';

/** Room for the bodies of requests that nothing has proven yet. */
export interface BodyRoom {
  /**
   * Counts what a request's body takes up until the request is over.
   *
   * @param full  told once where there is no room for more of it: it has to be thrown away, and is counted no longer
   * @returns  gives its room back before that: it is kept no longer
   */
  enter(request: IncomingMessage, full: () => void): () => void;
}

/**
 * Anybody can send bodies, many at once and slowly: together they take up so many bytes and no more, so that a storm of
 * them is refused and does not end the process.
 */
export function createBodyRoom(mostBytes: number): BodyRoom {
  let held = 0;
  return {
    enter(request, full) {
      let own = 0;
      let isOut = false;
      const leave = (): void => {
        held -= own;
        own = 0;
        isOut = true;
      };
      request.on('data', (part: Buffer) => {
        if (isOut) return;
        own += part.length;
        held += part.length;
        if (held <= mostBytes) return;
        leave();
        full();
      });
      request.once('close', leave);
      return leave;
    },
  };
}
