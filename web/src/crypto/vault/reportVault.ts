import { BodyLayout } from '../bodies/bodyLayout.ts';
import { checkAuthor, unawareSince } from '../chains/authorityCheck.ts';
import { reportBinding } from '../envelopes/binding.ts';
import { openReportKey } from '../envelopes/envelopes.ts';
import type { SealedSecret } from '../envelopes/sealedSecret.ts';
import {
  type ErrorClass,
  FormatError,
  malformed,
  type NotShown,
  NotShownError,
} from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { Instant, KeyringId, ReportId } from '../ids/ids.ts';
import type { Deletion } from '../keyrings/keyringState.ts';
import { type Corrected, openCorrection } from '../manifests/correction.ts';
import { type Contents, openContents } from '../manifests/contents.ts';
import { commitmentOf, type KeyCommitment } from '../manifests/keyCommitment.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { commitsTo, openManifest, verifyManifest } from '../manifests/sealedManifest.ts';
import type { ReportKey } from '../secrets/secret.ts';
import type { ChainStore } from './chainStore.ts';
import type { KeyChest } from './keyChest.ts';
import { moreTelling } from './openingWalk.ts';
import { type PastName, pastsOfAuthor } from './pastNames.ts';

/** A report as the service answers it. */
export interface StoredReport {
  readonly report: ReportId;
  readonly record: KeyringId;
  readonly section: KeyringId;
  /** Of the manifest, as the uploader said. */
  readonly time: Date;
  /** Ciphertext length. */
  readonly bodyBytes: number;
  /** How often it was corrected, as the service says. */
  readonly corrections: number;
  readonly manifest: Bytes;
  readonly envelopes: readonly SealedSecret[];
  /** Shares of it through which the person is a recipient. */
  readonly shares: readonly KeyringId[];
}

/** What became of a report. Nothing of one that does not verify is answered. */
export type OpenedReport =
  | {
      readonly report: ReportId;
      readonly state: 'verified';
      readonly manifest: Manifest;
      /** The time of a statement that its author did not know, and should have. */
      readonly unawareSince: Instant | undefined;
      /** What it says of itself by now. */
      readonly corrected: Corrected | undefined;
    }
  | ({ readonly report: ReportId; readonly state: 'deleted' } & Deletion)
  | {
      readonly report: ReportId;
      readonly state: 'broken';
      readonly code: ErrorClass;
      /** Chains that were not known, and without which nothing can be said. */
      readonly missing: readonly KeyringId[];
      /** What is to be shown of chains that were begun later, before anything can be said. */
      readonly pasts: readonly PastName[];
      /** With `not-shown`: what else is. */
      readonly notShown?: NotShown;
    };

