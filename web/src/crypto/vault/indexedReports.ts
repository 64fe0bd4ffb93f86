import { unawareSince } from '../chains/authorityCheck.ts';
import { FormatError } from '../errors.ts';
import type { Bytes } from '../ids/bytes.ts';
import { type KeyringId, type ReportId, sha256Text } from '../ids/ids.ts';
import { sha256Async } from '../ids/sha256.ts';
import { toHex } from '../ids/bytes.ts';
import {
  openReportEntry,
  type ReportSummary,
  sealReportEntry,
  summaryOf,
} from '../records/reportIndex.ts';
import type { ChainStore } from './chainStore.ts';
import type { KeyChest } from './keyChest.ts';
import type { ReportVault } from './reportVault.ts';

/** What was kept of a report, beside what the service names it by. */
export interface KeptReport {
  readonly report: ReportId;
  readonly record: KeyringId;
  readonly section: KeyringId;
  readonly time: Date;
  /** How often it was corrected by now. */
  readonly corrections: number;
  readonly entry: Bytes;
}

/** A report, by what was kept of it. */
export interface IndexedReport {
  readonly report: ReportId;
  readonly summary: ReportSummary;
}

/** What the person keeps of the reports that they have verified (spec/accounts.md section 9). */
export class IndexedReports {
  readonly #chains: ChainStore;
  readonly #chest: KeyChest;
  readonly #reports: ReportVault;

  constructor(chains: ChainStore, chest: KeyChest, reports: ReportVault) {
    this.#chains = chains;
    this.#chest = chest;
    this.#reports = reports;
  }

  /** Those that open, and are of what the service names with them. */
  async open(kept: readonly KeptReport[]): Promise<readonly IndexedReport[]> {
    const opened = await Promise.all(kept.map((one) => this.#opened(one)));
    return opened.filter((one) => one !== undefined);
  }

  /** Those among these that are shares of that report in that section, by their chains. */
  sharesOf(
    section: KeyringId,
    report: ReportId,
    shares: readonly KeyringId[],
  ): Promise<readonly KeyringId[]> {
    return Promise.resolve(
      shares.filter((id) => {
        const state = this.#chains.find(id)?.state;
        return state?.shared?.report === report && state.parent === section;
      }),
    );
  }

  /** Entries of reports that were verified here; none of what would be too long. */
  async keep(
    reports: readonly ReportId[],
  ): Promise<readonly { readonly report: ReportId; readonly entry: Bytes }[]> {
    const kept = await Promise.all(
      reports.map(async (report) => {
        const verified = this.#reports.verified(report);
        if (verified === undefined) {
          return [];
        }
        const { manifest, sealed, corrected } = verified;
        const { author, via, time } = manifest;
        const hash = sha256Text(toHex(await sha256Async(sealed)));
        const unaware = unawareSince(this.#chains, [author, ...via], time);
        return this.#sealed(report, summaryOf(hash, manifest, unaware, corrected));
      }),
    );
    return kept.flat();
  }

  async #sealed(report: ReportId, summary: ReportSummary) {
    try {
      return [{ report, entry: await sealReportEntry(this.#chest.person, report, summary) }];
    } catch (failure) {
      if (failure instanceof FormatError) {
        return [];
      }
      throw failure;
    }
  }

  async #opened({
    report,
    record,
    section,
    time,
    corrections,
    entry,
  }: KeptReport): Promise<IndexedReport | undefined> {
    try {
      const summary = await openReportEntry(this.#chest.person, report, entry);
      const isIts =
        summary.record === record &&
        summary.section === section &&
        summary.time === time.getTime() &&
        (summary.corrected?.number ?? 0) === corrections;
      return isIts ? { report, summary } : undefined;
    } catch (failure) {
      if (failure instanceof FormatError) {
        return undefined; // as if nothing were kept
      }
      throw failure;
    }
  }
}
