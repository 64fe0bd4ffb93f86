import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const NAME = 'media-worker.js';
const ENTRY = fileURLToPath(new URL('../src/lib/media/mediaWorker.ts', import.meta.url));

/**
 * The service worker as one script of its own at the root, under a name that stays: its place is its
 * scope, and browsers look for a newer one under the same address.
 */
export function mediaWorker(): Plugin {
  return {
    name: 'medseal-media-worker',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: await bundled() });
    },
    configureServer(server) {
      server.middlewares.use(`/${NAME}`, (_request, response, next) => {
        bundled().then((script) => {
          response.setHeader('content-type', 'text/javascript');
          response.end(script);
        }, next);
      });
    },
  };
}

async function bundled(): Promise<string> {
  const results = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': fileURLToPath(new URL('../src', import.meta.url)) } },
    worker: { format: 'es' },
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: ENTRY, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(results) ? results : [results];
  for (const result of outputs) {
    for (const chunk of 'output' in result ? result.output : []) {
      if (chunk.type === 'chunk' && chunk.isEntry) {
        return chunk.code;
      }
    }
  }
  throw new Error('the service worker was not built');
}
