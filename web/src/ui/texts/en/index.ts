import { common } from './common.ts';

/** Every text of the portal in English. One file a feature; a text with values is a function. */
export const en = { common };
