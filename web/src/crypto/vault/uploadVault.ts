import { HashList } from '../bodies/hashList.ts';
import { PartCipher } from '../bodies/partCipher.ts';
import { reportBinding } from '../envelopes/binding.ts';
import { openReportKey, sealEnvelope } from '../envelopes/envelopes.ts';
import type { SealedSecret } from '../envelopes/sealedSecret.ts';
import { FormatError } from '../errors.ts';
import { type Bytes, randomBytes } from '../ids/bytes.ts';
import {
  type Instant,
  instantText,
  type KeyringId,
  type ReportId,
  reportIdOf,
  type Sha256,
} from '../ids/ids.ts';
import { currentGeneration } from '../keyrings/keyringState.ts';
import { sealContents } from '../manifests/contents.ts';
import { commitmentOf, type KeyCommitment } from '../manifests/keyCommitment.ts';
import type {
  ContentsSummary,
  FhirDocument,
  FileRole,
  Manifest,
  ManifestFile,
} from '../manifests/manifest.ts';
import { manifestPayload } from '../manifests/manifestCodec.ts';
import { sealManifest } from '../manifests/sealedManifest.ts';
import { ReportKey } from '../secrets/secret.ts';
import { freshTargets } from './cascade.ts';
import type { ChainStore } from './chainStore.ts';
import { Draft } from './draft.ts';
import { type Drafted, drafted } from './drafted.ts';
import type { KeyChest } from './keyChest.ts';
import { HandedParts, Pack, type Parts } from './pack.ts';

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

/** A part that was sealed before. */
export interface SealedPart {
  /** That it was sealed with: sealed with it again, the same content has the same hash. */
  readonly header: Bytes;
  /** Of its ciphertext, as stored. */
  readonly hash: Sha256;
}

/** The next part. */
export type NextPart = { readonly index: number } & (
  | { readonly state: 'held'; readonly part: SealedPart }
  /** `sealed` is its ciphertext in pieces. */
  | { readonly state: 'sealed'; readonly part: SealedPart; readonly sealed: readonly Bytes[] }
  /** Its content is another than when it was sealed before. */
  | { readonly state: 'changed' }
);

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

/** Files joined in this order, or their sizes where the parts are handed in. */
export type Sources = readonly Blob[] | { readonly sizes: readonly number[] };

/** What completes an upload. */
export interface Completion {
  /** Of the manifest. */
  readonly time: Instant;
  readonly manifest: Bytes;
  readonly envelopes: readonly SealedSecret[];
}

interface Running {
  readonly secret: ReportKey;
  readonly key: CryptoKey;
  readonly commitment: KeyCommitment;
  readonly cipher: PartCipher;
  readonly pack: Parts;
  summary?: ContentsSummary;
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
  async begin(files: Sources): Promise<BegunUpload> {
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
  async resume(report: ReportId, kept: KeptKey, files: Sources): Promise<void> {
    const keys = await this.#chest.keysOf(kept.keyring, kept.generation);
    const binding = reportBinding(report, kept.keyring, kept.generation);
    await this.#start(report, await openReportKey(keys, binding, kept.envelope), files);
  }

  /**
   * Reads the next part and seals it. Parts come in order, one call at a time; undefined after the
   * last.
   *
   * @param known where it was sealed before
   * @param isHeld whether the service holds it as it was sealed then
   * @param handed the part's content, where only sizes are known of the files
   */
  async nextPart(
    report: ReportId,
    known: SealedPart | undefined,
    isHeld: boolean,
    handed?: Bytes,
  ): Promise<NextPart | undefined> {
    const { cipher, pack } = this.#require(report);
    if (pack instanceof HandedParts && handed !== undefined) {
      pack.hand(handed);
    }
    const index = pack.nextPart;
    if (index >= pack.layout.parts) {
      return undefined;
    }
    const content = await pack.read();
    const sealed =
      known === undefined
        ? await cipher.seal(index, content)
        : await cipher.sealAgain(index, content, known.header);
    const list = await HashList.ofSealed(sealed);
    const part = { header: list.header.slice(), hash: await list.partHash() };
    if (known !== undefined && known.hash !== part.hash) {
      return { index, state: 'changed' };
    }
    return isHeld ? { index, state: 'held', part } : { index, state: 'sealed', part, sealed };
  }

  /** Seals the contents, when all parts are sealed. */
  async contents(
    report: ReportId,
    files: ReportFacts['files'],
    parts: readonly Sha256[],
  ): Promise<Bytes> {
    const running = this.#require(report);
    const { key, commitment, pack } = running;
    const contents = { report, files: filesOf(files, pack), parts };
    const { sealed, summary } = await sealContents(key, commitment, contents);
    running.summary = summary;
    return sealed;
  }

  /** Renews a section that is stale, before {@link complete} seals to it. */
  async prepare(section: KeyringId): Promise<Drafted<void>> {
    const draft = new Draft(this.#chains, this.#chest);
    await freshTargets(draft, this.#chest, section);
    return drafted(draft, undefined);
  }

  /** Signs and seals the manifest, and seals the report key to everyone who may open the section. */
  async complete(report: ReportId, facts: ReportFacts): Promise<Completion> {
    const { secret, key, commitment, pack, summary } = this.#require(report);
    if (summary === undefined) {
      throw new Error('the contents are sealed first');
    }
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
      keyCommitment: commitment,
      body: { size: pack.layout.size },
      contents: summary,
    };
    const keys = await draft.keysOf(signer.keyring, signer.generation);
    const signed = await keys.sign('medseal/v1/manifest', manifestPayload(manifest));
    return {
      time: manifest.time,
      manifest: await sealManifest(key, commitment, report, signed),
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

  async #start(report: ReportId, secret: ReportKey, files: Sources): Promise<Running> {
    await this.forget(report);
    const key = await secret.hkdfKey();
    const running = {
      secret,
      key,
      commitment: await commitmentOf(secret),
      cipher: new PartCipher(key, report),
      pack: 'sizes' in files ? new HandedParts(files.sizes) : new Pack(files),
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

function filesOf(files: ReportFacts['files'], { sizes }: Parts): readonly ManifestFile[] {
  let offset = 0;
  return files.map(({ name, mediaType, role }, index) => {
    const size = sizes[index] ?? 0;
    const file = { name, mediaType, offset, size, role };
    offset += size;
    return file;
  });
}
