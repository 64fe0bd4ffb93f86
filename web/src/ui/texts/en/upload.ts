/** Choosing files, planning reports, and the uploads under way. */
export const upload = {
  title: 'Add reports',
  newVersionTitle: 'Add a new version',
  replaces: (title: string) => `Replaces “${title}”. The earlier version stays readable.`,
  dropTitle: 'Drag files or whole folders here',
  pickTitle: 'Choose files or photos',
  dropHelp:
    'DICOM studies are recognised and put together. Everything is sealed on this device before it is sent.',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  looking: (done: number, all: number) => `Looking at file ${done} of ${all}…`,
  lookingLabel: 'Looking at the files',
  where: 'Where to',
  record: 'Record',
  section: 'Section',
  noRecord:
    'There is no record that you may add to. Create one, or ask the patient to let you add reports.',
  planned: (count: number) =>
    count === 1 ? '1 report will be added' : `${count} reports will be added`,
  reportTitle: 'Title',
  type: 'Type',
  specialty: 'Specialty',
  date: 'Date of the examination',
  dateWrong: 'Write a day that has come, such as 2026-11-25.',
  titleMissing: 'Give it a title.',
  remove: (title: string) => `Leave out “${title}”`,
  join: 'Make one report of all files',
  applyAll: 'Specialty for all',
  start: (count: number) => (count === 1 ? 'Seal and upload' : `Seal and upload ${count} reports`),
  starting: (done: number, all: number) => `Preparing ${done} of ${all}…`,
  study: 'DICOM study',
  studyOf: (modality: string) => `${modality} study`,
  images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
  otherPatients: 'Files of another patient?',
  notOfRecord: (record: string) =>
    `The record is of “${record}”. These files name somebody else; nothing is added before you say yes to each, or leave their files out.`,
  severalPatients: (count: number) =>
    `These files name ${count} patients. Nothing is added before you say yes to each, or leave their files out.`,
  meant: (files: number) =>
    files === 1
      ? 'Yes, this file belongs into this record'
      : `Yes, these ${files} files belong into this record`,
  leaveOut: (files: number) => (files === 1 ? 'Leave out this file' : `Leave out ${files} files`),
  leaveOutOf: (patient: string, files: number) =>
    files === 1 ? `Leave out this file of ${patient}` : `Leave out ${files} files of ${patient}`,
  answerMissing: 'Say yes, or leave these files out.',
  nobodyNamed: 'Somebody without a name',
  patientNumber: (number: string) => `number “${number}”`,
  twoNames: (one: string, other: string) =>
    `These files give one patient number to two names: ${one} and ${other}.`,
  notYet: (date: string) =>
    `These files say that they were made on ${date}, which has not come yet. Write the right day.`,
  leftOutHidden: (count: number) => `Left out: ${count} hidden or system files.`,
  leftOutEmpty: (name: string, count: number) =>
    count === 1
      ? `“${name}” is empty and is left out. Get it again from where it comes from.`
      : `${count} files are empty and are left out. Get them again from where they come from.`,
  leftOutOfDisc: (count: number, names: string) =>
    count === 1
      ? `Left out: 1 file of the disc itself: ${names}.`
      : `Left out: ${count} files of the disc itself: ${names}.`,
  wholeDiscs: 'Also add what belongs to the disc itself',
  unreadableHeader: (name: string, count: number) =>
    count === 1
      ? `“${name}” looks like DICOM, but its header could not be read. It is uploaded as it is.`
      : `${count} files look like DICOM, but their headers could not be read. They are uploaded as they are.`,
  dock: 'Uploads',
  dockSummary: (running: number) =>
    running === 0
      ? 'Uploads finished'
      : running === 1
        ? '1 upload under way'
        : `${running} uploads under way`,
  collapse: 'Show less',
  expand: 'Show all',
  phases: {
    waiting: 'Waiting',
    running: 'Uploading',
    paused: 'Paused',
    offline: 'Waiting for the network',
    'needs-files': 'Choose the files again to go on',
    done: 'Stored',
    failed: 'Stopped',
  },
  rate: (rate: string) => `${rate}/s`,
  left: (time: string) => `${time} left`,
  of: (done: string, all: string) => `${done} of ${all}`,
  pause: (title: string) => `Pause “${title}”`,
  resume: (title: string) => `Resume “${title}”`,
  cancel: (title: string) => `Cancel “${title}”`,
  dismiss: (title: string) => `Remove “${title}” from the list`,
  dismissFinished: 'Remove everything finished from the list',
  open: (title: string) => `Open “${title}”`,
  chooseAgain: 'Choose the files',
  chooseAgainFolder: 'Choose the folder',
  cancelTitle: 'Cancel this upload?',
  cancelText: (title: string) => `What was sent of “${title}” is removed here and at the service.`,
  cancelAction: 'Cancel the upload',
};
