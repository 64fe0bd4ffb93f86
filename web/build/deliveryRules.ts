import { basename, extname } from 'node:path';

/** How the portal's files travel: written down once, for whoever serves them (delivery.ts). */

const FOREVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.bcmap': 'application/octet-stream',
  '.css': 'text/css;charset=utf-8',
  '.html': 'text/html;charset=utf-8',
  '.icc': 'application/vnd.iccprofile',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript;charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript;charset=utf-8',
  '.pfb': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain;charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

const COMPRESSED_ALREADY = new Set(['.jpg', '.png', '.webp', '.woff', '.woff2']);

/** The first segments of addresses that are never a page of the portal. */
export const RESERVED = ['actuator', 'api', 'assets', 'media', 'pdf'];

/** Of every file of the portal. */
export function headers(policy: string): Record<string, string> {
  return {
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

/** Fails for a kind of file that nobody has thought about. */
export function mediaType(path: string): string {
  const type = basename(path).startsWith('LICENSE')
    ? MEDIA_TYPES['.txt']
    : MEDIA_TYPES[extname(path)];
  if (type === undefined) {
    throw new Error(`no media type is known for ${path}`);
  }
  return type;
}

/** Names under assets/ carry a digest of what is in them, so what they name never changes. */
export function caching(path: string): string {
  return /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path) ? FOREVER : ASK_FIRST;
}

/** Whether sending it compressed is worth it. */
export function isCompressible(path: string, bytes: number): boolean {
  return bytes > 1024 && !COMPRESSED_ALREADY.has(extname(path));
}
