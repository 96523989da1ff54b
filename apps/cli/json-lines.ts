const lineEnd = 0x0a;
/** Some editors and shells begin UTF-8 with it; it is no part of the first line. */
const byteOrderMark = Buffer.from('\ufeff');
/** 64 MiB: several times what a ticket with every comment it can hold takes. */
export const maxLineBytes = 64 * 1_024 * 1_024;

/** One line without its end; `undefined` where it was longer than is taken, and passed over. */
export type Line = Buffer | undefined;

/**
 * The lines of a stream of bytes, parted by `\n` alone: text may hold every other mark that ends lines elsewhere. Holds
 * one line at a time, and of one that is too long no more than the limit.
 *
 * @param mostBytes of a line
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let isFirst = true;
  const take = (part: Buffer): void => {
    bytes += part.length;
    if (bytes > mostBytes) parts = [];
    else parts.push(part);
  };
  const line = (): Line => {
    const whole = bytes > mostBytes ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const isMarked = isFirst && whole !== undefined && startsMarked(whole);
    parts = [];
    bytes = 0;
    isFirst = false;
    return isMarked ? whole?.subarray(byteOrderMark.length) : whole;
  };
  for await (const chunk of input) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = buffer.indexOf(lineEnd); end !== -1; end = buffer.indexOf(lineEnd, from)) {
      take(buffer.subarray(from, end));
      from = end + 1;
      yield line();
    }
    take(buffer.subarray(from));
  }
  if (bytes > 0) yield line();
}

function startsMarked(line: Buffer): boolean {
  return line.length > byteOrderMark.length && line.subarray(0, byteOrderMark.length).equals(byteOrderMark);
}
