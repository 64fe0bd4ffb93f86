import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine } from './commandLine.ts';
import { run, SERVICE_JAR, start, type Running } from './machine.ts';

/** The real service, with its data in a temporary folder. */
export class Cloud {
  readonly folder: string;
  private readonly service: Running;
  private people = 0;

  private constructor(folder: string, service: Running) {
    this.folder = folder;
    this.service = service;
  }

  static async start(): Promise<Cloud> {
    const folder = mkdtempSync(join(tmpdir(), 'medseal-browse-'));
    const service = await start(
      SERVICE_JAR,
      [
        'serve',
        '--data',
        join(folder, 'data'),
        '--port=0',
        '--management-port=0',
        '--sign-up=open',
      ],
      /Medseal is ready at (\S+)/,
    );
    return new Cloud(folder, service);
  }

  /** By name, because passkeys are bound to names. */
  get address(): string {
    return this.service.ready.replace('127.0.0.1', 'localhost');
  }

  /** Somebody's machine with a command line, and nobody logged in there yet. */
  commandLine(name: string): CommandLine {
    return new CommandLine(join(this.folder, 'machines', `${name}-${this.people++}`), this.address);
  }

  /** Runs a command of the operator's beside the running service; it must go well. */
  asOperator(command: string, ...args: string[]): void {
    const data = ['--data', join(this.folder, 'data')];
    const { status, err } = run(SERVICE_JAR, [command, ...data, ...args]);
    if (status !== 0) {
      throw new Error(`${command} ended with ${status}: ${err}`);
    }
  }

  /** Bodies of reports, oldest first. */
  bodies(): string[] {
    const blobs = join(this.folder, 'data/blobs');
    return readdirSync(blobs, { recursive: true, encoding: 'utf8' })
      .map((name) => join(blobs, name))
      .filter((file) => statSync(file).isFile())
      .sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
  }

  /** Flips one bit of a stored file. */
  static flipBit(file: string, offset: number): void {
    const descriptor = openSync(file, 'r+');
    const byte = Buffer.alloc(1);
    readSync(descriptor, byte, 0, 1, offset);
    byte[0] = (byte[0] ?? 0) ^ 1;
    writeSync(descriptor, byte, 0, 1, offset);
    closeSync(descriptor);
  }

  async stop(): Promise<void> {
    await this.service.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
