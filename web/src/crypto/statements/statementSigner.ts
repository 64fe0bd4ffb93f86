import type { Bytes } from '../ids/bytes.ts';
import type { KeyringKeys } from '../keys/keyringKeys.ts';
import { encodeSignedObject, MAX_TOGETHER, parseSignedObject } from './signedObject.ts';
import type { Statement } from './statement.ts';
import { statementPayload } from './statementCodec.ts';

/** Signs a statement with the keys of the generation that its header names as signer. */
export async function signStatement(statement: Statement, keys: KeyringKeys): Promise<Bytes> {
  return encodeSignedObject(await keys.sign('medseal/v1/statement', statementPayload(statement)));
}

/**
 * The same statements, signed together by as few signatures as may be: their hashes stay.
 *
 * @param statements all signed with these keys, in the order in which they will be appended
 */
export async function signTogether(
  statements: readonly Bytes[],
  keys: KeyringKeys,
): Promise<readonly Bytes[]> {
  const signed: Bytes[] = [];
  for (let from = 0; from < statements.length; from += MAX_TOGETHER) {
    const some = statements.slice(from, from + MAX_TOGETHER);
    const payloads = some.map((statement) => parseSignedObject(statement).payload);
    const objects = await keys.signTogether('medseal/v1/statement', payloads);
    signed.push(...objects.map(encodeSignedObject));
  }
  return signed;
}
