// Quotation marks by Unicode's property, and what looks like one: as the Java library has them.
const MARK =
  '\\p{Pi}\\p{Pf}"\'`\\u00A8\\u00B4\\u02B9-\\u02BF\\u02C8\\u02CA\\u02CB\\u02DD\\u02EE' +
  '\\u02F4-\\u02F6\\u0374\\u0384\\u055A\\u055D\\u05F2-\\u05F4\\u07F4\\u07F5\\u144A\\u16CC\\u16EB' +
  '\\u1CD3\\u1FBD\\u1FBF\\u1FEF' +
  '\\u1FFD\\u1FFE\\u201A\\u201E\\u2032-\\u2037\\u2057\\u275B-\\u2760\\u276E\\u276F\\u2E42' +
  '\\u3003\\u300C-\\u300F\\u301D-\\u301F\\uA78B\\uA78C\\uFE41-\\uFE44\\uFF02\\uFF07\\uFF40' +
  '\\uFF62\\uFF63\\u{1F676}-\\u{1F678}';
const LETTER = `(?![${MARK}])[\\p{L}\\p{N}]`;
const MARKS = new RegExp(`(?<=\\p{M}|${LETTER})([${MARK}])(?=${LETTER})|[${MARK}]`, 'gu');
const BLANKS = /(?:(?![\u200C\u200D])[\p{Z}\p{C}\u115F\u1160\u2800\u3164\uFFA0])+/gu;
// Bengali and Kannada write a joiner between a letter and its virama.
const STRAYS = new RegExp(`(?<!(?:\\p{M}|\u200C|\u200D|${LETTER}))(?:\\p{M}|\u200C|\u200D)+`, 'gu');

/**
 * A name that somebody chose, for sentences: without anything that looks like a quotation mark, but
 * for apostrophes within words, so that it neither ends a quotation nor imitates one.
 */
export function chosenName(name: string): string {
  return name
    .replace(BLANKS, ' ')
    .replace(STRAYS, '')
    .replace(MARKS, (_mark, within: string | undefined) => (within === undefined ? '' : "'"))
    .replace(BLANKS, ' ')
    .trim();
}

/** The same in quotation marks, for wherever it stands beside words of the portal's own. */
export function quoted(name: string): string {
  return `“${chosenName(name)}”`;
}
