import { malformed } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import { type Instant, instantText } from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { hops, takeSuiteAndVersion } from '../statements/statementCodec.ts';
import { CONTENTS_LIMIT, MOST_TYPES } from './limits.ts';
import type { FhirDocument, Manifest } from './manifest.ts';
import { mediaType } from './mediaTypes.ts';

const MAX_AUTHOR_NAME = 200;

export const document: read.Reader<FhirDocument> = (value) => {
  const node = read.jsonObject(value);
  if (node.get('resourceType') !== 'DocumentReference') {
    throw malformed('a manifest’s document is a DocumentReference');
  }
  return read.plain(node) as FhirDocument;
};

export const authorName: read.Reader<string> = (value) => {
  const name = read.text(value);
  if (name.length > MAX_AUTHOR_NAME) {
    throw malformed('an author’s name has at most 200 characters');
  }
  return name;
};

const manifestShape = read.object({
  report: read.reportId,
  record: read.keyringId,
  section: read.keyringId,
  author: read.object({
    keyring: read.keyringId,
    generation: read.generation,
    head: read.statementHash,
    name: read.optional(authorName),
  }),
  via: hops,
  time: read.time,
  document,
  keyCommitment: read.sha256,
  body: read.object({ size: read.size }),
  contents: read.object({
    sha256: read.sha256,
    size: read.integer(1, CONTENTS_LIMIT),
    files: read.integer(0, 0x7fffffff),
    mediaTypes: read.array(mediaType),
  }),
});

/** The payload to sign with the domain `medseal/v1/manifest`. */
export function manifestPayload(manifest: Manifest): Bytes {
  checkContent(manifest);
  return utf8(JSON.stringify({ v: 1, suite: 1, ...manifest, time: instantText(manifest.time) }));
}

/** Reads a payload and makes every check of its content; verifies no signature. */
export function parseManifest(payload: Bytes): Manifest {
  const members = new Map(read.jsonObject(parseStrictJson(payload)));
  takeSuiteAndVersion(members);
  const manifest = manifestShape(members);
  checkContent(manifest);
  return manifest;
}

/** Refuses a document that names another time than its manifest. */
export function checkDate({ date }: FhirDocument, time: Instant) {
  if (date !== undefined && date !== instantText(time)) {
    throw malformed('a document’s date is its manifest’s time');
  }
}

function checkContent({ via, section, document, time, contents }: Manifest) {
  if (via.at(-1)?.keyring !== section) {
    throw malformed('a manifest’s via has 1 to 6 hops and ends at its section');
  }
  checkDate(document, time);
  checkMediaTypes(contents.mediaTypes);
}

export function checkMediaTypes(types: readonly string[]) {
  if (types.length > MOST_TYPES || new Set(types).size !== types.length) {
    throw malformed('a manifest names at most 8 media types, each once');
  }
}
