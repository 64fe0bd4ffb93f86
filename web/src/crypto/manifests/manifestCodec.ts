import { BodyLayout } from '../bodies/bodyLayout.ts';
import { malformed } from '../errors.ts';
import { type Bytes, utf8 } from '../ids/bytes.ts';
import { instantText } from '../ids/ids.ts';
import * as read from '../json/readers.ts';
import { parseStrictJson } from '../json/strictJson.ts';
import { hops, takeSuiteAndVersion } from '../statements/statementCodec.ts';
import { checkFileName } from './fileNames.ts';
import type { FhirDocument, Manifest, ManifestFile } from './manifest.ts';

const MEDIA_TYPE =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
const MAX_AUTHOR_NAME = 200;

const document: read.Reader<FhirDocument> = (value) => {
  const node = read.jsonObject(value);
  if (node.get('resourceType') !== 'DocumentReference') {
    throw malformed('a manifest’s document is a DocumentReference');
  }
  return read.plain(node) as FhirDocument;
};

const authorName: read.Reader<string> = (value) => {
  const name = read.text(value);
  if (name.length > MAX_AUTHOR_NAME) {
    throw malformed('an author’s name has at most 200 characters');
  }
  return name;
};

const fileName: read.Reader<string> = (value) => {
  const name = read.text(value);
  checkFileName(name);
  return name;
};

const mediaType: read.Reader<string> = (value) => {
  const text = read.text(value);
  if (!MEDIA_TYPE.test(text)) {
    throw malformed('a media type is type/subtype');
  }
  return text;
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
  files: read.array(
    read.object({
      name: fileName,
      mediaType,
      offset: read.size,
      size: read.size,
      sha256: read.sha256,
      role: read.oneOf('content', 'preview'),
    }),
  ),
  body: read.object({
    size: read.size,
    parts: read.array(read.object({ sha256: read.sha256 })),
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

function checkContent({ via, section, document, time, files, body }: Manifest) {
  if (via.at(-1)?.keyring !== section) {
    throw malformed('a manifest’s via has 1 to 6 hops and ends at its section');
  }
  const date = document['date'];
  if (date !== undefined && date !== instantText(time)) {
    throw malformed('a document’s date is its manifest’s time');
  }
  if (body.parts.length !== new BodyLayout(body.size).parts) {
    throw malformed('a body has as many parts as its size says');
  }
  checkFiles(files, body.size);
}

function checkFiles(files: readonly ManifestFile[], size: number) {
  if (files.length === 0) {
    throw malformed('a manifest has at least one file');
  }
  const names = new Set<string>();
  let end = 0;
  for (const file of files) {
    if (file.offset !== end) {
      throw malformed('a file begins where the one before it ends');
    }
    end += file.size;
    names.add(file.name.toLowerCase());
  }
  if (names.size !== files.length) {
    throw malformed('two files of one name');
  }
  if (end !== size) {
    throw malformed('the files’ sizes do not add up to the body’s');
  }
}
