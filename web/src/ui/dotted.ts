/** What is there of some facts, on a line; where it breaks, no line begins with a dot. */
export function dotted(...facts: readonly (string | undefined)[]): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join('\u00A0· ');
}
