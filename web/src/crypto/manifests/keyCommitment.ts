import { type Bytes, fromHex, toHex, utf8 } from '../ids/bytes.ts';
import { type Sha256, sha256Text } from '../ids/ids.ts';
import type { ReportKey } from '../secrets/secret.ts';

export const COMMITMENT_BYTES = 32;

const INFO = utf8('medseal/v1/report-key-commitment');

/**
 * What a report's author signed of its key (spec/bodies.md section 3). AES-GCM does not commit: one
 * ciphertext can be made that opens to two contents under two keys. So a key is compared with this
 * before anything is opened with it. Tells nothing of the key.
 */
export type KeyCommitment = Sha256;

export async function commitmentOf(reportKey: ReportKey): Promise<KeyCommitment> {
  return sha256Text(toHex(await reportKey.derive(INFO)));
}

export function keyCommitmentBytes(commitment: KeyCommitment): Bytes {
  return fromHex(commitment, COMMITMENT_BYTES, 'a key commitment');
}
