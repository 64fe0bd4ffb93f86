/** Words that several features use. */
export const common = {
  appName: 'Medseal',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  loading: 'Loading…',
  retry: 'Try again',
};
