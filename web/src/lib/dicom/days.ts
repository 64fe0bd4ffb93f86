/**
 * A day as DICOM writes it (DA of PS3.5 section 6.2, and with the dots or hyphens of older devices), as
 * `YYYY-MM-DD`; undefined for what is no day of the calendar.
 */
export function dayOf(value: string | undefined): string | undefined {
  const parts = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/u.exec(value ?? '');
  if (parts === null) {
    return undefined;
  }
  const day = parts.slice(1).join('-');
  const parsed = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day
    ? undefined
    : day;
}
