import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEMO_JAR, ROOT, run, SERVICE_JAR, start } from './machine.ts';

/** Somebody invented who can log in. */
export interface Persona {
  readonly email: string;
  readonly password: string;
}

/** The demo's cloud, filled with the invented hospital. */
export interface Demo {
  /** Where its portal is. */
  readonly address: string;
  readonly people: ReadonlyMap<string, Persona>;
  end(): Promise<void>;
}

/** Starts a small demo with its data in `folder`. */
export async function startDemo(folder: string): Promise<Demo> {
  const running = await start(
    DEMO_JAR,
    ['--small', '--port', '0', '--data', folder],
    /(Stop with Ctrl-C)/,
    { 'medseal.service': SERVICE_JAR, 'medseal.command': 'medseal' },
  );
  const address = /Portal +(\S+)/.exec(running.printed)?.[1];
  if (address === undefined) {
    throw new Error(`the demo named no portal:\n${running.printed}`);
  }
  const people = new Map(
    [...running.printed.matchAll(/(\w+)@demo\.invalid +(\S+)/g)].map(([, name, password]) => [
      name ?? '',
      { email: `${name ?? ''}@demo.invalid`, password: password ?? '' },
    ]),
  );
  return { address: address.replace(/\/$/, ''), people, end: () => running.end() };
}

/** Draws files of the demo, as `medseal demo files` does. */
export function drawFiles(folder: string, ...options: string[]): void {
  const { status, err } = run(DEMO_JAR, ['files', folder, ...options]);
  if (status !== 0) {
    throw new Error(`no files were drawn: ${err}`);
  }
}

/** The folder with the files of the demo's hospital, drawn once for each build of it and day. */
export function hospitalFiles(): string {
  const day = new Date().toISOString().slice(0, 10);
  const folder = join(ROOT, 'web/target/hospital', `${day}-${statSync(DEMO_JAR).mtimeMs}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(dirname(folder), { recursive: true });
    drawFiles(unfinished);
    renameSync(unfinished, folder);
  }
  return folder;
}
