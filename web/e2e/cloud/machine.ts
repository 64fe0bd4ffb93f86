import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { prepared } from './prepared.ts';

/** The checkout that these tests are of. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const SERVICE_JAR = join(ROOT, 'server/target/server-exec.jar');
export const COMMAND_LINE_JAR = join(ROOT, 'cli/target/cli.jar');
export const DEMO_JAR = join(ROOT, 'demo/target/demo.jar');

const OPTIONS = ['-Xlog:disable', '--enable-native-access=ALL-UNNAMED'];

/** A program that runs until it is ended. */
export interface Running {
  readonly process: ChildProcess;
  /** What the pattern's first group found in its output. */
  readonly ready: string;
  /** Its output until then. */
  readonly printed: string;
  end(): Promise<void>;
}

/** A tool of the Java that the build uses: MEDSEAL_JDK, else what the launcher has found, else JAVA_HOME. */
function jdkTool(name: string): string {
  const remembered = join(ROOT, 'target/medseal/jdk');
  const found = existsSync(remembered)
    ? readFileSync(remembered, 'utf8').split('\n')[0]
    : undefined;
  const home = process.env['MEDSEAL_JDK'] ?? found ?? process.env['JAVA_HOME'];
  return home === undefined ? name : join(home, 'bin', name);
}

const java = () => jdkTool('java');

/** Unpacks a ZIP archive into a folder; a tool that knows nothing of who wrote it. */
export function unzip(archive: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync(jdkTool('jar'), ['-x', '-f', archive], { cwd: folder });
  if (status !== 0) {
    throw new Error(`${archive} is no archive: ${stderr.toString()}`);
  }
}

/** Options that run a jar, with its start cache where the build has made one. */
function quickStart(jar: string): string[] {
  const folder = jar === DEMO_JAR ? undefined : prepared(jar);
  if (folder === undefined) {
    return ['-jar', jar];
  }
  return jar === SERVICE_JAR
    ? [`-XX:AOTCache=${join(folder, 'server.aot')}`, '-jar', join(folder, 'server-exec.jar')]
    : ['-XX:+UseSerialGC', `-XX:AOTCache=${join(folder, 'cli.aot')}`, '-jar', jar];
}

/** As the launcher has it: names of files are UTF-8. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C.UTF-8' };
}

function jarCommand(
  jar: string,
  args: readonly string[],
  properties: Readonly<Record<string, string>> = {},
): string[] {
  if (!existsSync(jar)) {
    throw new Error(`${jar} is not built: ./mvnw package -DskipTests -pl server,cli,demo -am`);
  }
  const set = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  return [...OPTIONS, ...set, ...quickStart(jar), ...args];
}

/** Starts a jar and waits until its output matches. */
export async function start(
  jar: string,
  args: readonly string[],
  pattern: RegExp,
  properties: Readonly<Record<string, string>> = {},
): Promise<Running> {
  // Into a file: a pipe fills up while this process waits for a command, and holds the program up.
  const folder = mkdtempSync(join(tmpdir(), 'medseal-output-'));
  const file = join(folder, 'output');
  const output = openSync(file, 'w');
  const child = spawn(java(), jarCommand(jar, args, properties), {
    stdio: ['ignore', output, output],
    env: environment(),
  });
  closeSync(output);
  const has = { ended: false };
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      has.ended = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  let printed = '';
  let ready: string | undefined;
  while (ready === undefined) {
    const isLast = has.ended;
    printed = readFileSync(file, 'utf8');
    ready = pattern.exec(printed)?.[1];
    if (ready === undefined && isLast) {
      throw new Error(`${jar} ended before it was ready:\n${printed}`);
    }
    await setTimeout(50);
  }
  return {
    process: child,
    ready,
    printed,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a jar to its end. */
export function run(
  jar: string,
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string } = {},
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(java(), jarCommand(jar, args), {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: environment(),
    ...options,
  });
  return { status, out: stdout, err: stderr };
}
