import type { Deletion, KeyringId, RemoteVault, ReportId } from '@/crypto/index.ts';
import type { TrustedChains } from '../chains/trustedChains.ts';

/** Where a report that is not answered lay. */
export interface Place {
  readonly id: ReportId;
  readonly section: KeyringId;
  readonly shares: readonly KeyringId[];
}

/** Why a report is not answered: `ended` where the person's access has. */
export type Absence =
  | ({ readonly kind: 'deleted' } & Deletion)
  | { readonly kind: 'withheld' }
  | { readonly kind: 'ended' };

/** Tells a deletion from a report that the service withholds (spec/keyrings.md section 6). */
export class Absences {
  readonly #vault: RemoteVault;
  readonly #chains: TrustedChains;

  constructor(vault: RemoteVault, chains: TrustedChains) {
    this.#vault = vault;
    this.#chains = chains;
  }

  /** By the newest chains; those that say already that the access has ended are not asked for again. */
  async of(absent: readonly Place[]): Promise<ReadonlyMap<ReportId, Absence>> {
    const ended = await Promise.all(absent.map((place) => this.#isEnded(place)));
    await this.#chains.tryRefresh(
      absent
        .filter((_, index) => ended[index] !== true)
        .flatMap(({ section, shares }) => [section, ...shares]),
    );
    return new Map(
      await Promise.all(absent.map(async (place) => [place.id, await this.#of(place)] as const)),
    );
  }

  /** Those that were deleted, by the chains that are known. */
  async deleted(places: readonly Place[]): Promise<ReadonlySet<ReportId>> {
    const deletions = await Promise.all(
      places.map(({ section, id }) => this.#vault.chains.deletion(section, id)),
    );
    return new Set(places.filter((_, index) => deletions[index] !== undefined).map(({ id }) => id));
  }

  /** The deletion of a report that lay in one of these; undefined where none of them tells one. */
  async deletionIn(sections: readonly KeyringId[], id: ReportId): Promise<Deletion | undefined> {
    await this.#chains.tryRefresh(sections);
    const told = await Promise.all(
      sections.map((section) => this.#vault.chains.deletion(section, id)),
    );
    return told.find((deletion) => deletion !== undefined);
  }

  async #of({ id, section, shares }: Place): Promise<Absence> {
    const deletion = await this.#vault.chains.deletion(section, id);
    if (deletion !== undefined) {
      return { kind: 'deleted', ...deletion };
    }
    return { kind: (await this.#isOpen([section, ...shares])) ? 'withheld' : 'ended' };
  }

  async #isEnded({ section, shares }: Place): Promise<boolean> {
    const ways = [section, ...shares];
    return ways.every((id) => this.#chains.knows(id)) && !(await this.#isOpen(ways));
  }

  async #isOpen(ways: readonly KeyringId[]): Promise<boolean> {
    const views = await this.#chains.views(ways);
    return [...views.values()].some(({ capabilities }) => capabilities.has('open'));
  }
}
