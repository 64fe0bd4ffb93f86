/** What happened to a record, in plain words. */
export const activity = {
  titleRecord: (patient: string) => `Activity · ${patient}`,
  titleReport: 'Activity of one report',
  lead: 'Written down by the service: who saw titles, opened, shared or was refused, newest first.',
  back: 'Back to the record',
  backReport: 'Back to the report',
  you: 'You',
  aReport: 'a report',
  theRecord: 'the record',
  somebody: 'somebody',
  sentences: {
    created: (who: string, where: string) => `${who} created ${where}`,
    uploaded: (who: string, report: string) => `${who} added ${report}`,
    seen: (who: string, report: string) => `${who} saw the title of ${report}`,
    seenAll: (who: string, where: string) => `${who} saw the titles in ${where}`,
    opened: (who: string, report: string) => `${who} opened ${report}`,
    corrected: (who: string, report: string) => `${who} corrected ${report}`,
    deleted: (who: string, report: string) => `${who} deleted ${report}`,
    'moved-away': (who: string, report: string) => `${who} moved ${report} to another place`,
    'moved-here': (who: string, report: string) =>
      `${who} brought ${report} here from another place`,
    shared: (who: string, what: string, whom: string, role: string) =>
      `${who} shared ${what} with ${whom}${role === '' ? '' : ` (${role})`}`,
    unshared: (who: string, what: string, whom: string) =>
      `${who} stopped sharing ${what} with ${whom}`,
    left: (who: string, what: string) => `${who} left ${what}`,
    rotated: (who: string, what: string) => `${who} renewed the keys of ${what}`,
    'profile-changed': (who: string, what: string) => `${who} changed the description of ${what}`,
    closed: (who: string, what: string) => `${who} closed ${what}`,
    refused: (who: string, what: string) => `${who} was refused: ${what}`,
  },
  /** What was asked for, by the service's word. */
  refusals: {
    read: 'reading',
    open: 'opening a report',
    change: 'a change',
    activity: 'looking at the activity',
    upload: 'adding a report',
  } as Readonly<Record<string, string>>,
  section: (name: string) => `the section “${name}”`,
  aSection: 'a section',
  emptyTitle: 'Nothing has happened yet',
  empty: 'When somebody opens, adds or shares something here, it is written down on this page.',
  today: 'Today',
  yesterday: 'Yesterday',
};
