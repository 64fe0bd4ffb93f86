/** The share dialog. */
export const sharing = {
  titles: {
    record: 'Share the whole record',
    section: 'Share a section',
    report: 'Share one report',
  },
  scope: {
    record: 'Everything in it, now and later',
    section: 'Everything in this section, now and later',
    report: 'Only this report',
  },
  whom: 'With whom?',
  emailLabel: 'E-mail of the person',
  find: 'Find',
  nobody: 'Nobody has an account with this e-mail. Check it, or ask the person to sign up first.',
  yourself: 'This is your own address: there is nothing to share with yourself.',
  foundNew:
    'This device has not seen this address before: compare the safety number with the person.',
  foundKnown: 'You know this person already.',
  knownPeople: 'Shared with before',
  blocked:
    'You have blocked this person. If you share with them, they see it; what they share does not reach you until you unblock them.',
  role: 'What may they do?',
  roles: {
    reader: 'May read',
    collaborator: 'May read and add',
    contributor: 'May add, not read',
    manager: 'May read, add and share',
    owner: 'May do everything',
  },
  roleHelp: {
    reader: 'Opens reports. Adds and shares nothing.',
    collaborator: 'Opens and adds reports. Shares nothing.',
    contributor: 'Adds reports and cannot read any: for laboratories.',
    manager: 'Opens and adds reports, and decides who else may.',
    owner: 'May do everything that you may. For family or guardians.',
  },
  until: 'For how long?',
  presets: {
    day: '1 day',
    week: '1 week',
    month: '1 month',
    year: '1 year',
    always: 'Until I stop it',
    date: 'Until a date',
  },
  lastDay: 'Last day',
  lastDayWrong: 'Choose a day that is still to come.',
  share: 'Share',
  /** What is in force now, as the signed history says. */
  standing: (name: string, role: string, until: string | undefined) =>
    `Now in force: ${name} – ${role}${until === undefined ? '' : `, until ${until}`}.`,
  /** After the standing, where something was shared. */
  afterAccepting: (name: string) =>
    `If ${name} has not accepted anything of yours yet, they see it after accepting.`,
  firstAccepts: 'Whoever you share with for the first time sees it only after accepting it.',
  nothingHere: (name: string) => `${name} has no access here.`,
  elsewhere: (name: string) =>
    `${name} was taken out here, but still has access another way: see who has access.`,
  changeRole: (name: string) => `What ${name} may do`,
  lookAgain: 'Somebody whose history cannot be verified',
  leave: 'Leave',
  leaveTitle: 'Leave this record?',
  leaveText:
    'You give up your own access. Only somebody who manages the record can give it to you again.',
  left: 'You have left.',
  leftElsewhere:
    'You have left, but still have access through a group or a larger part of the record.',
  changedTitle: 'Stop: this is not who it was before',
  changed: {
    show: 'Compare the new safety number',
    before: 'Before',
    now: 'Now',
    forgotten: 'The earlier keys cannot be read any more.',
    why: 'Harmless when the person made a new account. If not, somebody may want to read what you share. Ask the person, face to face or on the phone, for the safety number that their account page shows now. Do not use a number from an e-mail or a message.',
    newNumber: 'It has to be exactly this number:',
    confirm: 'I have compared the number with them in person or by phone. It is the same.',
    accept: 'Accept the new keys',
    refuse: 'Do not share',
    gone: 'The service answers differently now. Look for the e-mail again.',
  },
  whoSees: 'Who has access',
  nobodyElse: 'Nobody but you.',
  givenOn: {
    record: 'through the whole record',
    section: (name: string) => `through the section “${name}”`,
    report: 'this report only',
    titled: (title: string) => `the report “${title}” only`,
  },
  /** Where it was given, and the group to which. */
  throughToo: (place: string, group: string) => `${place}, as one of ${group}`,
  givenBy: (name: string, date: string) => `given by ${name} on ${date}`,
  throughGroup: (count: number) =>
    count === 1 ? '1 person through it' : `${count} people through it`,
  path: (groups: string) => `through ${groups}`,
  stop: 'Stop',
  stopFor: (name: string) => `Stop sharing with ${name}`,
  stopTitle: (name: string) => `Stop sharing with ${name}?`,
  stopText: {
    record:
      'Their access to the whole record ends, and with it what they were given of its sections and single reports.',
    section: (name: string) =>
      `Their access to the section “${name}” ends, and with it what they were given of its single reports.`,
    report: 'Their access to this report ends.',
  },
  stopKeeps: (ways: string) => `They keep what they have otherwise: ${ways}.`,
  stopSaved: 'What they have already saved or printed remains with them.',
  stopGroupText: (count: number) =>
    count === 1 ? '1 person loses this access.' : `${count} people lose this access.`,
  stopAction: 'Stop sharing',
  stopped: {
    record: (name: string) => `${name} has no access to anything of this record any more.`,
    section: (name: string, section: string) =>
      `${name} has no access to the section “${section}” any more.`,
    report: (name: string) => `${name} has no access to this report any more.`,
  },
  remains: (name: string, ways: string) => `${name} still has access: ${ways}.`,
  compare: 'Compare the safety number',
  close: 'Close',
  loading: 'Looking who has access…',
};
