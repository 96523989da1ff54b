import type { IncomingMessage } from 'node:http';

/** What is sent beyond the limit is thrown away up to here, so that the refusal can be heard; then the line is cut. */
const mostThrownAway = 4 * 1_024 * 1_024;

/**
 * The bytes of a request's body as they came: neither inflated nor decoded. Told once, when the sender is done or has
 * sent far too much; never where the sender breaks off. How long a sender may take is the server's `requestTimeout`.
 */
export function readBody(
  request: IncomingMessage,
  mostBytes: number,
  then: (rawBody: Buffer | 'too large') => void,
): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  let isOver = Number(request.headers['content-length'] ?? 0) > mostBytes;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    isOver ||= bytes > mostBytes;
    if (isOver) parts = [];
    else parts.push(part);
    if (bytes > mostThrownAway) request.destroy();
  });
  request.on('end', () => {
    const [only] = parts;
    then(isOver ? 'too large' : parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
  });
  request.on('error', tellNobody);
}

/** Who breaks off is told nothing; without a listener it would end the process. */
function tellNobody(): void {}
