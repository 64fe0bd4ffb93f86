// Quotation marks by Unicode's property, and what looks like one: as the Java library has them.
const MARK =
  '\\p{Pi}\\p{Pf}"\'`\\u00A8\\u00B4\\u02B9-\\u02BF\\u02C8\\u02CA\\u02CB\\u02DD\\u02EE' +
  '\\u02F4-\\u02F6\\u0374\\u0384\\u055A\\u055D\\u05F2-\\u05F4\\u07F4\\u07F5\\u144A\\u16CC\\u16EB' +
  '\\u1CD3\\u1FBD\\u1FBF\\u1FEF' +
  '\\u1FFD\\u1FFE\\u201A\\u201E\\u2032-\\u2037\\u2057\\u275B-\\u2760\\u276E\\u276F\\u2E42' +
  '\\u3003\\u300C-\\u300F\\u301D-\\u301F\\uA78B\\uA78C\\uFE41-\\uFE44\\uFF02\\uFF07\\uFF40' +
  '\\uFF62\\uFF63\\u{1F676}-\\u{1F678}';
const WORD = `(?![${MARK}])[\\p{L}\\p{M}\\p{N}]`;
const MARKS = new RegExp(`(?<=${WORD})([${MARK}])(?=${WORD})|[${MARK}]`, 'gu');
const BLANKS = /(?:(?![\u200C\u200D])[\p{Z}\p{C}\u115F\u1160\u2800\u3164\uFFA0])+/gu;
// Behind a joiner a mark belongs to the letter before it: Bengali and Kannada are written so.
const STRAY_ACCENTS = /(?<![\p{L}\p{M}\p{N}])(?<![\p{L}\p{M}\p{N}][\u200C\u200D])\p{M}+/gu;
const ONLY_JOINERS = /^(?:\u200C|\u200D| )*$/u;

/**
 * A name that somebody chose, for sentences: without anything that looks like a quotation mark, but
 * for apostrophes within words, so that it neither ends a quotation nor imitates one.
 */
export function chosenName(name: string): string {
  const chosen = name
    .replace(BLANKS, ' ')
    .replace(MARKS, (_mark, within: string | undefined) => (within === undefined ? '' : "'"))
    .replace(STRAY_ACCENTS, '')
    .replace(BLANKS, ' ')
    .trim();
  return ONLY_JOINERS.test(chosen) ? '' : chosen;
}

/** The same in quotation marks, for wherever it stands beside words of the portal's own. */
export function quoted(name: string): string {
  return `“${chosenName(name)}”`;
}
