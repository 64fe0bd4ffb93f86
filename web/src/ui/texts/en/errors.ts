/** One sentence for each code: what happened, and what to do. */
export const errors = {
  tryAgainIn: (seconds: number) =>
    `There were too many attempts. Wait ${seconds} seconds and try again.`,
  codes: {
    malformed:
      'The service answered something that this portal does not understand. Reload the page; if it happens again, tell whoever runs the service.',
    unauthenticated: 'You are not logged in. Log in and try again.',
    'session-expired': 'Your session has ended. Log in again; nothing of yours is lost.',
    'wrong-credentials':
      'E-mail and password, passkey or code do not match. Check them and try again.',
    denied:
      'You do not have permission for this. Ask the person who manages the record to share it with you.',
    'invitation-refused':
      'This service takes invited people only, and the invitation is missing, wrong, used or too old. Ask whoever runs the service for a new one.',
    'sign-up-closed': 'This service takes no new accounts. Ask whoever runs it.',
    'not-found':
      'There is nothing here, or it is not shared with you. Check the address, or ask whoever sent it to you.',
    'quota-exceeded':
      'Your account has used all the room that this service gives it. Delete what you no longer need, or ask whoever runs the service for more.',
    'too-slow': 'The connection was too slow to finish this. Try again on a better connection.',
    superseded: 'The same part is being sent from another window or device. Let that one finish.',
    'still-owner':
      'Nobody else who has an account would own this for good, and others or reports depend on it. Make somebody else an owner first, without an end date, or delete what is in it.',
    'chain-full':
      'So much has changed here since an owner last changed something that nothing more can be added. Ask an owner to add or remove somebody, or to use “medseal refresh”; if an owner is told this, make a new record or department and go on there.',
    'email-taken': 'There is an account with this e-mail already. Log in, or use another e-mail.',
    'head-moved':
      'Somebody else changed the same thing at the same moment. Nothing was lost; try again.',
    'stale-seal': 'The keys were renewed while this was under way. Nothing was lost; try again.',
    'already-exists': 'This exists already. Reload the page to see it.',
    'already-complete': 'This upload was finished before. Reload the page to see the report.',
    'upload-incomplete': 'Parts of the upload are missing. Resume it to send the rest.',
    damaged:
      'What the service stores of this is missing or damaged, so it cannot be shown. Tell whoever runs the service: a backup may still have it.',
    gone: 'This has been deleted. If you need it, ask the person who manages the record.',
    'changed-meanwhile':
      'This was changed on another device at the same moment. Nothing was lost; try again.',
    'corrected-meanwhile':
      'Somebody corrected the report while it was being moved. It is where it was; move it again.',
    'corrected-in-both':
      'Somebody corrected the report after it had arrived at its new place. It is in both places: correct it in the new one too, then delete it in the old one.',
    'moved-elsewhere':
      'The report has arrived at another place already, or somebody else deleted or moved it. If it is there twice, delete one of them.',
    'correction-too-long':
      'This report says so much of itself that it cannot be corrected. Nothing was changed: upload it as a new version instead.',
    'too-large':
      'This is larger than the service accepts. Split it into smaller reports and upload them one by one.',
    'list-endless':
      'The service sends the same part of a list again and again. What is missing from the list cannot be told. Reload the page; if it happens again, tell whoever runs the service.',
    'history-too-long':
      'Its history has grown too long to be read, so nothing of it can be checked or shown. Ask the person who manages it to begin a new one.',
    'statement-refused':
      'The service refused a change of who has access, so nothing was changed. Reload the page and try again.',
    'clock-skew':
      'The clock of this device is wrong. Set date and time to automatic in the device’s settings, then try again.',
    'digest-mismatch': 'Something was damaged on the way to the service. Try again.',
    'too-many-requests': 'There were too many attempts. Wait a minute and try again.',
    internal: 'The service had a problem of its own. Try again in a few minutes.',
    unavailable: 'The service is not available just now. Try again in a few minutes.',
    'storage-full': 'The service has no room left. Tell whoever runs it; what you have is safe.',
    'unknown-suite':
      'This was sealed by a newer version of Medseal. Reload the page to get the newest portal.',
    'wrong-key':
      'None of your keys opens this. Ask the person who manages the record to share it again.',
    tampered:
      'The stored data was changed after it was sealed, so it is not shown. Do not rely on it; ask the author to upload it again and tell whoever runs the service.',
    truncated:
      'Part of the stored data is missing, so it is not shown. Ask the author to upload it again and tell whoever runs the service.',
    'broken-chain':
      'The history of who has access does not fit together, so it is not trusted. Tell whoever runs the service, and share nothing until it is explained. If they have restored it from a backup, it is whole again when those who share this log in with the medseal program, which gives back what it has seen.',
    'added-late':
      'Changes were added that are dated before this device had been told that there are none. If the service was restored from a backup, it may just have got them back. Otherwise somebody may have dated them back. It is left alone until you say that they are right.',
    'bad-signature':
      'A signature is wrong: this was not signed by the person it names. Do not rely on it, and tell the person it names.',
    'no-authority':
      'Whoever signed this had no right to do so, so it is not shown. Tell the person who manages the record.',
    'stale-generation':
      'The service answered with keys that are out of date. Reload the page; if it happens again, tell whoever runs the service.',
    'expired-member': 'Your access has ended. Ask the person who manages the record to renew it.',
    'rotation-due':
      'The record’s keys must be renewed first. Ask the person who manages the record to open Medseal once, then try again.',
    closed: 'This has been closed and takes nothing new. Choose another record or section.',
    'invalid-change': 'This change is not possible. Reload the page and try again.',
    'keys-withheld':
      'The service does not hand out the keys to this, though they were made for you. Try again later; if it happens again, tell whoever runs the service.',
    'not-shown':
      'The service did not show enough of the history of who has access to check this. Try again; if it happens again, tell whoever runs the service.',
    withheld:
      'The service does not show this report, though nobody who manages the record deleted it. Ask whoever runs the service for it.',
    deleted: 'Somebody who manages the record deleted this report. If you need it, ask them.',
    'not-accepted':
      'Somebody shares this with you, and you have not accepted it. Look at what is shared with you, and decide there.',
    'too-many-decisions':
      'There is no room for more decisions. Block the person instead of declining each thing.',
    'contact-changed':
      'The service now names somebody else under this e-mail than before. Do not share. Call the person, compare the safety number with them, and go on only if it is the same.',
    offline: 'There is no connection. Check the network; what was under way goes on by itself.',
    aborted: 'This was stopped. Start it again when you want to.',
    locked: 'Medseal is locked. Unlock it and try again.',
    'weak-password':
      'This password is too easy to guess. Take three or four words that have nothing to do with each other or with you, or let a password manager choose.',
    'email-refused':
      'This is not an e-mail address that Medseal takes. Use Latin letters, digits and the usual signs before the @, and a domain after it.',
    'recovery-code-mistyped':
      'The recovery code has a typing error. Compare it with your sheet, group by group.',
    'passkey-unsupported':
      'This browser or passkey cannot open Medseal by itself. Use a password, or try another browser or security key.',
    'passkey-cancelled': 'The passkey was not used. Try again, and confirm when the device asks.',
    'file-changed':
      'A file is not the same as when the upload began. Choose the original files, or cancel and start anew.',
    'file-unreadable':
      'A file could not be read. Check that it still exists and is not open elsewhere, then choose it again.',
    'file-name-refused': 'A file’s name cannot be stored. Rename the file and choose it again.',
    'file-empty': 'A file is empty. Leave it out, or get it again from where it comes from.',
    'day-refused': 'This day is not in the calendar, or has not come yet. Correct the date.',
    'device-storage-full': 'This device has no room left. Free some space, then try again.',
    'browser-unsupported':
      'This browser is too old for Medseal, or a setting of it forbids what Medseal needs. Use a current Firefox, Chrome, Edge or Safari.',
    'storage-blocked':
      'This browser does not let Medseal keep anything. Allow cookies and site data for this address, or leave the private window, then reload the page.',
    'address-insecure':
      'Medseal opens reports over an encrypted connection only. Open this address with https:// at its beginning.',
    unexpected:
      'Something went wrong in the portal itself. Reload the page; if it happens again, tell whoever runs the service.',
  },
};
