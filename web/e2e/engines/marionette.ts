import { connect, type Socket } from 'node:net';
import type { Command, Transport } from './webDriver.ts';

type Answer = readonly [type: number, id: number, error: unknown, value: unknown];

/**
 * WebDriver's commands as every Firefox takes them itself, on a socket: `length:json`. It is what
 * geckodriver speaks, which Debian does not have.
 */
export class Marionette implements Transport {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #received = Buffer.alloc(0);
  #count = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#read();
    });
    socket.on('close', () => {
      this.#waiting.forEach((settle, id) => {
        settle([1, id, { message: 'the browser has closed the connection' }, null]);
      });
    });
  }

  static async begin(port: number, capabilities: object): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    socket.on('error', () => undefined); // a close follows
    const marionette = new Marionette(socket);
    await marionette.#ask('WebDriver:NewSession', { capabilities: { alwaysMatch: capabilities } });
    return marionette;
  }

  async send({ name }: Command, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
    const value = await this.#ask(name, parameters);
    // Only some answers are wrapped, as in WebDriver.
    return value !== null && typeof value === 'object' && 'value' in value ? value.value : value;
  }

  async close() {
    await this.#ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined);
    this.#socket.destroy();
  }

  #ask(name: string, parameters: object): Promise<unknown> {
    const id = ++this.#count;
    const message = JSON.stringify([0, id, name, parameters]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ([, , error, value]) => {
        if (error === null) {
          resolve(value);
        } else {
          reject(new Error(`${name}: ${JSON.stringify(error)}`));
        }
      });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  #read() {
    for (;;) {
      const colon = this.#received.indexOf(':');
      const length = Number(this.#received.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || this.#received.length < colon + 1 + length) {
        return;
      }
      const text = this.#received.subarray(colon + 1, colon + 1 + length).toString();
      this.#received = this.#received.subarray(colon + 1 + length);
      const answer = JSON.parse(text) as unknown;
      if (Array.isArray(answer)) {
        const [, id] = answer as unknown as Answer;
        this.#waiting.get(id)?.(answer as unknown as Answer);
        this.#waiting.delete(id);
      }
    }
  }
}
