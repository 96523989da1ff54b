import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of a WebSocket: whole texts in and out, pings answered. */
export interface ServerSocket {
  send(text: string): void;
  /** Asks for a pong; `onPong` is told of it. */
  ping(): void;
  /** Says goodbye and ends. */
  close(code?: number): void;
  /** Breaks off without a word. */
  drop(): void;
}

/** What is told of a connection. */
export interface SocketListener {
  onText(text: string): void;
  onPong(): void;
  /** Once, however it ended. */
  onClose(): void;
}

/** Of RFC 6455, section 1.3: proves that the server has read the handshake. */
const proof = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcodes = { text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;
/** Bytes of one frame that are read. */
const mostBytes = 1_000_000;

/**
 * Takes up a WebSocket that a client asked for (RFC 6455). As much of it as a client needs that sends whole texts: a text
 * in several frames ends the connection.
 */
export function acceptWebSocket(request: IncomingMessage, stream: Duplex, listener: SocketListener): ServerSocket {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}${proof}`)
    .digest('base64');
  stream.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      '\r\n',
    ].join('\r\n'),
  );
  const write = (opcode: number, payload: Buffer): void => {
    if (stream.writable) stream.write(Buffer.concat([head(opcode, payload.length), payload]));
  };
  const close = (code = 1_000): void => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    write(opcodes.close, payload);
    stream.end();
  };
  let kept: Buffer = Buffer.alloc(0);
  stream.on('data', (bytes: Buffer) => {
    kept = Buffer.concat([kept, bytes]);
    for (let frame = readFrame(kept); frame !== undefined; frame = readFrame(kept)) {
      if (frame === 'unreadable') return void stream.destroy();
      kept = kept.subarray(frame.end);
      if (frame.opcode === opcodes.text) listener.onText(frame.payload.toString('utf8'));
      else if (frame.opcode === opcodes.ping) write(opcodes.pong, frame.payload);
      else if (frame.opcode === opcodes.pong) listener.onPong();
      else return close();
    }
  });
  stream.on('error', () => undefined);
  stream.once('close', () => listener.onClose());
  return {
    send: (text) => write(opcodes.text, Buffer.from(text, 'utf8')),
    ping: () => write(opcodes.ping, Buffer.alloc(0)),
    close,
    drop: () => void stream.destroy(),
  };
}

function head(opcode: number, length: number): Buffer {
  const first = 0x80 | opcode;
  if (length < 126) return Buffer.from([first, length]);
  const long = length > 0xff_ff;
  const bytes = Buffer.alloc(long ? 10 : 4);
  bytes[0] = first;
  bytes[1] = long ? 127 : 126;
  if (long) bytes.writeBigUInt64BE(BigInt(length), 2);
  else bytes.writeUInt16BE(length, 2);
  return bytes;
}

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** The first frame of what came so far; `undefined` where some of it is still to come. Clients mask theirs. */
function readFrame(bytes: Buffer): Frame | 'unreadable' | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const isWhole = (first & 0x80) !== 0;
  const isMasked = (second & 0x80) !== 0;
  if (!isWhole || !isMasked) return 'unreadable';
  const size = readSize(bytes, second & 0x7f);
  if (size === undefined) return undefined;
  const { start, length } = size;
  if (length > mostBytes) return 'unreadable';
  const end = start + 4 + length;
  if (bytes.length < end) return undefined;
  const mask = bytes.subarray(start, start + 4);
  const payload = Buffer.from(bytes.subarray(start + 4, end));
  for (let at = 0; at < payload.length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
  return { opcode: first & 0x0f, payload, end };
}

/** Of seven bits, or of two or eight bytes behind them. */
function readSize(bytes: Buffer, short: number): { readonly start: number; readonly length: number } | undefined {
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start + 4) return undefined;
  if (short < 126) return { start, length: short };
  return { start, length: short === 127 ? Number(bytes.readBigUInt64BE(2)) : bytes.readUInt16BE(2) };
}
