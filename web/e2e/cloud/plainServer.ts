import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AddressInfo } from 'node:net';

/** Serves and takes the files of a folder as they are: what the same work costs without any seal. */
export class PlainServer {
  readonly address: string;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.address = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async of(folder: string): Promise<PlainServer> {
    const server = createServer((request, response) => {
      answer(folder, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PlainServer(server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse) {
  if (request.url === '/') {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>plain</title>');
    return;
  }
  if (request.url === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  const { pathname } = new URL(request.url ?? '', 'http://plain');
  const file = join(folder, decodeURIComponent(pathname));
  if (request.method === 'PUT') {
    await pipeline(request, createWriteStream(file));
    response.end();
    return;
  }
  const size = statSync(file).size;
  const [, from = '0', to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to === undefined || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  response.writeHead(request.headers.range === undefined ? 200 : 206, {
    'Content-Type': file.endsWith('.mp4') ? 'video/mp4' : 'application/octet-stream',
    'Content-Length': end - start + 1,
    'Content-Range': `bytes ${start}-${end}/${size}`,
    'Accept-Ranges': 'bytes',
  });
  await pipeline(createReadStream(file, { start, end }), response);
}
