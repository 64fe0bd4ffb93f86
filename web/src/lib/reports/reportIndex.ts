import {
  type RemoteVault,
  type ReportId,
  type ReportSummary,
  toBase64Url,
} from '@/crypto/index.ts';
import type { Connection } from '../api/connection.ts';
import { keepEntries } from '../api/keptEntries.ts';
import { answers, type ListedReport, type ReportAnswer } from '../api/shapes.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';

const MOST_ASKED = 30;

/** What of the vault it takes. */
export interface IndexVault {
  readonly chains: Pick<RemoteVault['chains'], 'correctedMore'>;
  readonly reportIndex: Omit<RemoteVault['reportIndex'], 'loaded'>;
}

/**
 * What the person keeps of reports that they have verified (spec/accounts.md section 9): for lists, and
 * for nothing else.
 */
export class ReportIndex {
  readonly #connection: Connection;
  readonly #vault: IndexVault;
  readonly #chains: Pick<TrustedChains, 'refusal'>;

  constructor(connection: Connection, vault: IndexVault, chains: Pick<TrustedChains, 'refusal'>) {
    this.#connection = connection;
    this.#vault = vault;
    this.#chains = chains;
  }

  /** What was kept, where nothing speaks against it. */
  async open(listed: readonly ListedReport[]): Promise<ReadonlyMap<ReportId, ReportSummary>> {
    const kept = listed.flatMap(({ report, record, section, time, corrections, index }) =>
      index === undefined ? [] : [{ report, record, section, time, corrections, entry: index }],
    );
    const opened = kept.length === 0 ? [] : await this.#vault.reportIndex.open(kept);
    return new Map(
      opened
        .filter(({ summary: { record, section, author } }) =>
          [record, section, author.keyring].every((id) => this.#chains.refusal(id) === undefined),
        )
        .map(({ report, summary }) => [report, summary]),
    );
  }

  /** Of which the service tells fewer corrections than the chains that are known here. */
  async behind(listed: readonly ListedReport[]): Promise<ReadonlySet<ReportId>> {
    const told = listed.map(({ section, report, corrections }) => ({
      section,
      report,
      corrections,
    }));
    return new Set(await this.#vault.chains.correctedMore(told));
  }

  /** These with their manifests, which are asked for where the list has none. */
  async whole(listed: readonly ListedReport[]): Promise<readonly ReportAnswer[]> {
    const found = new Map<ReportId, ReportAnswer>();
    const note = (one: ListedReport) => {
      const { manifest, envelopes, index: _, ...place } = one;
      if (manifest !== undefined && envelopes !== undefined) {
        found.set(one.report, { ...place, manifest, envelopes });
      }
    };
    listed.forEach(note);
    const places = new Map(listed.map((one) => [one.report, one]));
    const bare = [...places.keys()].filter((id) => !found.has(id));
    for (let from = 0; from < bare.length; from += MOST_ASKED) {
      const asked = new Set(bare.slice(from, from + MOST_ASKED));
      const body = { reports: [...asked], prefixes: [] };
      const answer = await this.#connection.post('/reports/query', body, answers.foundReports, {
        mayRepeat: true,
      });
      answer.reports
        .filter((one) => asked.delete(one.report) && isSamePlace(places.get(one.report), one))
        .forEach(note);
    }
    return listed.flatMap(({ report }) => found.get(report) ?? []);
  }

  /** Keeps what was verified here, for lists to come. */
  async keep(verified: readonly ReportId[]): Promise<void> {
    if (verified.length > 0) {
      const kept = await this.#vault.reportIndex.keep(verified);
      const entries = kept.map(({ report, entry }) => ({ report, entry: toBase64Url(entry) }));
      await keepEntries(this.#connection, '/reports/index', entries);
    }
  }
}

/** It was listed by that place. */
function isSamePlace(listed: ListedReport | undefined, answer: ListedReport): boolean {
  return listed?.record === answer.record && listed.section === answer.section;
}
