import type { RememberedHead } from '@/crypto/index.ts';

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

/** As they were kept. */
export function heads(kept: unknown): readonly Remembered[] {
  return Array.isArray(kept) ? (kept as readonly Remembered[]) : [];
}
