const MAX_BYTES = 1_024;
const encoder = new TextEncoder();

/** Compares names as people expect: `slice 9` before `slice 10`. */
export function inNaturalOrder(one: string, other: string): number {
  const mine = one.match(PIECE) ?? [];
  const theirs = other.match(PIECE) ?? [];
  for (let at = 0; at < mine.length && at < theirs.length; at += 1) {
    const [a = '', b = ''] = [mine[at], theirs[at]];
    const order =
      isNumber(a) && isNumber(b) ? byValue(a, b) : byUnits(withoutCase(a), withoutCase(b));
    if (order !== 0) {
      return order;
    }
  }
  return mine.length - theirs.length || byUnits(one, other);
}

const PIECE = /[0-9]+|[^0-9]+/gu;

function isNumber(piece: string): boolean {
  return piece >= '0' && piece < ':';
}

function byValue(one: string, other: string): number {
  const [a, b] = [one, other].map((digits) => digits.replace(/^0+(?=.)/u, ''));
  return (a ?? '').length - (b ?? '').length || byUnits(a ?? '', b ?? '');
}

function withoutCase(text: string): string {
  return [...text]
    .map((letter) => {
      const upper = letter.toUpperCase();
      return (upper.length === letter.length ? upper : letter).toLowerCase();
    })
    .join('');
}

/** In the order of their codes. */
export function byUnits(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function isAllowed(name: string): boolean {
  return (
    name.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..') &&
    encoder.encode(name).length <= MAX_BYTES / 2
  );
}

function allowed(raw: string): string {
  const name = raw
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\\]/g, '_');
  if (isAllowed(name)) {
    return name;
  }
  // Too long, or of odd segments: the last segment tells most, and of it the end.
  const characters = [...(name.split('/').at(-1) ?? '')];
  while (characters.length > 0 && !isAllowed(characters.join(''))) {
    characters.shift();
  }
  return characters.length === 0 ? 'file' : characters.join('');
}

/** Names of files in one report: as manifests allow them (spec/bodies.md section 4), none twice. */
export class ReportNames {
  readonly #taken = new Set<string>();

  /** The name itself where it can stay, else the nearest one that can. */
  unique(raw: string): string {
    const name = allowed(raw);
    let candidate = name;
    for (let copy = 2; this.#taken.has(candidate.toLowerCase()); copy++) {
      const slash = name.lastIndexOf('/');
      const dot = name.lastIndexOf('.');
      candidate =
        dot > slash + 1 ? `${name.slice(0, dot)} (${copy})${name.slice(dot)}` : `${name} (${copy})`;
    }
    this.#taken.add(candidate.toLowerCase());
    return candidate;
  }
}

/** A name for a file that is made here, which none of the others has. */
export function freeName(
  files: readonly { readonly name: string }[],
  stem: string,
  extension: string,
): string {
  const taken = new Set(files.map((file) => file.name.toLowerCase()));
  let name = `${stem}.${extension}`;
  for (let copy = 2; taken.has(name); copy++) {
    name = `${stem} (${copy}).${extension}`;
  }
  return name;
}
