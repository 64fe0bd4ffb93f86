import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

function jarCommand(
  jar: string,
  args: readonly string[],
  properties: Readonly<Record<string, string>> = {},
): string[] {
  if (!existsSync(jar)) {
    throw new Error(`${jar} is not built: ./mvnw package -DskipTests -pl server,cli,demo -am`);
  }
  const set = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  return [...OPTIONS, ...set, '-jar', jar, ...args];
}

/** Starts a jar and waits until its output matches. */
export async function start(
  jar: string,
  args: readonly string[],
  pattern: RegExp,
  properties: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = spawn(java(), jarCommand(jar, args, properties), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  let printed = '';
  const ready = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = pattern.exec(printed)?.[1];
      if (found !== undefined) {
        resolve(found);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`${jar} ended before it was ready:\n${printed}`));
    });
  });
  return {
    process: child,
    ready,
    printed,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
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
    ...options,
  });
  return { status, out: stdout, err: stderr };
}
