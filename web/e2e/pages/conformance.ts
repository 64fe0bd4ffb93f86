import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '../test.ts';

const FILE = fileURLToPath(new URL('../../../docs/conformance.md', import.meta.url));

/** What the viewer makes of the files of one kind, by the name of their transfer syntax. */
export interface Line {
  readonly name: string;
  readonly outcomes: ReadonlyMap<string, string>;
}

/**
 * The table under a heading of docs/conformance.md is that of these lines. With `MEDSEAL_WRITE` in
 * the environment it is written anew.
 */
export function expectTable(
  heading: string,
  syntaxes: readonly string[],
  lines: readonly Line[],
): void {
  const table = [
    `| | ${syntaxes.join(' | ')} |`,
    `|${' --- |'.repeat(syntaxes.length + 1)}`,
    ...lines.map(({ name, outcomes }) => {
      const cells = syntaxes.map((syntax) => outcomes.get(syntax) ?? '');
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
  const text = readFileSync(FILE, 'utf8');
  const [, before = '', there = ''] =
    new RegExp(String.raw`^([^]*\n## ${heading}\n[^]*?\n\n)((?:\|.*\n)+)`, 'u').exec(text) ?? [];
  if (process.env['MEDSEAL_WRITE'] !== undefined) {
    writeFileSync(FILE, `${before}${table}\n${text.slice(before.length + there.length)}`);
    return;
  }
  expect(there).toBe(`${table}\n`);
}
