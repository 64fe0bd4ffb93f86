import type { Texts } from '../texts.ts';
import { common } from './common.ts';

/** Every text of the portal in Hindi; the type makes it complete. */
export const hi: Texts = { common };
