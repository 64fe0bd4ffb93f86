import { openDecisions, sealDecisions } from '@/crypto/decisions/decisions.ts';
import { utf8 } from '@/crypto/ids/bytes.ts';
import { deriveBoxKey, hkdfKey } from '@/crypto/secrets/hkdf.ts';
import type { Operation } from './vectors.ts';

/** A person's decisions; what opens is sealed again here, and opens again alike. */
export const decisionsOperations: Readonly<Record<string, Operation>> = {
  async 'open-decisions'(input) {
    const key = {
      keyring: input.keyring('keyring'),
      generation: input.number('generation'),
      decisions: await deriveBoxKey(
        await hkdfKey(input.bytes('generationSecret')),
        utf8('medseal/v1/decisions'),
      ),
    };
    const opened = await openDecisions(key, input.bytes('document'));
    const again = await openDecisions(key, await sealDecisions(key, opened));
    const list = (decisions: ReadonlyMap<string, string>) =>
      [...decisions].map(([keyring, decision]) => ({ keyring, decision }));
    return {
      version: again.version,
      keyrings: list(again.keyrings),
      signers: list(again.signers),
    };
  },
};
