import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaType } from '../../build/deliveryRules.ts';
import { withIntegrity } from '../../build/integrity.ts';

interface Manifest {
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
  }[];
}

interface Table {
  readonly manifest: string;
  readonly headers: Record<string, string>;
  readonly files: Record<string, { cache: string; compressed: Record<string, number> }>;
}

const temporary = mkdtempSync(join(tmpdir(), 'medseal-build-'));
const sha256 = (bytes: Buffer | string, encoding: 'hex' | 'base64' = 'hex') =>
  createHash('sha256').update(bytes).digest(encoding);

process.env['NODE_ENV'] = 'production'; // the tests' own would build another portal

/** What Maven is about to package, where it has just been built; else built here. */
async function packaged(): Promise<string> {
  return process.env['MEDSEAL_BUILT'] ?? built('one');
}

async function built(name: string): Promise<string> {
  const classes = join(temporary, name);
  await build({
    logLevel: 'error',
    mode: 'production',
    build: { outDir: join(classes, 'static') },
  });
  return classes;
}

function under(folder: string, prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? under(join(folder, entry.name), `${prefix}/${entry.name}`)
        : [`${prefix}/${entry.name}`],
    )
    .sort();
}

describe('the built portal', () => {
  let classes = '';
  let manifest: Manifest;
  let table: Table;
  let page = '';

  beforeAll(async () => {
    classes = await packaged();
    const text = readFileSync(join(classes, 'static/portal-manifest.json'), 'utf8');
    manifest = JSON.parse(text) as Manifest;
    table = JSON.parse(
      readFileSync(join(classes, 'META-INF/medseal-portal.json'), 'utf8'),
    ) as Table;
    page = readFileSync(join(classes, 'static/index.html'), 'utf8');
    expect(table.manifest).toBe(sha256(text));
  }, 300_000);

  afterAll(() => {
    rmSync(temporary, { recursive: true, force: true });
  });

  it('lists every file but the list itself, with its digest and size', () => {
    expect(manifest.files.map((file) => file.path)).toEqual(
      under(join(classes, 'static')).filter((path) => path !== '/portal-manifest.json'),
    );
    for (const file of manifest.files) {
      const bytes = readFileSync(join(classes, 'static', file.path));
      expect(file, file.path).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length });
    }
  });

  it('is the same, byte for byte, when it is built again', async () => {
    const again = await built('two');
    expect(under(again)).toEqual(under(classes));
    for (const path of under(classes)) {
      expect(sha256(readFileSync(join(again, path))), path).toBe(
        sha256(readFileSync(join(classes, path))),
      );
    }
  }, 300_000);

  it('has a digest on every script and stylesheet that the page names', () => {
    const tags = page.match(/<(?:script|link)\b[^>]*\.(?:js|css)"[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(1);
    for (const tag of tags) {
      const path = /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? '';
      const bytes = readFileSync(join(classes, 'static', path));
      expect(tag).toContain(`integrity="sha256-${sha256(bytes, 'base64')}"`);
    }
  });

  it('has a digest in its import map for every script and stylesheet that may come later', () => {
    const map = /<script type="importmap">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    const { integrity } = JSON.parse(map) as { integrity: Record<string, string> };
    const wanted = under(join(classes, 'static')).filter((path) => /\.(js|css)$/.test(path));
    expect(Object.keys(integrity)).toEqual(wanted);
    for (const path of wanted) {
      const bytes = readFileSync(join(classes, 'static', path));
      expect(integrity[path], path).toBe(`sha256-${sha256(bytes, 'base64')}`);
    }
    expect(table.headers['Content-Security-Policy']).toContain(`'sha256-${sha256(map, 'base64')}'`);
  });

  it('has nothing inline but the import map, and one policy in page and header', () => {
    expect(page.match(/<script(?![^>]*\bsrc=)[^>]*>/g)).toEqual(['<script type="importmap">']);
    expect(page).not.toMatch(/<style|\son\w+=|javascript:/i);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    expect(table.headers['Content-Security-Policy']).toBe(
      `${policy ?? ''}; frame-ancestors 'none'`,
    );
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toMatch(/unsafe-eval(?<!wasm-unsafe-eval)/);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('importmap'));
    expect(page.indexOf('importmap')).toBeLessThan(page.indexOf('type="module"'));
  });

  it('has compressed forms that are smaller and hold the same bytes', () => {
    let forms = 0;
    for (const [path, file] of Object.entries(table.files)) {
      for (const [coding, bytes] of Object.entries(file.compressed)) {
        const form = readFileSync(join(classes, 'compressed', coding, path));
        const open = coding === 'br' ? brotliDecompressSync : gunzipSync;
        const plain = readFileSync(join(classes, 'static', path));
        expect(open(form).equals(plain), path).toBe(true);
        expect(form.length).toBe(bytes);
        expect(bytes).toBeLessThan(statSync(join(classes, 'static', path)).size);
        forms++;
      }
    }
    expect(forms).toBeGreaterThan(3);
    expect(under(join(classes, 'compressed'))).toHaveLength(forms);
  });

  it('lets be kept for ever only what has a digest in its name', () => {
    for (const [path, file] of Object.entries(table.files)) {
      expect(file.cache.includes('immutable'), path).toBe(path.startsWith('/assets/'));
    }
    expect(table.files['/index.html']?.cache).toBe('no-cache');
    expect(existsSync(join(classes, 'static/index.html'))).toBe(true);
  });
});

describe('finishing a build', () => {
  it('fails where the page names a script that was not built', () => {
    expect(() =>
      withIntegrity('<script type="module" src="/assets/a.js">', new Map(), () => ''),
    ).toThrow('not built');
  });

  it('fails for a kind of file that has no media type', () => {
    expect(() => mediaType('/notes.docx')).toThrow('no media type');
  });
});
