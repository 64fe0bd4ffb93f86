import type { Command, Transport } from './webDriver.ts';

/** A browser that answers no more must not hold the tests up. */
const PATIENCE_MS = 90_000;

/** WebDriver as it is specified: JSON over HTTP, as WebKitWebDriver takes it. */
export class HttpTransport implements Transport {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  static async begin(address: string, capabilities: object): Promise<HttpTransport> {
    const value = await ask('POST', `${address}/session`, {
      capabilities: { alwaysMatch: capabilities },
    });
    const { sessionId } = value as { sessionId: string };
    return new HttpTransport(`${address}/session/${sessionId}`);
  }

  send({ method, path }: Command, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { id, ...rest } = parameters;
    return ask(method, this.#session + path.replace('{id}', String(id)), rest);
  }

  async close() {
    await ask('DELETE', this.#session);
  }
}

async function ask(method: string, address: string, body?: object): Promise<unknown> {
  const response = await fetch(address, {
    method,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) {
    throw new Error(`${method} ${address}: ${JSON.stringify(value)}`);
  }
  return value;
}
