import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a browser asked. */
export interface Question {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What it is answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Makes of an honest answer the one that the browser gets, at once or later. */
export type Lie = (question: Question, honest: Answer) => Answer | Promise<Answer>;

const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
]);

/**
 * Stands between a browser and the service and is honest until told to lie. It keeps every exchange,
 * so that a test can answer an old one again.
 */
export class LyingProxy {
  readonly exchanges: { readonly question: Question; readonly answer: Answer }[] = [];
  private lie: Lie = (_, honest) => honest;
  private readonly service: URL;
  private readonly server: Server;

  private constructor(service: string) {
    this.service = new URL(service);
    this.server = createServer((incoming, outgoing) => {
      this.exchange(incoming).then(
        ({ status, headers, body }) => {
          outgoing.writeHead(status, { ...headers, 'content-length': body.length });
          outgoing.end(incoming.method === 'HEAD' ? undefined : body);
        },
        () => outgoing.destroy(),
      );
    });
  }

  static async before(service: string): Promise<LyingProxy> {
    const proxy = new LyingProxy(service);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** What a browser is given as the service's address. */
  get address(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on, answers go through the lie. */
  tell(lie: Lie): void {
    this.lie = lie;
  }

  /** From now on, every answer is the service's own. */
  beHonest(): void {
    this.lie = (_, honest) => honest;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async exchange(incoming: IncomingMessage): Promise<Answer> {
    const question: Question = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: plain(incoming.headers),
      body: await bytes(incoming),
    };
    const answer = await this.ask(question);
    this.exchanges.push({ question, answer });
    return this.lie(question, answer);
  }

  private ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.service.hostname,
          port: this.service.port,
          method: question.method,
          path: question.path,
          headers: {
            ...question.headers,
            host: this.service.host,
            'accept-encoding': 'identity', // a lie is told in plain bytes
            ...(question.body.length > 0 ? { 'content-length': question.body.length } : {}),
          },
        },
        (incoming) => {
          bytes(incoming).then((body) => {
            resolve({ status: incoming.statusCode ?? 0, headers: plain(incoming.headers), body });
          }, reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(question.body);
    });
  }
}

function plain(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !OF_THE_CONNECTION.has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
