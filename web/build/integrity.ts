import type { Plugin } from 'vite';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

const PRELOAD_HELPER = '\0vite/preload-helper.js';
const BEFORE = 'link.crossOrigin = "";';

/**
 * Browsers check what the page names (integrity attributes) and what modules import (the import map),
 * but not stylesheets that come with a lazy chunk: Vite's helper adds their elements without a digest.
 * Here it takes the digest from the import map.
 */
export function lazyStylesheets(): Plugin {
  return {
    name: 'medseal-lazy-stylesheets',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /preload-helper\.js$/ },
      handler(code, id) {
        if (id !== PRELOAD_HELPER) {
          return undefined;
        }
        if (!code.includes(BEFORE)) {
          throw new Error("Vite's preload helper is not the one that integrity.ts knows");
        }
        return {
          code: code.replace(
            BEFORE,
            `${BEFORE}
      const known = JSON.parse(document.querySelector('script[type=importmap]')?.textContent ?? '{"integrity":{}}').integrity;
      link.integrity = known[dep.pathname] ?? '';`,
          ),
          map: null,
        };
      },
    },
  };
}

/**
 * The page with a digest on all that it loads: in attributes for what it names itself, in an import
 * map for chunks that come later.
 *
 * @param digests the SHA-256 of each script and stylesheet, in base64, by path
 * @param digestOf the SHA-256 of a text, in base64
 */
export function withIntegrity(
  page: string,
  digests: ReadonlyMap<string, string>,
  digestOf: (text: string) => string,
): { readonly page: string; readonly policy: string } {
  const attribute = (path: string) => {
    const digest = digests.get(path);
    if (digest === undefined) {
      throw new Error(`the page names ${path}, which was not built`);
    }
    return `integrity="sha256-${digest}"`;
  };
  const marked = page.replace(
    /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css))"[^>]*/g,
    (tag, path: string) => `${tag} ${attribute(path)}`,
  );
  const map = JSON.stringify({
    integrity: Object.fromEntries([...digests].map(([path, digest]) => [path, `sha256-${digest}`])),
  });
  const policy = contentSecurityPolicy(digestOf(map));
  return {
    policy,
    page: marked.replace(
      /<meta charset="utf-8" \/>/,
      (charset) =>
        `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <script type="importmap">${map}</script>`,
    ),
  };
}
