import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { COMMAND_LINE_JAR, run } from './machine.ts';

/** Whom the demo hospital's images name. */
const DEMO_PATIENT = 'Ravi Demo';

/** `medseal` with one person's profile. */
export class CommandLine {
  readonly profile: string;
  private readonly service: string;

  constructor(profile: string, service: string) {
    mkdirSync(dirname(profile), { recursive: true });
    this.profile = profile;
    this.service = service;
  }

  /** Runs a command that must go well, and answers what it printed. */
  do(...args: string[]): string {
    const { status, out, err } = this.try(args);
    if (status !== 0) {
      throw new Error(`medseal ${args.join(' ')} ended with ${status}: ${err}`);
    }
    return out;
  }

  /** Adds files to a record, whomever its patient and the demo's images are. */
  upload(record: string, ...words: string[]): string {
    return this.do('upload', record, ...words, '--also-of', DEMO_PATIENT);
  }

  /** Runs a command that prints a document. */
  ask(...args: string[]): unknown {
    return JSON.parse(this.do(...args, '--json'));
  }

  /** Runs a command, whatever comes of it. */
  try(args: readonly string[], input = ''): ReturnType<typeof run> {
    return run(COMMAND_LINE_JAR, ['--profile', this.profile, ...args], { input });
  }

  /** Makes an account; answers its recovery code. */
  signUp(email: string, name: string, password: string, ...more: string[]): string {
    const file = this.secret(password);
    const printed = this.ask(
      ...['signup', '--server', this.service, '--email', email, '--name', name],
      ...['--password-file', file, ...more],
    );
    return (printed as { recoveryCode: string }).recoveryCode;
  }

  /** Logs into an account that was made elsewhere. */
  logIn(email: string, password: string): void {
    const file = this.secret(password);
    this.do('login', '--server', this.service, '--email', email, '--password-file', file);
  }

  private secret(text: string): string {
    const file = `${this.profile}.password`;
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return file;
  }
}
