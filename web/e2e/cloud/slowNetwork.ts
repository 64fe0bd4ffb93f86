import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a network does to what passes. */
export interface Slowness {
  /** Bytes a second each way, shared by all connections. */
  readonly bytesPerSecond: number;
  /** Milliseconds there and back. */
  readonly roundTrip: number;
}

/** A phone's network as field tests use it: 1.6 Mbit/s, 300 ms. */
export const PHONE: Slowness = { bytesPerSecond: 200_000, roundTrip: 300 };

/**
 * Stands between a browser and the service and lets bytes pass as slowly as a network does. A
 * connection takes one round trip to be made.
 */
export class SlowNetwork {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #ways: readonly [Way, Way];
  readonly #roundTrip: number;

  private constructor(service: URL, { bytesPerSecond, roundTrip }: Slowness) {
    this.#roundTrip = roundTrip;
    this.#ways = [new Way(bytesPerSecond), new Way(bytesPerSecond)];
    this.#server = createServer((here) => {
      this.#connect(here, service);
    });
  }

  static async before(service: string, slowness: Slowness = PHONE): Promise<SlowNetwork> {
    const network = new SlowNetwork(new URL(service), slowness);
    await new Promise<void>((resolve) => network.#server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  /** What a browser is given as the service's address. */
  get address(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Bytes to the browser so far. */
  get bytes(): number {
    return this.#ways[1].bytes;
  }

  async stop(): Promise<void> {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(here: Socket, service: URL) {
    const there = connect(Number(service.port), '127.0.0.1');
    const half = this.#roundTrip / 2;
    const [up, down] = this.#ways;
    const opened = performance.now() + this.#roundTrip;
    up.carry(here, there, half, opened);
    down.carry(there, here, half, opened);
    for (const socket of [here, there]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        here.destroy();
        there.destroy();
      });
    }
  }
}

/** One direction: what is sent waits for what was sent before it, whoever sent that. */
class Way {
  bytes = 0;
  readonly #perSecond: number;
  #freeAt = 0;

  constructor(bytesPerSecond: number) {
    this.#perSecond = bytesPerSecond;
  }

  /** @param opened before then nothing passes */
  carry(from: Duplex, to: Duplex, delay: number, opened: number) {
    let last = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      const begins = Math.max(performance.now(), this.#freeAt, opened);
      this.#freeAt = begins + (chunk.length / this.#perSecond) * 1_000;
      const arrives = this.#freeAt + delay;
      from.pause();
      const passed = last.then(() => until(arrives));
      last = passed.then(() => {
        to.write(chunk);
      });
      // As on a line: the next piece goes in when this one has been put on it, not when it is there.
      void until(this.#freeAt).then(() => from.resume());
    });
    from.on('end', () => {
      void last.then(() => to.end());
    });
  }
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));
}