/** Opens and verifies reports, and keeps their keys. */
export class ReportVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #stored = new Map<ReportId, StoredReport>();
  readonly #bodyKeys = new Map<ReportId, CryptoKey>();
  readonly #manifests = new Map<ReportId, Manifest>();
  readonly #corrected = new Map<ReportId, Corrected>();

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** Opens reports in the order of spec/bodies.md section 4, each by itself. */
  open(stored: readonly StoredReport[]): Promise<readonly OpenedReport[]> {
    return Promise.all(
      stored.map(async (report): Promise<OpenedReport> => {
        const deletion = this.#chains
          .find(report.section)
          ?.state.reports.get(report.report)?.deletion;
        if (deletion !== undefined) {
          return { report: report.report, state: 'deleted', ...deletion };
        }
        try {
          const manifest = await this.#open(report);
          const { author, via, time } = manifest;
          return {
            report: report.report,
            state: 'verified',
            manifest,
            unawareSince: unawareSince(this.#chains, [author, ...via], time),
            corrected: this.#corrected.get(report.report),
          };
        } catch (failure) {
          if (failure instanceof FormatError) {
            const { missing, pasts } =
              failure instanceof MissingChains ? failure : { missing: [], pasts: [] };
            return {
              report: report.report,
              state: 'broken',
              code: failure.code,
              missing,
              pasts,
              ...(failure instanceof NotShownError ? { notShown: failure.wanted } : {}),
            };
          }
          throw failure;
        }
      }),
    );
  }

  /** A report that was verified here, with its manifest as it was sealed. */
  verified(report: ReportId):
    | {
        readonly manifest: Manifest;
        readonly sealed: Bytes;
        readonly corrected: Corrected | undefined;
      }
    | undefined {
    const manifest = this.#manifests.get(report);
    const sealed = this.#stored.get(report)?.manifest;
    return manifest === undefined || sealed === undefined
      ? undefined
      : { manifest, sealed, corrected: this.#corrected.get(report) };
  }

  /** The key of a verified report's body, which can't be read out. */
  bodyKey(report: ReportId): Promise<CryptoKey> {
    const key = this.#bodyKeys.get(report);
    return key === undefined
      ? Promise.reject(new Error('this report has not been opened'))
      : Promise.resolve(key);
  }

  /** The contents of a verified report, as the service answers them. */
  async contents(report: ReportId, sealed: Bytes): Promise<Contents> {
    const manifest = this.#manifests.get(report);
    if (manifest === undefined) {
      throw new Error('this report has not been opened');
    }
    return openContents(await this.bodyKey(report), manifest, sealed);
  }

  /** The key of a verified report, to be sealed to somebody and wiped. */
  async secretOf(report: ReportId): Promise<ReportKey> {
    await this.bodyKey(report);
    const commitment = this.#manifests.get(report)?.keyCommitment;
    const stored = this.#stored.get(report);
    if (stored === undefined) {
      throw new Error('this report has not been opened');
    }
    const isRight = (candidate: KeyCommitment) => candidate === commitment;
    return (await this.#openKey(stored, isRight)).secret;
  }

  wipe() {
    this.#bodyKeys.clear();
    this.#manifests.clear();
    this.#corrected.clear();
    this.#stored.clear();
  }

  async #open(stored: StoredReport): Promise<Manifest> {
    const { secret, commitment } = await this.#openKey(stored, (candidate) =>
      commitsTo(candidate, stored.manifest),
    );
    const key = await secret.hkdfKey();
    secret.wipe();
    const { signed, manifest } = await openManifest(
      key,
      commitment,
      stored.report,
      stored.manifest,
    );
    this.#checkPlace(stored, manifest);
    this.#requireChains(manifest);
    const { author, via, section, time } = manifest;
    await verifyManifest(signed, checkAuthor(this.#chains, author, via, section, time));
    new BodyLayout(manifest.body.size).checkStoredSize(stored.bodyBytes);
    const corrected = await this.#correction(stored, key, manifest);
    if (corrected === undefined) {
      this.#corrected.delete(stored.report);
    } else {
      this.#corrected.set(stored.report, corrected);
    }
    this.#bodyKeys.set(stored.report, key);
    this.#manifests.set(stored.report, manifest);
    this.#stored.set(stored.report, stored);
    return manifest;
  }

  /** By the section’s chain, which has at least as many corrections as the service tells of. */
  async #correction(
    { report, section, corrections, manifest: sealed }: StoredReport,
    key: CryptoKey,
    manifest: Manifest,
  ): Promise<Corrected | undefined> {
    const said = this.#chains.find(section)?.state.reports.get(report)?.correction;
    if ((said?.number ?? 0) < corrections) {
      throw new FormatError('broken-chain', 'a correction is told of, and not shown');
    }
    return said === undefined
      ? undefined
      : {
          keyring: said.by,
          time: said.at,
          number: said.number,
          document: await openCorrection(key, manifest, sealed, said.sealed),
        };
  }

  /** The report key as the service keeps it, and as shares of the report carry it. */
  #envelopesOf({ report, section, envelopes, shares }: StoredReport): readonly SealedSecret[] {
    return [
      ...envelopes,
      ...shares.flatMap((id) => {
        const state = this.#chains.find(id)?.state;
        return state?.shared?.report !== report || state.parent !== section
          ? []
          : [{ keyring: id, generation: 1, envelope: state.shared.envelope }];
      }),
    ];
  }

  /** `report`, `section`, `record` and `time` are those answered, and the section is the record's. */
  #checkPlace({ report, record, section, time }: StoredReport, manifest: Manifest) {
    const isSame =
      manifest.report === report &&
      manifest.section === section &&
      manifest.record === record &&
      manifest.time === time.getTime();
    if (!isSame) {
      throw new FormatError('tampered', 'this is another report than the one asked for');
    }
    const state = this.#chains.find(section)?.state;
    if (state !== undefined && (state.kind !== 'section' || state.parent !== record)) {
      throw malformed('a report lies in a section of its record');
    }
  }

  #requireChains({ author, via, time }: Manifest) {
    const path = [author, ...via];
    const find = (id: KeyringId) => this.#chains.find(id);
    const missing = path
      .filter(({ keyring, head }) => {
        const chain = find(keyring);
        return chain === undefined || (chain.begun === undefined && chain.at(head) === undefined);
      })
      .map(({ keyring }) => keyring);
    const pasts = pastsOfAuthor(find, path, time);
    if (missing.length > 0 || pasts.length > 0) {
      throw new MissingChains(missing, pasts);
    }
  }

  /** Tries every envelope whose recipient the person can open; one with another key counts as none. */
  async #openKey(
    stored: StoredReport,
    isRight: (commitment: KeyCommitment) => boolean,
  ): Promise<{ readonly secret: ReportKey; readonly commitment: KeyCommitment }> {
    const { report } = stored;
    let closed: unknown;
    for (const { keyring, generation, envelope } of this.#envelopesOf(stored)) {
      try {
        const keys = await this.#chest.keysOf(keyring, generation);
        const binding = reportBinding(report, keyring, generation);
        const secret = await openReportKey(keys, binding, envelope);
        const commitment = await commitmentOf(secret);
        if (isRight(commitment)) {
          return { secret, commitment };
        }
        secret.wipe();
        throw new FormatError('wrong-key', 'the manifest commits to another key');
      } catch (failure) {
        closed = moreTelling(closed, failure);
      }
    }
    const nothing = new FormatError('wrong-key', 'nothing here opens this report');
    throw closed instanceof Error ? closed : nothing;
  }
}

class MissingChains extends FormatError {
  readonly missing: readonly KeyringId[];
  readonly pasts: readonly PastName[];

  constructor(missing: readonly KeyringId[], pasts: readonly PastName[]) {
    super(
      missing.length > 0 ? 'no-authority' : 'not-shown',
      'chains that the report leans on are not known, or not shown so far back',
    );
    this.missing = missing;
    this.pasts = pasts;
  }
}
