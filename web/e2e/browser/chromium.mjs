import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const TARGET = fileURLToPath(new URL('../../target/chromium', import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium for the tests: the one that MEDSEAL_CHROMIUM names, else the first on the path, else one
 * from the npm registry, fetched once into target/. That one is `headless_shell` for x86-64 Linux; it
 * brings its libraries, fonts, SwiftShader and H.264 with it, but no ML-KEM and ML-DSA in WebCrypto, so that
 * the portal falls back on its own there.
 *
 * @returns environment variables for whoever starts it, MEDSEAL_CHROMIUM among them
 */
export async function chromium() {
  const installed = process.env['MEDSEAL_CHROMIUM'] ?? onPath();
  return installed === undefined ? await fetched() : { MEDSEAL_CHROMIUM: installed };
}

function onPath() {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

async function fetched() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The browser tests need a Chromium: install one, or name it in MEDSEAL_CHROMIUM.',
    );
  }
  const lock = readFileSync(join(HERE, 'package-lock.json'), 'utf8');
  const stamp = join(TARGET, 'unpacked');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    rmSync(TARGET, { recursive: true, force: true });
    mkdirSync(TARGET, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      copyFileSync(join(HERE, file), join(TARGET, file));
    }
    copyFileSync(join(HERE, '../../.npmrc'), join(TARGET, '.npmrc'));
    const { status } = spawnSync('npm ci --ignore-scripts --loglevel=error', {
      cwd: TARGET,
      shell: true,
      stdio: 'inherit',
    });
    if (status !== 0) {
      throw new Error('No Chromium is installed, and npm could not fetch one.');
    }
    await unpack(join(TARGET, 'node_modules/@sparticuz/chromium/bin'));
    cpSync(join(TARGET, 'node_modules/@expo-google-fonts'), join(TARGET, 'fonts'), {
      recursive: true,
    });
    writeFileSync(
      join(TARGET, 'fonts.conf'),
      `<fontconfig><dir>${join(TARGET, 'fonts')}</dir><dir>/usr/share/fonts</dir>` +
        `<cachedir>${join(TARGET, 'fonts-cache')}</cachedir></fontconfig>\n`,
    );
    rmSync(join(TARGET, 'node_modules'), { recursive: true });
    writeFileSync(stamp, lock);
  }
  return {
    MEDSEAL_CHROMIUM: join(TARGET, 'chromium'),
    LD_LIBRARY_PATH: [join(TARGET, 'lib'), process.env['LD_LIBRARY_PATH']]
      .filter((path) => path !== undefined)
      .join(delimiter),
    FONTCONFIG_PATH: TARGET,
  };
}

async function unpack(packed) {
  const { extract } = createRequire(join(TARGET, 'package.json'))('tar-fs');
  const open = (name) => [createReadStream(join(packed, name)), createBrotliDecompress()];
  await pipeline(...open('chromium.br'), createWriteStream(join(TARGET, 'chromium')));
  chmodSync(join(TARGET, 'chromium'), 0o755);
  for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
    await pipeline(...open(archive), extract(TARGET));
  }
}
