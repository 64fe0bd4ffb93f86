import { FormatError, malformed, unknownSuite } from '../errors.ts';
import { type Bytes, concat, randomBytes, u32, u8, utf8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes } from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { writeJson } from '../json/writer.ts';
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from '../secrets/aesGcm.ts';
import { takeSuiteAndVersion } from '../statements/statementCodec.ts';

export type KeyringDecision = 'accepted' | 'declined';
export type SignerDecision = 'accepted' | 'blocked';

/** What a person has decided about what others shared with them (spec/accounts.md section 5). */
export interface Decisions {
  /** One higher than that of the document it replaces; 0 where nothing has been decided yet. */
  readonly version: number;
  readonly keyrings: ReadonlyMap<KeyringId, KeyringDecision>;
  readonly signers: ReadonlyMap<KeyringId, SignerDecision>;
}

/** Whose decisions they are, and what seals them. */
export interface DecisionsKey {
  readonly keyring: KeyringId;
  /** The person's current one. */
  readonly generation: number;
  /** From that generation's secret (spec/accounts.md section 5). */
  readonly decisions: CryptoKey;
}

const DOMAIN = utf8('medseal/v1/decisions');
const HEADER_BYTES = 1 + 4 + 8;
const MAX_BYTES = 1_048_576;
const MAX_GENERATION = 0x7fffffff;

const content = read.object({
  keyrings: read.array(
    read.object({ keyring: read.keyringId, decision: read.oneOf('accepted', 'declined') }),
  ),
  signers: read.array(
    read.object({ keyring: read.keyringId, decision: read.oneOf('accepted', 'blocked') }),
  ),
});

export const NOTHING_DECIDED: Decisions = { version: 0, keyrings: new Map(), signers: new Map() };

/** Seals decisions for the person alone. */
export async function sealDecisions(key: DecisionsKey, decisions: Decisions): Promise<Bytes> {
  const text = utf8(
    writeJson({
      v: 1,
      suite: 1,
      keyrings: listed(decisions.keyrings),
      signers: listed(decisions.signers),
    }),
  );
  const header = concat(u32(key.generation), u64(decisions.version));
  const nonce = randomBytes(NONCE_BYTES);
  const sealed = await encrypt(key.decisions, nonce, associatedData(key.keyring, header), text);
  const document = concat(u8(1), header, nonce, sealed);
  if (document.length > MAX_BYTES) {
    throw malformed('decisions have at most 1,048,576 bytes');
  }
  return document;
}

/** Opens what {@link sealDecisions} made. */
export async function openDecisions(key: DecisionsKey, document: Bytes): Promise<Decisions> {
  const { generation, version } = checkLayout(document);
  const header = document.slice(1, HEADER_BYTES);
  const nonce = document.slice(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const text =
    generation === key.generation
      ? await decrypt(
          key.decisions,
          nonce,
          associatedData(key.keyring, header),
          document.slice(HEADER_BYTES + NONCE_BYTES),
        )
      : undefined;
  if (text === undefined) {
    throw new FormatError('wrong-key', 'these decisions are not sealed to this generation');
  }
  const members = new Map(read.jsonObject(parseStrictJson(text)));
  takeSuiteAndVersion(members);
  const { keyrings, signers } = content(members);
  return { version, keyrings: byKeyring(keyrings), signers: byKeyring(signers) };
}

function checkLayout(document: Bytes) {
  const suite = document[0];
  if (suite === undefined) {
    throw malformed('an empty object');
  }
  if (suite !== 1) {
    throw unknownSuite();
  }
  if (document.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || document.length > MAX_BYTES) {
    throw malformed('decisions are shorter or longer than they may be');
  }
  const view = new DataView(document.buffer, document.byteOffset);
  const generation = view.getUint32(1);
  const version = view.getBigUint64(5);
  if (generation < 1 || generation > MAX_GENERATION) {
    throw malformed('generations count from 1');
  }
  if (version < 1n || version > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw malformed('versions count from 1');
  }
  return { generation, version: Number(version) };
}

function associatedData(person: KeyringId, header: Bytes): Bytes {
  return concat(DOMAIN, keyringIdBytes(person), header);
}

function byKeyring<D>(
  list: readonly { readonly keyring: KeyringId; readonly decision: D }[],
): ReadonlyMap<KeyringId, D> {
  const map = new Map(list.map(({ keyring, decision }) => [keyring, decision]));
  if (map.size !== list.length) {
    throw malformed('a decision stands there twice');
  }
  return map;
}

function listed<D>(decisions: ReadonlyMap<KeyringId, D>) {
  return [...decisions]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([keyring, decision]) => ({ keyring, decision }));
}

function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
