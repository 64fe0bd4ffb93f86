import { malformed, unknownSuite } from '../errors.ts';
import { type Bytes, toHex, utf8 } from '../ids/bytes.ts';
import { statementHash, type StatementHash } from '../ids/ids.ts';
import { sha256 } from '../ids/sha256.ts';
import * as read from '../json/readers.ts';
import { Decimal, type Json, parseStrictJson } from '../json/strictJson.ts';
import { writeJson } from '../json/writer.ts';
import { KEYRING_KINDS, kindSigns, roleOpens, ROLES } from '../keyrings/kinds.ts';
import { canSign, publicKeys } from '../keyrings/publicKeys.ts';
import { domainName, publicText } from '../keyrings/publicTexts.ts';
import { parseSignedObject, SIGNED_OBJECT_OVERHEAD, type SignedObject } from './signedObject.ts';
import {
  type Change,
  type Create,
  type Header,
  type Hop,
  MAX_HOPS,
  type NewMember,
  type Statement,
} from './statement.ts';

/** Longest statement, signatures included. */
export const MAX_STATEMENT_BYTES = 4 * 1024 * 1024;
/** Length of an envelope (spec/keyrings.md section 4). */
export const ENVELOPE_BYTES = 1_169;

const MAX_NOTE_TEXT = 65_536;
const NOTE_OVERHEAD = ENVELOPE_BYTES + 12 + 16;
const hopsShape = read.array(read.object({ keyring: read.keyringId, head: read.statementHash }));

/** Signer and way of authority, as statements and manifests name them. */
export const signer = read.object({
  keyring: read.keyringId,
  generation: read.generation,
  head: read.statementHash,
});

export const hops: read.Reader<Header['via']> = (value) => {
  const via = hopsShape(value);
  if (via.length > MAX_HOPS) {
    throw malformed('at most 6 memberships stand in a row');
  }
  return via;
};

/** Of a correction around its text: suite, nonce, tag (spec/bodies.md section 8). */
export const CORRECTION_OVERHEAD = 1 + 12 + 16;
export const MAX_CORRECTION_TEXT = 16_384;

const header = {
  keyring: read.keyringId,
  seq: read.integer(0, 0x7fffffff),
  previous: read.statementHash,
  time: read.time,
  signer,
  via: hops,
  state: read.sha256,
};

const readHeader = read.object(header);

const envelope: read.Reader<Bytes> = (value) => {
  const bytes = sealed(value);
  if (bytes.length !== ENVELOPE_BYTES) {
    throw malformed('an envelope has 1,169 bytes');
  }
  return bytes;
};

const note: read.Reader<Bytes> = (value) => {
  const bytes = sealed(value);
  if (!isNoteLength(bytes.length)) {
    throw malformed('a note is an envelope and a text of at most 65,536 bytes');
  }
  return bytes;
};

const correction: read.Reader<Bytes> = (value) => {
  const bytes = sealed(value);
  const text = bytes.length - CORRECTION_OVERHEAD;
  if (text < 1 || text > MAX_CORRECTION_TEXT) {
    throw malformed('a correction has a text of at most 16,384 bytes');
  }
  return bytes;
};

/** Whether a note may have so many bytes. */
export function isNoteLength(length: number): boolean {
  return length >= NOTE_OVERHEAD && length <= NOTE_OVERHEAD + MAX_NOTE_TEXT;
}

function sealed(value: Json): Bytes {
  const bytes = read.bytes(value);
  const suite = bytes[0];
  if (suite !== undefined && suite !== 1) {
    throw unknownSuite();
  }
  return bytes;
}

const publicTextShape: read.Reader<string> = (value) => publicText(read.text(value));
const domain: read.Reader<string> = (value) => domainName(read.text(value));

const memberShape = read.object({
  keyring: read.keyringId,
  generation: read.generation,
  role: read.oneOf(...ROLES),
  until: read.optional(read.time),
  envelope: read.optional(read.sha256),
});

const newMember: read.Reader<NewMember> = (value) => {
  const member = memberShape(value);
  if (roleOpens(member.role) !== (member.envelope !== undefined)) {
    throw malformed('a member has an envelope exactly when its role may open');
  }
  return member;
};

const createShape = read.object({
  kind: read.oneOf(...KEYRING_KINDS),
  keys: publicKeys,
  parent: read.optional(read.keyringId),
  members: read.array(newMember),
  report: read.optional(read.reportId),
  envelope: read.optional(envelope),
});

