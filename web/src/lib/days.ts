const FIRST = '1850-01-01';
const FARTHEST_EAST_MS = 14 * 60 * 60 * 1_000;

/** Whether it is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  // Some browsers take the 31st of February for a day in March.
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text)
  );
}

/** Whether somebody can have been born or examined on it: it has begun somewhere on earth. */
export function isDayReached(text: string, now = new Date()): boolean {
  const newest = new Date(now.getTime() + FARTHEST_EAST_MS).toISOString().slice(0, FIRST.length);
  return isDay(text) && text >= FIRST && text <= newest;
}
