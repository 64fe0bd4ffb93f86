import { utf8 } from '@/crypto/ids/bytes.ts';
import { instantText, reportId } from '@/crypto/ids/ids.ts';
import { openIndexEntry, recordTag, sealIndexEntry } from '@/crypto/records/recordIndex.ts';
import { openReportEntry, sealReportEntry } from '@/crypto/records/reportIndex.ts';
import { deriveBoxKey, deriveHmacKey, hkdfKey } from '@/crypto/secrets/hkdf.ts';
import type { Operation } from './vectors.ts';

async function keys(secret: Uint8Array<ArrayBuffer>) {
  const base = await hkdfKey(secret);
  return {
    index: await deriveBoxKey(base, utf8('medseal/v1/record-index')),
    reports: await deriveBoxKey(base, utf8('medseal/v1/report-index')),
    tags: await deriveHmacKey(base, utf8('medseal/v1/record-tag')),
  };
}

/** What a person keeps of records; what opens is sealed again here, and opens again alike. */
export const indexOperations: Readonly<Record<string, Operation>> = {
  async 'open-index-entry'(input) {
    const key = {
      keyring: input.keyring('keyring'),
      generation: input.number('generation'),
      ...(await keys(input.bytes('generationSecret'))),
    };
    const record = input.keyring('record');
    const opened = await openIndexEntry(key, record, input.bytes('entry'));
    const again = await openIndexEntry(key, record, await sealIndexEntry(key, record, opened));
    const { read, through, parts, sharedBy } = again;
    const [first] = parts;
    return {
      read,
      through: through.length,
      parts: parts.length,
      ...(sharedBy === undefined ? {} : { sharedBy }),
      ...(first === undefined
        ? {}
        : {
            keyring: first.keyring,
            kind: first.kind,
            seq: first.seq,
            takesPart: first.takesPart,
            capabilities: first.capabilities.length,
            ...(first.addedByEmail === undefined ? {} : { addedByEmail: first.addedByEmail }),
            ...(first.section === undefined ? {} : { section: first.section }),
            ...(first.report === undefined ? {} : { report: first.report }),
            ...(first.note === undefined ? {} : { note: first.note }),
          }),
    };
  },
  async 'open-report-entry'(input) {
    const key = {
      keyring: input.keyring('keyring'),
      generation: input.number('generation'),
      ...(await keys(input.bytes('generationSecret'))),
    };
    const report = reportId(input.text('report'));
    const opened = await openReportEntry(key, report, input.bytes('entry'));
    const again = await openReportEntry(key, report, await sealReportEntry(key, report, opened));
    const { author, document, unawareSince, corrected } = again;
    const title = (corrected?.document ?? document)['description'];
    const titleBefore = document['description'];
    return {
      manifest: again.manifest,
      record: again.record,
      section: again.section,
      author: author.keyring,
      ...(author.name === undefined ? {} : { authorName: author.name }),
      time: instantText(again.time),
      title: typeof title === 'string' ? title : '',
      files: again.contents.files,
      mediaTypes: again.contents.mediaTypes.length,
      size: again.body.size,
      ...(unawareSince === undefined ? {} : { unawareSince: instantText(unawareSince) }),
      ...(corrected === undefined
        ? {}
        : {
            correctedBy: corrected.keyring,
            correctedAt: instantText(corrected.time),
            corrections: corrected.number,
            titleBefore: typeof titleBefore === 'string' ? titleBefore : '',
          }),
    };
  },
  async 'record-tag'(input) {
    const { tags } = await keys(input.bytes('generationSecret'));
    return { tag: await recordTag({ tags }, input.text('name')) };
  },
};
