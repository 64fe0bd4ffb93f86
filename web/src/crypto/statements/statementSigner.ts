import type { Bytes } from '../ids/bytes.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import { encodeSignedObject } from './signedObject.ts';
import type { Statement } from './statement.ts';
import { statementPayload } from './statementCodec.ts';

/** Signs a statement with the keys of the generation that its header names as signer. */
export async function signStatement(statement: Statement, keys: KeyringKeys): Promise<Bytes> {
  return encodeSignedObject(await keys.sign('medseal/v1/statement', statementPayload(statement)));
}
