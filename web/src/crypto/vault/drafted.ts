import type { ChainAppend, Draft } from './draft.ts';

/** Statements to append, all or none, and what will be true when the service has taken them. */
export interface Drafted<T> {
  readonly appends: readonly ChainAppend[];
  readonly value: T;
}

/** Takes the statements out of a draft that is done, and wipes it. */
export async function drafted<T>(draft: Draft, value: T): Promise<Drafted<T>> {
  const appends = await draft.finish();
  draft.wipe();
  return { appends, value };
}
