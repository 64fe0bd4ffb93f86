import { PortalError } from '../contract/errors.ts';

/** More than any account has; a list that is longer has no end. */
const MOST_PAGES = 5_000;

interface Page {
  readonly next?: string | undefined;
}

/**
 * The way through a list that the service answers in pages: each that another one follows brings
 * something new, and ends where none before it ended. A list that does not get on rejects with
 * `list-endless`, so that a service that lies keeps nobody waiting for ever.
 */
export class Paging {
  readonly #asked = new Set<string>();
  readonly #had = new Set<string>();

  /** @param after where it begins; undefined for the first page */
  constructor(after?: string) {
    if (after !== undefined) {
      this.#asked.add(after);
    }
  }

  /**
   * Where the next page begins; undefined after the last one.
   *
   * @param ids of what lies on this page
   */
  next({ next }: Page, ids: readonly string[]): string | undefined {
    const before = this.#had.size;
    ids.forEach((id) => this.#had.add(id));
    if (next === undefined) {
      return undefined;
    }
    if (this.#had.size === before || this.#asked.has(next) || this.#asked.size >= MOST_PAGES) {
      throw new PortalError('list-endless');
    }
    this.#asked.add(next);
    return next;
  }
}

/**
 * All of a list.
 *
 * @param ask for the page behind `after`, which is a part of a query
 */
export async function allOf<P extends Page, T>(
  ask: (after: string) => Promise<P>,
  entries: (page: P) => readonly T[],
  id: (entry: T) => string,
): Promise<readonly T[]> {
  const paging = new Paging();
  const all: T[] = [];
  let query: string | undefined = '';
  while (query !== undefined) {
    const page: P = await ask(query);
    const found = entries(page);
    all.push(...found);
    const next = paging.next(page, found.map(id));
    query = next === undefined ? undefined : after(next);
  }
  return all;
}

/** The part of a query that asks for what comes behind it. */
export function after(cursor: string | undefined): string {
  return cursor === undefined ? '' : `&after=${encodeURIComponent(cursor)}`;
}
