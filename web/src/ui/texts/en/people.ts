/** How people, groups and their proofs are named. */
export const people = {
  kinds: {
    person: 'Person',
    service: 'Application',
    institute: 'Institute',
    department: 'Department',
    link: 'Link',
    claim: 'Letter with a code',
  },
  unnamed: 'Somebody without a published name',
  signsInAs: (address: string) => `Signs in as ${address}, says the service`,
  /** An address in place of a name, in a sentence. */
  addressSaid: (address: string) => `${address} (says the service)`,
  onlyAddress: 'Signs in with this address, says the service. Nobody checked whose it is.',
  endorsedBy: (institute: string) => `Confirmed by ${institute}`,
  licence: (licence: string) => `licence “${licence}”`,
  notEndorsed: 'No institute speaks for this person',
  compared: 'Safety number compared',
  notCompared: 'Safety number not compared yet',
  safetyNumber: 'Safety number',
  safetyHelp:
    'Read the number to each other in person or on the phone. If it is the same on both screens, nobody sits between you.',
  markCompared: 'It is the same',
  unmarkCompared: 'Forget that it was compared',
};
