import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const E2E = new URL('../../e2e/', import.meta.url);

describe('The browser tests, which share one service,', () => {
  it('sign up people of their own in each file', () => {
    const files = readdirSync(E2E).filter((name) => name.endsWith('.spec.ts'));
    const people = files.flatMap((name) => [
      ...new Set(readFileSync(new URL(name, E2E), 'utf8').match(/[\w-]+@example\.org/g)),
    ]);
    expect(files.length).toBeGreaterThan(10);
    expect(people.filter((one, index) => people.indexOf(one) !== index)).toEqual([]);
  });
});