const create: read.Reader<Omit<Create, 'type'>> = (value) => {
  const change = createShape(value);
  if (kindSigns(change.kind) !== canSign(change.keys)) {
    throw malformed('signature keys belong to kinds that sign');
  }
  const isShare = change.kind === 'share';
  if ((isShare || change.kind === 'section') !== (change.parent !== undefined)) {
    throw malformed('sections and shares, and only those, have a parent');
  }
  if (isShare !== (change.report !== undefined) || isShare !== (change.envelope !== undefined)) {
    throw malformed('a share, and only a share, has a report and its key');
  }
  return change;
};

const changes: { readonly [T in Change['type']]: read.Reader<Omit<Change & { type: T }, 'type'>> } =
  {
    create,
    rotate: read.object({
      generation: read.generation,
      keys: publicKeys,
      previousGeneration: read.generation,
      previousSecret: read.sha256,
      envelopes: read.object({ generations: read.array(read.generation), root: read.sha256 }),
    }),
    'set-member': read.object({ member: newMember }),
    'remove-member': read.object({ member: read.keyringId }),
    leave: read.object({}),
    'delete-report': read.object({ report: read.reportId, moved: read.optional(read.onlyTrue) }),
    'correct-report': read.object({ report: read.reportId, correction }),
    endorse: read.object({
      subject: read.keyringId,
      name: publicTextShape,
      specialty: read.optional(publicTextShape),
      licence: read.optional(publicTextShape),
      until: read.optional(read.time),
    }),
    'withdraw-endorsement': read.object({ subject: read.keyringId }),
    card: read.object({
      name: publicTextShape,
      specialty: read.optional(publicTextShape),
      domain: read.optional(domain),
    }),
    profile: read.object({ note }),
    close: read.object({}),
  };

/** The payload to sign. */
export function statementPayload({ header, change }: Statement): Bytes {
  return utf8(writeJson({ v: 1, suite: 1, ...header, ...change }));
}

/** Reads a signed object's payload as a statement; verifies no signature. */
export function parseStatement({ payload }: SignedObject): Statement {
  return parsePayload(payload);
}

/** As {@link parseStatement}, of a payload that came without signatures. */
export function parsePayload(payload: Bytes): Statement {
  if (payload.length + SIGNED_OBJECT_OVERHEAD > MAX_STATEMENT_BYTES) {
    throw malformed('a statement has at most 4 MiB');
  }
  const members = new Map(read.jsonObject(parseStrictJson(payload)));
  takeSuiteAndVersion(members);
  const type = members.get('type');
  members.delete('type');
  if (typeof type !== 'string' || !isChangeType(type)) {
    throw malformed('a statement of an unknown type');
  }
  const inHeader = new Map<string, Json>();
  for (const name of Object.keys(header)) {
    const value = members.get(name);
    if (value !== undefined) {
      inHeader.set(name, value);
      members.delete(name);
    }
  }
  return {
    header: readHeader(inHeader),
    change: { type, ...changes[type](members) } as Change,
  };
}

/** What a payload names as its signer and its way, whatever else is in it. */
export function namedIn(payload: Bytes): readonly Hop[] {
  const members = read.jsonObject(parseStrictJson(payload));
  const { keyring, head } = signer(members.get('signer') ?? null);
  return [{ keyring, head }, ...hops(members.get('via') ?? null)];
}

/** Takes `suite` and `v` out of the members of a signed payload, and refuses all but 1 and 1. */
export function takeSuiteAndVersion(members: Map<string, Json>) {
  const suite = members.get('suite');
  const isWhole =
    typeof suite === 'number' ? suite >= 0 : suite instanceof Decimal && suite.isWhole;
  if (!isWhole) {
    throw malformed('the suite is missing');
  }
  if (suite !== 1) {
    throw unknownSuite();
  }
  if (members.get('v') !== 1) {
    throw malformed('the version is not 1');
  }
  members.delete('suite');
  members.delete('v');
}

/**
 * The name of a statement in its chain: SHA-256 of its payload, whoever it was signed together with. Of
 * bytes that are no signed object it is SHA-256 of all of them.
 */
export function hashStatement(statement: Uint8Array): StatementHash {
  return statementHash(toHex(sha256(payloadOf(statement))));
}

/** As {@link hashStatement}, of a payload that came without signatures. */
export function hashPayload(payload: Bytes): StatementHash {
  return statementHash(toHex(sha256(payload)));
}

function payloadOf(statement: Uint8Array): Uint8Array {
  try {
    return parseSignedObject(statement).payload;
  } catch {
    return statement;
  }
}

function isChangeType(type: string): type is Change['type'] {
  return Object.hasOwn(changes, type);
}
