import { createSHA256, type IHasher } from 'hash-wasm';
import { PartCipher } from '../bodies/partCipher.ts';
import { reportBinding } from '../envelopes/binding.ts';
import { openReportKey, sealEnvelope } from '../envelopes/envelopes.ts';
import { FormatError } from '../errors.ts';
import { type Bytes, randomBytes } from '../ids/bytes.ts';
import {
  type Instant,
  instantText,
  type KeyringId,
  type ReportId,
  reportIdOf,
  type Sha256,
  sha256Text,
} from '../ids/ids.ts';
import { currentGeneration } from '../keyrings/keyringState.ts';
import type { FhirDocument, FileRole, Manifest, ManifestFile } from '../manifests/manifest.ts';
import { manifestPayload } from '../manifests/manifestCodec.ts';
import { sealManifest } from '../manifests/sealedManifest.ts';
import { ReportKey } from '../secrets/secret.ts';
import type { SealedSecret } from '../statements/statement.ts';
import { freshTargets } from './cascade.ts';
import type { ChainStore } from './chainStore.ts';
import { Draft } from './draft.ts';
import { type Drafted, drafted } from './drafted.ts';
import type { KeyChest } from './keyChest.ts';
import { Pack } from './pack.ts';

/** A report key, sealed to the person's own keyring, to go on after a reload. */
export type KeptKey = SealedSecret;

/** An upload that has begun. */
export interface BegunUpload {
  readonly report: ReportId;
  /** Of the pack, in bytes. */
  readonly size: number;
  /** Ciphertext length of the whole body. */
  readonly bodyBytes: number;
  readonly parts: number;
  readonly key: KeptKey;
}

/** Digests of a part that was sealed before. */
export interface PartDigests {
  /** Of all plaintext up to its end: tells whether a file has changed. */
  readonly plaintext: Sha256;
  /** Of its ciphertext, as stored. */
  readonly ciphertext: Sha256;
}

/** The next part. Without ciphertext the part is stored already, and its content has not changed. */
export interface NextPart extends PartDigests {
  readonly index: number;
  /** Its ciphertext in pieces. */
  readonly sealed?: readonly Bytes[];
}

/** What a report is, without what the vault knows itself. */
export interface ReportFacts {
  readonly section: KeyringId;
  readonly files: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly role: FileRole;
  }[];
  /** For display until the author's card is known. */
  readonly authorName?: string;
  /** FHIR `DocumentReference` without `resourceType` and `date`. */
  readonly document: FhirDocument;
}

/** What completes an upload. */
export interface Completion {
  readonly manifest: Bytes;
  readonly envelopes: readonly SealedSecret[];
}

interface Running {
  readonly secret: ReportKey;
  readonly cipher: PartCipher;
  readonly pack: Pack;
  /** For the parts. */
  readonly hasher: IHasher;
}

