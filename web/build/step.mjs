/**
 * What Maven runs: `node build/step.mjs install|build|check|browse`. Each step is skipped where nothing that
 * it depends on has changed since it last succeeded; target/ remembers that, so `mvn clean` forgets it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LOCK = ['package.json', 'package-lock.json', '.npmrc'];
const SOURCES = [
  ...LOCK,
  'index.html',
  'tsconfig.json',
  'vite.config.ts',
  'build',
  'public',
  'src',
];

const steps = {
  install: {
    inputs: LOCK,
    output: 'node_modules',
    commands: [['ci', '--ignore-scripts', '--loglevel=error']],
  },
  build: {
    inputs: SOURCES,
    output: 'target/classes/static/index.html',
    commands: [['run', 'build']],
  },
  check: {
    inputs: [
      ...SOURCES,
      'eslint.config.js',
      '.prettierrc.json',
      'vitest.config.ts',
      'test',
      'e2e',
      '../spec',
    ],
    output: 'target',
    commands: [
      ['run', 'lint'],
      ['run', 'typecheck'],
      ['run', 'test'],
    ],
    // Maven has run the build just before: it is compared with another one.
    environment: { MEDSEAL_BUILT: resolve('target/classes') },
  },
  // The real service, command line and browser; run by browse/pom.xml once these are packaged.
  browse: {
    inputs: [
      ...LOCK,
      'e2e',
      '../server/target/server-exec.jar',
      '../cli/target/cli.jar',
      '../demo/target/demo.jar',
    ],
    output: 'target',
    commands: [['run', 'browse']],
  },
};

function* files(path) {
  if (!existsSync(path)) {
    return;
  }
  const entries = statOf(path);
  if (entries === undefined) {
    yield path;
    return;
  }
  for (const entry of entries.sort()) {
    yield* files(join(path, entry));
  }
}

function statOf(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') {
      return undefined;
    }
    throw error;
  }
}

function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version).update(process.platform);
  for (const input of inputs) {
    for (const file of files(input)) {
      hash.update(file).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

const name = process.argv[2];
const step = steps[name];
if (step === undefined) {
  throw new Error('usage: node build/step.mjs install|build|check|browse');
}
const stamp = join('target', 'steps', `${name}.sha256`);
const now = fingerprint(step.inputs);
if (existsSync(step.output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) {
  process.exit(0);
}
rmSync(stamp, { force: true });
for (const command of step.commands) {
  // A shell, because npm is a script of another name on Windows; the words above are all it gets.
  const { status, error } = spawnSync(`npm ${command.join(' ')}`, {
    stdio: 'inherit',
    shell: true,
    env: { ...process.env, ...step.environment },
  });
  if (status !== 0) {
    throw error ?? new Error(`npm ${command.join(' ')} failed`);
  }
}
mkdirSync(join('target', 'steps'), { recursive: true });
writeFileSync(stamp, now);
