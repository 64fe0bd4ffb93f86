import { argon2id } from 'hash-wasm';
import { malformed } from '../errors.ts';
import { type Bytes, randomBytes, utf8 } from '../ids/bytes.ts';
import { UnlockKey } from '../secrets/secret.ts';

/** Argon2id parameters of a password slot (spec/accounts.md section 2). */
export interface PasswordParameters {
  /** 16 bytes. */
  readonly salt: Bytes;
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
}

const SALT_BYTES = 16;
const MIN_MEMORY_KIB = 65_536;
const MAX_MEMORY_KIB = 1_048_576;
const MIN_ITERATIONS = 3;
const MAX_ITERATIONS = 16;

/** For a new slot: a new salt and the least cost that is accepted. */
export function newPasswordParameters(): PasswordParameters {
  return {
    salt: randomBytes(SALT_BYTES),
    memoryKiB: MIN_MEMORY_KIB,
    iterations: MIN_ITERATIONS,
    parallelism: 1,
  };
}

/** Refuses parameters out of bounds, whoever sent them. */
export function checkPasswordParameters(parameters: PasswordParameters) {
  const { salt, memoryKiB, iterations, parallelism } = parameters;
  if (
    salt.length !== SALT_BYTES ||
    !isFrom(memoryKiB, MIN_MEMORY_KIB, MAX_MEMORY_KIB) ||
    !isFrom(iterations, MIN_ITERATIONS, MAX_ITERATIONS) ||
    parallelism !== 1
  ) {
    throw malformed('password parameters out of bounds');
  }
}

/** The unlock key of a password. Takes a part of a second by design. */
export async function passwordUnlockKey(
  password: string,
  parameters: PasswordParameters,
): Promise<UnlockKey> {
  checkPasswordParameters(parameters);
  if (!password.isWellFormed()) {
    throw malformed('the password is not Unicode text');
  }
  const text = utf8(password.normalize('NFC'));
  const hash = await argon2id({
    password: text,
    salt: parameters.salt,
    memorySize: parameters.memoryKiB,
    iterations: parameters.iterations,
    parallelism: parameters.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  try {
    return new UnlockKey(hash);
  } finally {
    text.fill(0);
    hash.fill(0);
  }
}

function isFrom(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
