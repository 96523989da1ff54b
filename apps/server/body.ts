import type { IncomingMessage } from 'node:http';
import type { BodyRoom } from '#apps/runtime/body-room.ts';

/** What is sent beyond the limit is thrown away up to here, so that the refusal can be heard; then the line is cut. */
const mostThrownAway = 4 * 1_024 * 1_024;

/**
 * The bytes of a request's body as they came: neither inflated nor decoded. Told once, when the sender is done or has
 * sent far too much; never where the sender breaks off. How long a sender may take is the server's `requestTimeout`.
 */
export function readBody(
  request: IncomingMessage,
  { mostBytes, room }: { readonly mostBytes: number; readonly room: BodyRoom },
  then: (rawBody: Buffer | 'too large' | 'no room') => void,
): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  let refusal: 'too large' | 'no room' | undefined;
  const refuse = (why: 'too large' | 'no room'): void => {
    refusal ??= why;
    parts = [];
  };
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) refuse('too large');
  const leave = room.enter(request, () => refuse('no room'));
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > mostBytes) refuse('too large');
    if (refusal === undefined) parts.push(part);
    else leave();
    if (bytes > mostThrownAway) request.destroy();
  });
  request.on('end', () => {
    const [only] = parts;
    then(refusal ?? (parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)));
  });
  request.on('error', tellNobody);
}

/** Who breaks off is told nothing; without a listener it would end the process. */
function tellNobody(): void {}
