import { createReadStream, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, relative } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};
const MEDIA_TYPES = {
  '.dcm': 'application/dicom',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.wav': 'audio/wav',
  '.txt': 'text/plain',
  '.html': 'text/html',
};

/** Serves the built page, and folders of files under names. Loopback only. */
export function serve(built, folders) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const [, first, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    try {
      if (url.pathname === '/list') {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(list(folders[url.searchParams.get('folder')] ?? '')));
      } else if (first === 'files') {
        const [folder, ...name] = rest;
        send(request, response, inside(folders[folder], name.join('/')), {});
      } else {
        send(
          request,
          response,
          inside(built, url.pathname === '/' ? 'index.html' : url.pathname),
          TYPES,
        );
      }
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function list(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((name) => ({
      name,
      mediaType: MEDIA_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      size: statSync(join(folder, name)).size,
    }));
}

function inside(folder, name) {
  const path = normalize(join(folder, name));
  if (relative(folder, path).startsWith('..')) {
    throw new Error('outside');
  }
  return path;
}

function send(request, response, path, types) {
  const { size } = statSync(path);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
  response.setHeader('Accept-Ranges', 'bytes');
  if (from === undefined) {
    response.setHeader('Content-Length', size);
    createReadStream(path).pipe(response);
    return;
  }
  const start = Number(from);
  const end = Math.min(to === '' ? size - 1 : Number(to), size - 1);
  response.statusCode = 206;
  response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  response.setHeader('Content-Length', end - start + 1);
  createReadStream(path, { start, end }).pipe(response);
}
