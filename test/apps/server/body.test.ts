import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createBodyRoom, type BodyRoom } from '#apps/runtime/body-room.ts';
import { readBody } from '#apps/server/body.ts';

/** A request whose body comes as it is written, and what became of it. */
function begin(room: BodyRoom, mostBytes: number) {
  const body = new PassThrough();
  const told: (string | Buffer)[] = [];
  readBody(Object.assign(body, { headers: {} }) as unknown as IncomingMessage, { mostBytes, room }, (one) =>
    told.push(one),
  );
  return {
    async send(bytes: number): Promise<void> {
      body.write(Buffer.alloc(bytes));
      await turn();
    },
    async end(): Promise<string> {
      body.end();
      await turn();
      const [one] = told;
      return told.length === 1 ? (typeof one === 'string' ? one : `${one?.length} bytes`) : `told ${told.length} times`;
    },
    async breakOff(): Promise<void> {
      body.destroy();
      await turn();
    },
  };
}

describe('bodies that share their room', () => {
  test('are read whole while there is room, and who comes when there is none is told', async () => {
    const room = createBodyRoom(100);
    const [first, second] = [begin(room, 80), begin(room, 80)];
    await first.send(60);
    await second.send(60);
    // Who was refused takes up nothing.
    await first.send(20);
    expect(await second.end()).toBe('no room');
    expect(await first.end()).toBe('80 bytes');
  });

  test('give it back when they have been read, and when their sender breaks off', async () => {
    const room = createBodyRoom(100);
    for (let n = 0; n < 3; n += 1) {
      const read = begin(room, 80);
      await read.send(80);
      expect(await read.end()).toBe('80 bytes');
      const broken = begin(room, 80);
      await broken.send(80);
      await broken.breakOff();
    }
  });

  test('take up nothing any more once they are too large', async () => {
    const room = createBodyRoom(100);
    const large = begin(room, 50);
    for (let n = 0; n < 3; n += 1) await large.send(20);
    const other = begin(room, 100);
    await other.send(100);
    expect(await other.end()).toBe('100 bytes');
    expect(await large.end()).toBe('too large');
  });
});
