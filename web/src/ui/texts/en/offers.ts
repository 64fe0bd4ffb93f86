/** What others share, before it is accepted. */
export const offers = {
  title: 'Shared with you',
  lead: 'What somebody shares is shown, searched and opened only after you accept it. Nobody is told what you decide.',
  line: (people: number) =>
    people === 1
      ? 'Somebody shares something with you and waits for your answer.'
      : `${people} people share something with you and wait for your answer.`,
  look: 'Look at it',
  sharedBy: (name: string) => `Shared with you by ${name}`,
  kinds: {
    record: 'A patient’s record',
    section: 'A section of a record',
    share: 'One report',
    department: (name: string) => (name === '' ? 'A department' : `The department “${name}”`),
  },
  since: (date: string) => `since ${date}`,
  unsound: 'Its history does not verify, so it cannot be accepted.',
  more: (count: number) => `and ${count} more`,
  morePeople: (count: number) =>
    count === 1
      ? 'One more person waits. Answer these first.'
      : `${count} more people wait. Answer these first.`,
  help: (name: string) =>
    `If you accept, what ${name} shares later comes in by itself. If you decline, you are asked again when something new is shared. If you block, you are not asked any more.`,
  compare: 'Compare the safety number',
  accept: 'Accept',
  decline: 'Decline',
  block: 'Block',
  acceptFrom: (name: string) => `Accept what ${name} shares`,
  declineFrom: (name: string) => `Decline what ${name} shares`,
  blockPerson: (name: string) => `Block ${name}`,
  accepted: (name: string) => `Accepted. What ${name} shares is in your lists now.`,
  declined: (name: string) => `Declined. What ${name} shares is in none of your lists.`,
  blocked: (name: string) => `${name} is blocked. What they share reaches you no more.`,
  nothing: 'Nothing waits for your answer',
  nothingText: 'When somebody shares something with you for the first time, it appears here.',
  declinedTitle: 'Declined',
  blockedTitle: 'Blocked',
  acceptedTitle: 'Comes in by itself',
  groupsTitle: 'Groups you belong to',
  leaveGroup: (name: string) => `Leave ${name}`,
  leaveGroupTitle: (name: string) => `Leave ${name}?`,
  leaveGroupText:
    'You give up what is shared with this group. Only somebody who manages the group can take you in again.',
  declinedCount: (count: number) => (count === 1 ? '1 declined' : `${count} declined`),
  askAgain: 'Ask me again',
  askAgainFor: (name: string) => `Ask me again about what ${name} shares`,
  unblock: 'Unblock',
  unblockPerson: (name: string) => `Unblock ${name}`,
  undone: (name: string) => `You are asked again about what ${name} shares.`,
};
