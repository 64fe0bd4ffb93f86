import { common } from './common.ts';
import { entry } from './entry.ts';
import { errors } from './errors.ts';

/** The English texts of the pages before log-in; the others are fetched with the shell. */
export const doorway = { common, entry, errors };
