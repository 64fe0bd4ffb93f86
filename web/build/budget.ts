import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Most bytes that the log-in page loads, compressed, the crypto worker among them. */
export const LOG_IN_BUDGET = 250_000;

const LOG_IN = '/src/app/routes/login.tsx';

/** Fails the build where what the log-in page loads has grown over its budget. */
export function logInBudget(limit = LOG_IN_BUDGET): Plugin {
  return {
    name: 'medseal-log-in-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = loadedFor(bundle);
        if (files === undefined) {
          return;
        }
        const sizes = files.map((name) => [name, compressed(bundle[name])] as const);
        const total = sizes.reduce((sum, [, size]) => sum + size, 0);
        this.info(`the log-in page loads ${total} bytes compressed, of ${limit}`);
        if (total > limit) {
          const list = [...sizes]
            .sort((a, b) => b[1] - a[1])
            .map(([name, size]) => `${size} ${name}`);
          this.error(
            `the log-in page loads ${total} bytes compressed, over ${limit}:\n${list.join('\n')}`,
          );
        }
      },
    },
  };
}

/** The files of the entry and the log-in page, their styles, and the worker that log-in starts. */
function loadedFor(bundle: Rolldown.OutputBundle): string[] | undefined {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entry = chunks.find((chunk) => chunk.isEntry);
  const logIn = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(LOG_IN)));
  if (entry === undefined || logIn === undefined) {
    return undefined;
  }
  const files = new Set<string>();
  const add = (name: string) => {
    const file = bundle[name];
    if (files.has(name) || file === undefined) {
      return;
    }
    files.add(name);
    if (file.type === 'chunk') {
      file.imports.forEach(add);
      file.viteMetadata?.importedCss.forEach(add);
    }
  };
  add(entry.fileName);
  add(logIn.fileName);
  Object.keys(bundle)
    .filter((name) => /\/worker-[^/]+\.js$/.test(name))
    .forEach(add);
  return [...files];
}

function compressed(file: Rolldown.OutputBundle[string] | undefined): number {
  if (file === undefined) {
    return 0;
  }
  return gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length;
}
