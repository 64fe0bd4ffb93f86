import { BodyLayout } from '../bodies/bodyLayout.ts';
import { checkAuthor } from '../chains/authorityCheck.ts';
import { reportBinding } from '../envelopes/binding.ts';
import { openReportKey } from '../envelopes/envelopes.ts';
import { type ErrorClass, FormatError, malformed } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import type { KeyringId, ReportId } from '../ids/ids.ts';
import type { Deletion } from '../keyrings/keyringState.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { parseManifest } from '../manifests/manifestCodec.ts';
import { openManifest, verifyManifest } from '../manifests/sealedManifest.ts';
import type { ReportKey } from '../secrets/secret.ts';
import type { SealedSecret } from '../statements/statement.ts';
import type { ChainStore } from './chainStore.ts';
import type { KeyChest } from './keyChest.ts';

/** A report as the service answers it. */
export interface StoredReport {
  readonly report: ReportId;
  readonly record: KeyringId;
  readonly section: KeyringId;
  /** Ciphertext length. */
  readonly bodyBytes: number;
  readonly manifest: Bytes;
  readonly envelopes: readonly SealedSecret[];
  /** Shares of it through which the person is a recipient. */
  readonly shares: readonly KeyringId[];
}

/** What became of a report. Nothing of one that does not verify is answered. */
export type OpenedReport =
  | { readonly report: ReportId; readonly state: 'verified'; readonly manifest: Manifest }
  | ({ readonly report: ReportId; readonly state: 'deleted' } & Deletion)
  | {
      readonly report: ReportId;
      readonly state: 'broken';
      readonly code: ErrorClass;
      /** Chains that were not known, and without which nothing can be said. */
      readonly missing: readonly KeyringId[];
    };

/** Opens and verifies reports, and keeps their keys. */
export class ReportVault {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #stored = new Map<ReportId, StoredReport>();
  readonly #bodyKeys = new Map<ReportId, CryptoKey>();

  constructor(chains: ChainStore, chest: KeyChest) {
    this.#chains = chains;
    this.#chest = chest;
  }

  /** Opens reports in the order of spec/bodies.md section 4, each by itself. */
  open(stored: readonly StoredReport[]): Promise<readonly OpenedReport[]> {
    return Promise.all(
      stored.map(async (report): Promise<OpenedReport> => {
        const deletion = this.#chains.find(report.section)?.state.deletions.get(report.report);
        if (deletion !== undefined) {
          return { report: report.report, state: 'deleted', ...deletion };
        }
        try {
          return {
            report: report.report,
            state: 'verified',
            manifest: await this.#open(report),
          };
        } catch (failure) {
          if (failure instanceof FormatError) {
            const missing = failure instanceof MissingChains ? failure.missing : [];
            return { report: report.report, state: 'broken', code: failure.code, missing };
          }
          throw failure;
        }
      }),
    );
  }

  /** The key of a verified report's body, which can't be read out. */
  bodyKey(report: ReportId): Promise<CryptoKey> {
    const key = this.#bodyKeys.get(report);
    return key === undefined
      ? Promise.reject(new Error('this report has not been opened'))
      : Promise.resolve(key);
  }

  /** The key of a verified report, to be sealed to somebody and wiped. */
  async secretOf(report: ReportId): Promise<ReportKey> {
    await this.bodyKey(report);
    const stored = this.#stored.get(report);
    if (stored === undefined) {
      throw new Error('this report has not been opened');
    }
    return this.#openKey(stored);
  }

  wipe() {
    this.#bodyKeys.clear();
    this.#stored.clear();
  }

  async #open(stored: StoredReport): Promise<Manifest> {
    const secret = await this.#openKey(stored);
    const key = await secret.hkdfKey();
    secret.wipe();
    const signed = await openManifest(key, stored.report, stored.manifest);
    const manifest = parseManifest(signed.payload);
    this.#checkPlace(stored, manifest);
    this.#requireChains(manifest);
    const { author, via, section, time } = manifest;
    await verifyManifest(signed, checkAuthor(this.#chains, author, via, section, time));
    new BodyLayout(manifest.body.size).checkStoredSize(stored.bodyBytes);
    this.#bodyKeys.set(stored.report, key);
    this.#stored.set(stored.report, stored);
    return manifest;
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

  /** `report`, `section` and `record` are those asked for, and the section is the record's. */
  #checkPlace({ report, record, section }: StoredReport, manifest: Manifest) {
    if (manifest.report !== report || manifest.section !== section || manifest.record !== record) {
      throw new FormatError('tampered', 'this is another report than the one asked for');
    }
    const state = this.#chains.find(section)?.state;
    if (state !== undefined && (state.kind !== 'section' || state.parent !== record)) {
      throw malformed('a report lies in a section of its record');
    }
  }

  #requireChains({ author, via }: Manifest) {
    const missing = [author, ...via]
      .filter(({ keyring, head }) => this.#chains.find(keyring)?.at(head) === undefined)
      .map(({ keyring }) => keyring);
    if (missing.length > 0) {
      throw new MissingChains(missing);
    }
  }

  /** Tries every envelope whose recipient the person can open. */
  async #openKey(stored: StoredReport): Promise<ReportKey> {
    const { report } = stored;
    let firstFailure: unknown;
    for (const { keyring, generation, envelope } of this.#envelopesOf(stored)) {
      try {
        const keys = await this.#chest.keysOf(keyring, generation);
        return await openReportKey(keys, reportBinding(report, keyring, generation), envelope);
      } catch (failure) {
        firstFailure ??= failure;
      }
    }
    const nothing = new FormatError('wrong-key', 'nothing here opens this report');
    throw firstFailure instanceof Error ? firstFailure : nothing;
  }
}

class MissingChains extends FormatError {
  readonly missing: readonly KeyringId[];

  constructor(missing: readonly KeyringId[]) {
    super('no-authority', 'chains that the report leans on are not known');
    this.missing = missing;
  }
}
