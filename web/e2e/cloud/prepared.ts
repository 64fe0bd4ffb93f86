import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const known = new Map<string, string | undefined>();

/**
 * The folder in which the build has made start caches for exactly this jar; undefined where it has
 * not: everything runs without, only more slowly. The testkit's `Programs` makes it.
 */
export function prepared(jar: string): string | undefined {
  if (!known.has(jar)) {
    const folder = join(dirname(jar), 'testkit', digest(jar));
    known.set(jar, existsSync(join(folder, 'ready')) ? folder : undefined);
  }
  return known.get(jar);
}

/** Of the jar and the libraries beside it. */
function digest(jar: string): string {
  const hash = createHash('sha256').update(readFileSync(jar));
  const libraries = join(dirname(jar), 'lib');
  if (existsSync(libraries)) {
    for (const name of readdirSync(libraries).sort()) {
      hash.update(readFileSync(join(libraries, name)));
    }
  }
  return hash.digest('hex');
}
