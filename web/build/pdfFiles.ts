import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Character maps, fonts and decoders that pdf.js fetches when a document needs them. */
const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];
/** Where they lie on our own origin. */
const PLACE = 'pdf';
const TYPES: Readonly<Record<string, string>> = { wasm: 'application/wasm' };

/** Puts the files that pdf.js fetches by name beside the portal's own. */
export function pdfFiles(): Plugin {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      // The fallback for browsers without WebAssembly would be a script of its own.
      .filter((name) => /\.(?:bcmap|pfb|ttf|wasm|icc)$|^LICENSE/u.test(name))
      .filter((name) => !name.startsWith('quickjs'))
      .map((name) => `${folder}/${name}`),
  );
  return {
    name: 'medseal-pdf-files',
    configureServer(server) {
      server.middlewares.use(`/${PLACE}/`, (request, response, next) => {
        const name = (request.url ?? '').slice(1);
        if (!files.includes(name)) {
          next();
          return;
        }
        const ending = name.split('.').at(-1) ?? '';
        response.setHeader('Content-Type', TYPES[ending] ?? 'application/octet-stream');
        createReadStream(join(root, name)).pipe(response);
      });
    },
    generateBundle() {
      for (const name of files) {
        this.emitFile({
          type: 'asset',
          fileName: `${PLACE}/${name}`,
          source: readFileSync(join(root, name)),
        });
      }
    },
  };
}
