import type { Late, LateChanges, Unopened } from '../../src/lib/portal.ts';
import type { FakeFeed } from './feed.ts';

/** What was added late, and is left out until it is accepted. */
export class FakeLate implements Late {
  all: readonly LateChanges[] = [];
  readonly #unopened: FakeFeed<Unopened>;

  constructor(unopened: FakeFeed<Unopened>) {
    this.#unopened = unopened;
  }

  changes(): Promise<readonly LateChanges[]> {
    return Promise.resolve(this.all);
  }

  accept(late: LateChanges): Promise<void> {
    this.all = this.all.filter(({ keyring }) => keyring !== late.keyring);
    this.#unopened.change((items) => items.filter(({ keyring }) => keyring !== late.keyring));
    return Promise.resolve();
  }
}
