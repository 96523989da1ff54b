import type { IncomingMessage } from 'node:http';

/** What is sent beyond the limit is thrown away up to here, so that the refusal can be heard; then the line is cut. */
const mostThrownAway = 4 * 1_024 * 1_024;

/**
 * The bytes of a request's body as they came: neither inflated nor decoded. Told once, when they are all there or too
 * many; never where the sender breaks off. How long a sender may take is the server's `requestTimeout`.
 */
export function readBody(
  request: IncomingMessage,
  mostBytes: number,
  then: (rawBody: Buffer | 'too large') => void,
): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  const refuse = (): void => {
    isOver = true;
    parts = [];
    then('too large');
  };
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > mostThrownAway) request.destroy();
    else if (isOver) return;
    else if (bytes > mostBytes) refuse();
    else parts.push(part);
  });
  request.once('end', () => {
    if (isOver) return;
    const [only] = parts;
    then(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
  });
  // Who breaks off is told nothing; without a listener it would end the process.
  request.once('error', () => undefined);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) refuse();
}
