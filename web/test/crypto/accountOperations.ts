import { malformed } from '@/crypto/errors.ts';
import { canonicalEmail } from '@/crypto/ids/emailAddress.ts';
import type { Operation } from './vectors.ts';

/** The one form of e-mail addresses. */
export const accountOperations: Readonly<Record<string, Operation>> = {
  'canonical-email'(input) {
    const email = canonicalEmail(input.text('typed'));
    if (email === undefined) {
      throw malformed('no address that is taken');
    }
    return { email };
  },
};
