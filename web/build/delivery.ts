import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { caching, headers, isCompressible, mediaType, RESERVED } from './deliveryRules.ts';
import { withIntegrity } from './integrity.ts';

const MANIFEST = '/portal-manifest.json';
const PAGE = '/index.html';

interface DeliveredFile {
  readonly type: string;
  readonly cache: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly compressed: Record<string, number>;
}

/**
 * Finishes what Vite has built into `classes/static`:
 *
 * - the page names a digest for every script and stylesheet, of lazy chunks too;
 * - `static/portal-manifest.json` lists every file with its SHA-256 and size, so that anybody can
 *   compare what a service serves with what was released;
 * - `compressed/` has the same files in fewer bytes;
 * - `META-INF/medseal-portal.json` says how each file is to be answered. Whoever serves the portal
 *   looks addresses up there and needs no rules of their own.
 */
export function finishDelivery(classes: string, version: string): void {
  const root = join(classes, 'static');
  const digests = new Map<string, string>();
  for (const path of files(root, '')) {
    if (/\.(?:js|css)$/.test(path)) {
      digests.set(path, digest(readFileSync(join(root, path)), 'base64'));
    }
  }
  const { page, policy } = withIntegrity(readFileSync(join(root, PAGE), 'utf8'), digests, (text) =>
    digest(text, 'base64'),
  );
  writeFileSync(join(root, PAGE), page);

  rmSync(join(root, MANIFEST), { force: true });
  const listed = files(root, '').map((path) => {
    const bytes = readFileSync(join(root, path));
    return { path, sha256: digest(bytes, 'hex'), bytes: bytes.length };
  });
  const manifest = `${JSON.stringify({ version, files: listed }, null, 2)}\n`;
  writeFileSync(join(root, MANIFEST), manifest);

  rmSync(join(classes, 'compressed'), { recursive: true, force: true });
  const delivered: Record<string, DeliveredFile> = {};
  for (const path of files(root, '')) {
    const bytes = readFileSync(join(root, path));
    delivered[path] = {
      type: mediaType(path),
      cache: caching(path),
      bytes: bytes.length,
      sha256: digest(bytes, 'hex'),
      compressed: compress(join(classes, 'compressed'), path, bytes),
    };
  }
  const table = {
    page: PAGE,
    reserved: RESERVED,
    manifest: digest(manifest, 'hex'),
    headers: headers(policy),
    files: delivered,
  };
  mkdirSync(join(classes, 'META-INF'), { recursive: true });
  writeFileSync(
    join(classes, 'META-INF', 'medseal-portal.json'),
    `${JSON.stringify(table, null, 1)}\n`,
  );
}

/**
 * {@link finishDelivery} after a build of the portal into `classes/static`. Other pages that tests
 * build with the same configuration get the policy only.
 */
export function delivery(version: string): Plugin {
  let output = '';
  let ofThePortal = true;
  return {
    name: 'medseal-delivery',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      output = resolve(config.root, config.build.outDir);
      ofThePortal = config.build.rolldownOptions.input === undefined;
    },
    transformIndexHtml: () =>
      ofThePortal
        ? []
        : [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy() },
              injectTo: 'head-prepend',
            },
          ],
    // Reached by builds only that went well; the public folder is there already.
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        if (ofThePortal) {
          finishDelivery(dirname(output), version);
        }
      },
    },
  };
}

/** Paths from the root, beginning with a slash, in one order everywhere. */
function files(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? files(join(folder, entry.name), `${prefix}/${entry.name}`)
        : [`${prefix}/${entry.name}`],
    )
    .sort((one, other) => (one < other ? -1 : 1));
}

/** Writes the forms that are smaller, and answers how long they are. */
function compress(folder: string, path: string, bytes: Buffer): Record<string, number> {
  if (!isCompressible(path, bytes.length)) {
    return {};
  }
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const forms = { br: brotliCompressSync(bytes, quality), gzip: gzipSync(bytes, { level: 9 }) };
  const kept: Record<string, number> = {};
  for (const [coding, form] of Object.entries(forms)) {
    if (form.length < bytes.length) {
      const target = join(folder, coding, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, form);
      kept[coding] = form.length;
    }
  }
  return kept;
}

function digest(bytes: Buffer | string, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(bytes).digest(encoding);
}
