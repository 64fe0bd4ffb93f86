import type { ChainHead, Instant, KeyringId, RememberedHead } from '@/crypto/index.ts';

/** When a head was last seen is written down again only now and then. */
const SEEN_EVERY = 60 * 60_000;

/** The newest head that this device has seen of a chain. */
export interface Remembered extends RememberedHead {
  readonly seq: number;
}

/** Of two at the same place, the one that was told to be the newest last; another one there is none. */
export function isNewer(head: Remembered, before: Remembered | undefined): boolean {
  return (
    before === undefined ||
    head.seq > before.seq ||
    (head.seq === before.seq &&
      head.head === before.head &&
      (head.seenAt ?? 0) > (before.seenAt ?? 0))
  );
}

/** Those of where chains stand now that tell more than what is remembered. */
export function toRemember(
  standing: readonly ChainHead[],
  remembered: ReadonlyMap<KeyringId, Remembered>,
  seenAt: Instant | undefined,
): readonly Remembered[] {
  return standing
    .filter(({ keyring, seq }) => {
      const known = remembered.get(keyring);
      const isOld = seenAt !== undefined && (known?.seenAt ?? 0) + SEEN_EVERY < seenAt;
      return known === undefined || known.seq < seq || isOld;
    })
    .map((head) => ({ ...head, ...(seenAt === undefined ? {} : { seenAt }) }));
}

/** As they were kept. */
export function heads(kept: unknown): readonly Remembered[] {
  return Array.isArray(kept) ? (kept as readonly Remembered[]) : [];
}
