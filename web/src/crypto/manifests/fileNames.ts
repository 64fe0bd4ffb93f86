import { malformed } from '../errors.ts';
import { utf8 } from '../ids/bytes.ts';

const MAX_BYTES = 1_024;
// C0, delete, C1 and the backslash.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\\]/;

/** Refuses names that could leave the folder they are written into (spec/bodies.md section 4). */
export function checkFileName(name: string) {
  if (FORBIDDEN.test(name)) {
    throw malformed('a file name has a character that is not allowed');
  }
  if (name.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw malformed('a file name is relative and has no empty or dot segment');
  }
  if (!name.isWellFormed()) {
    throw malformed('a file name is not Unicode text');
  }
  if (utf8(name).length > MAX_BYTES) {
    throw malformed('a file name has at most 1,024 bytes');
  }
}
