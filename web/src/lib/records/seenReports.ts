import type { Keeper } from '../storage/keeper.ts';

interface Kept {
  readonly until: number;
  readonly ids: readonly string[];
}

/**
 * Which reports count as seen on this device. A log-out lets go of which they were, and leaves how new the
 * newest was then. After the next log-in what is not newer counts as seen; on a device that the person
 * was never at, everything that is there at first, and what lies further back than the lists go.
 */
export class SeenReports {
  readonly #keeper: Pick<Keeper, 'read' | 'change'>;
  #ids = new Set<string>();
  /** What was there before then counts as seen. */
  #until = 0;
  /** In its place, until the lists are complete for the first time after a log-in. */
  #untilThen: number | undefined;

  constructor(keeper: Pick<Keeper, 'read' | 'change'>) {
    this.#keeper = keeper;
  }

  async restore() {
    const [kept, visit] = await Promise.all([
      this.#keeper.read('seen'),
      this.#keeper.read('visit'),
    ]);
    if (isKept(kept)) {
      this.#ids = new Set(kept.ids);
      this.#until = kept.until;
    } else {
      this.#untilThen = typeof visit === 'number' ? visit : Number.POSITIVE_INFINITY;
    }
  }

  /** @param created when it became visible, in milliseconds since 1970 */
  has(report: string, created: number): boolean {
    return created <= (this.#untilThen ?? this.#until) || this.#ids.has(report);
  }

  /** It has been opened or uploaded here; answers whether that is new. */
  async mark(report: string): Promise<boolean> {
    if (this.#ids.has(report)) {
      return false;
    }
    this.#ids.add(report);
    await this.#write();
    return true;
  }

  /**
   * The lists are complete, the first time or again.
   *
   * @param listedFrom what became visible before then is not in them
   */
  async settle(
    entries: readonly { readonly id: string; readonly created: number }[],
    listedFrom: number,
  ) {
    const then = this.#untilThen;
    if (then !== undefined) {
      entries.filter(({ created }) => created <= then).forEach(({ id }) => this.#ids.add(id));
      this.#until = listedFrom;
      this.#untilThen = undefined;
      await this.#write();
    }
    const newest = entries.reduce((latest, { created }) => Math.max(latest, created), 0);
    await this.#keeper.change('visit', (kept) =>
      Promise.resolve(typeof kept === 'number' ? Math.max(kept, newest) : newest),
    );
  }

  async #write() {
    if (this.#untilThen === undefined) {
      await this.#keeper.change('seen', (kept) => {
        if (isKept(kept)) {
          kept.ids.forEach((id) => this.#ids.add(id));
          this.#until = Math.max(this.#until, kept.until);
        }
        const written: Kept = { until: this.#until, ids: [...this.#ids] };
        return Promise.resolve(written);
      });
    }
  }
}

function isKept(kept: unknown): kept is Kept {
  const { until, ids } = (kept ?? {}) as Partial<Kept>;
  return typeof until === 'number' && Array.isArray(ids);
}