/** Seals reports to be uploaded, part by part. */
export class UploadVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #running = new Map<ReportId, Running>();

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** Begins an upload of these files, joined in this order. */
  async begin(files: readonly Blob[]): Promise<BegunUpload> {
    const report = reportIdOf(randomBytes(16));
    const secret = ReportKey.random();
    const { keyring } = this.#chest.person;
    const { number, keys } = currentGeneration(this.#chains.require(keyring).state);
    const binding = reportBinding(report, keyring, number);
    const envelope = await sealEnvelope(keys, binding, secret);
    const { layout } = (await this.#start(report, secret, files)).pack;
    return {
      report,
      size: layout.size,
      bodyBytes: layout.ciphertextSize,
      parts: layout.parts,
      key: { keyring, generation: number, envelope },
    };
  }

  /** Goes on with an upload, from its first part. */
  async resume(report: ReportId, kept: KeptKey, files: readonly Blob[]): Promise<void> {
    const keys = await this.#chest.keysOf(kept.keyring, kept.generation);
    const binding = reportBinding(report, kept.keyring, kept.generation);
    await this.#start(report, await openReportKey(keys, binding, kept.envelope), files);
  }

  /**
   * Reads the next part and seals it, unless it is the one that is stored. Parts come in order, one
   * call at a time; undefined after the last.
   */
  async nextPart(report: ReportId, stored?: PartDigests): Promise<NextPart | undefined> {
    const { cipher, pack, hasher } = this.#require(report);
    const index = pack.nextPart;
    if (index >= pack.layout.parts) {
      return undefined;
    }
    const content = await pack.read();
    const plaintext = pack.fingerprint();
    if (stored?.plaintext === plaintext) {
      return { index, ...stored };
    }
    const sealed = await cipher.seal(index, content);
    hasher.init();
    sealed.forEach((piece) => hasher.update(piece));
    return { index, plaintext, ciphertext: sha256Text(hasher.digest('hex')), sealed };
  }

  /** Renews a section that is stale, before {@link complete} seals to it. */
  async prepare(section: KeyringId): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    await freshTargets(draft, this.#chest, section);
    return drafted(draft, undefined);
  }

  /** Signs and seals the manifest, and seals the report key to everyone who may open the section. */
  async complete(
    report: ReportId,
    facts: ReportFacts,
    parts: readonly Sha256[],
  ): Promise<Completion> {
    const { secret, pack } = this.#require(report);
    const draft = new Draft(this.#chains, this.#chest);
    const { section } = facts;
    const state = draft.state(section);
    if (state.parent === undefined) {
      throw new FormatError('malformed', 'a report is added to a section');
    }
    const { signer, via } = draft.way(section, 'add');
    const manifest: Manifest = {
      report,
      record: state.parent,
      section,
      author: { ...signer, ...(facts.authorName === undefined ? {} : { name: facts.authorName }) },
      via: [...via, { keyring: section, head: state.head }],
      time: draft.time,
      document: documentOf(facts.document, draft.time),
      files: filesOf(facts, pack),
      body: { size: pack.layout.size, parts: parts.map((sha256) => ({ sha256 })) },
    };
    const keys = await draft.keysOf(signer.keyring, signer.generation);
    const signed = await keys.sign('medseal/v1/manifest', manifestPayload(manifest));
    return {
      manifest: await sealManifest(await secret.hkdfKey(), report, signed),
      envelopes: await this.#sealToReaders(draft, report, section, secret),
    };
  }

  /** Wipes what an upload holds here. */
  forget(report: ReportId): Promise<void> {
    this.#running.get(report)?.secret.wipe();
    this.#running.delete(report);
    return Promise.resolve();
  }

  wipe() {
    for (const { secret } of this.#running.values()) {
      secret.wipe();
    }
    this.#running.clear();
  }

  async #sealToReaders(
    draft: Draft,
    report: ReportId,
    section: KeyringId,
    secret: ReportKey,
  ): Promise<readonly SealedSecret[]> {
    const targets = await freshTargets(draft, this.#chest, section);
    if (draft.appends.length > 0) {
      throw new FormatError('stale-generation', 'the section has become stale meanwhile');
    }
    return Promise.all(
      targets.map(async (keyring) => {
        const { number, keys } = currentGeneration(draft.state(keyring));
        const binding = reportBinding(report, keyring, number);
        return {
          keyring,
          generation: number,
          envelope: await sealEnvelope(keys, binding, secret),
        };
      }),
    );
  }

  async #start(report: ReportId, secret: ReportKey, files: readonly Blob[]): Promise<Running> {
    await this.forget(report);
    const pack = new Pack(files, await createSHA256());
    const running = {
      secret,
      cipher: new PartCipher(await secret.hkdfKey(), report),
      pack,
      hasher: await createSHA256(),
    };
    this.#running.set(report, running);
    return running;
  }

  #require(report: ReportId): Running {
    const running = this.#running.get(report);
    if (running === undefined) {
      throw new Error('this upload is not running');
    }
    return running;
  }
}

function documentOf(document: FhirDocument, time: Instant): FhirDocument {
  return { resourceType: 'DocumentReference', ...document, date: instantText(time) };
}

function filesOf({ files }: ReportFacts, pack: Pack): readonly ManifestFile[] {
  let offset = 0;
  return files.map(({ name, mediaType, role }, index) => {
    const { size, sha256 } = pack.digestOf(index);
    const file = { name, mediaType, offset, size, sha256, role };
    offset += size;
    return file;
  });
}
