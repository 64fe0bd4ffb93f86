/**
 * A day of the calendar as `YYYY-MM-DD`, from eight digits with `.` or `-` between its parts or without
 * (PS3.5 section 6.2, and the editions before DICOM); undefined for anything else.
 */
export function dayOf(value: string | undefined): string | undefined {
  const [, year = '', , month = '', date = ''] =
    /^(\d{4})([.-]?)(\d{2})\2(\d{2})$/u.exec(value ?? '') ?? [];
  const day = `${year}-${month}-${date}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return year === '0000' ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== day
    ? undefined
    : day;
}

/** A whole number that fits 32 bits; undefined for anything else, however it begins. */
export function wholeNumber(text: string | undefined): number | undefined {
  const value = /^[+-]?\d{1,10}$/u.test(text ?? '') ? Number(text) : undefined;
  return value === undefined || (value | 0) !== value ? undefined : value | 0;
}
