/** What fails for everybody alike: one line of a list does not hide it. */
export const STOPPING = [
  'offline',
  'unavailable',
  'too-many-requests',
  'unauthenticated',
  'session-expired',
  'locked',
  'aborted',
] as const;
