/** Bytes `from` to `to`, `to` excluded. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What a `Range` header asks of `size` bytes (RFC 9110 section 14): all of them where there is none,
 * or one that is not a single byte range; undefined where it lies outside.
 */
export function byteRange(header: string | null, size: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (first === '' && last === '') {
    return { from: 0, to: size };
  }
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? undefined : { from: size - length, to: size };
  }
  const from = Number(first);
  const to = last === '' ? size : Math.min(Number(last) + 1, size);
  return from >= size || to <= from ? undefined : { from, to };
}
