import {
  type ChainAppend,
  type NewSlot,
  type PasswordParameters,
  type SealedSecret,
  toBase64Url,
} from '@/crypto/index.ts';
import * as wire from './wire.ts';

/** The records of the module `protocol`, as far as the portal uses them. */

const passwordParameters: wire.Reader<PasswordParameters> = wire.object({
  salt: wire.bytes,
  memoryKiB: wire.count,
  iterations: wire.count,
  parallelism: wire.count,
});

const slot = wire.object({
  id: wire.bytes,
  kind: wire.oneOf('password', 'recovery', 'passkey'),
  slot: wire.bytes,
  created: wire.time,
  password: wire.optional(passwordParameters),
  label: wire.optional(wire.bytes),
  credentialId: wire.optional(wire.bytes),
});
export type Slot = wire.Read<typeof slot>;

const notice = wire.object({
  time: wire.time,
  kind: wire.oneOf(
    'log-in-failed',
    'new-device',
    'password-changed',
    'password-removed',
    'recovery-changed',
    'passkey-added',
    'passkey-removed',
    'keys-renewed',
  ),
  way: wire.oneOf('password', 'recovery', 'passkey'),
  origin: wire.text,
  client: wire.text,
  count: wire.count,
});
export type NoticeAnswer = wire.Read<typeof notice>;

const notices = wire.object({ notices: wire.list(notice) });

const service = wire.object({
  signUp: wire.oneOf('open', 'invitation', 'closed'),
  restoration: wire.optional(wire.object({ taken: wire.time, restored: wire.time })),
});

const sessionOpened = wire.object({
  token: wire.text,
  expires: wire.time,
  email: wire.text,
  keyring: wire.keyring,
  slots: wire.list(slot),
  device: wire.text,
  notices: wire.list(notice),
});
export type SessionOpened = wire.Read<typeof sessionOpened>;

const account = wire.object({
  email: wire.text,
  keyring: wire.keyring,
  created: wire.time,
  slots: wire.list(slot),
});
export type AccountAnswer = wire.Read<typeof account>;

const sessions = wire.object({
  sessions: wire.list(
    wire.object({
      id: wire.text,
      created: wire.time,
      lastUsed: wire.time,
      client: wire.text,
      current: wire.flag,
    }),
  ),
});

const usage = wire.object({
  storedBytes: wire.count,
  inBytes: wire.count,
  outBytes: wire.count,
  requests: wire.count,
  since: wire.time,
});

const past = wire.object({
  statement: wire.text,
  path: wire.list(wire.sha256),
  next: wire.optional(wire.text),
  nextPath: wire.list(wire.sha256),
  state: wire.bytes,
});

const begun = wire.object({
  line: wire.list(
    wire.object({
      statement: wire.text,
      signedBy: wire.count,
      path: wire.list(wire.sha256),
    }),
  ),
  state: wire.bytes,
  seen: wire.optional(past),
});

const chains = wire.object({
  chains: wire.list(
    wire.object({
      keyring: wire.keyring,
      after: (value) => (value === -1 ? -1 : wire.count(value)),
      seq: wire.count,
      head: wire.statementHash,
      statements: wire.list(wire.text),
      signedBy: wire.list(wire.count),
      begun: wire.optional(begun),
    }),
  ),
  signatures: wire.list(wire.bytes),
});

const pasts = wire.object({
  pasts: wire.list(wire.object({ keyring: wire.keyring, past })),
});

const envelopes = wire.object({
  envelopes: wire.list(
    wire.object({
      keyring: wire.keyring,
      generation: wire.count,
      recipient: wire.keyring,
      recipientGeneration: wire.count,
      envelope: wire.bytes,
      path: wire.list(wire.sha256),
    }),
  ),
});

const keyringSummary = wire.object({
  keyring: wire.keyring,
  kind: wire.oneOf(
    'person',
    'service',
    'institute',
    'department',
    'record',
    'section',
    'link',
    'claim',
    'share',
  ),
  parent: wire.optional(wire.keyring),
  seq: wire.count,
  head: wire.statementHash,
  addedBy: wire.optional(wire.keyring),
  addedByEmail: wire.optional(wire.text),
  through: wire.list(wire.keyring),
});
export type KeyringSummary = wire.Read<typeof keyringSummary>;

const keyringPage = wire.object({
  keyrings: wire.list(keyringSummary),
  next: wire.optional(wire.text),
});

const recordEntry = wire.object({
  record: wire.keyring,
  changed: wire.count,
  revision: wire.count,
  through: wire.list(wire.keyring),
  index: wire.optional(wire.bytes),
  keyrings: wire.optional(wire.list(keyringSummary)),
  partial: wire.optional(wire.flag),
});
export type RecordEntry = wire.Read<typeof recordEntry>;

const recordPage = wire.object({
  records: wire.list(recordEntry),
  next: wire.optional(wire.text),
});

const foundRecords = wire.object({ records: wire.list(recordEntry), complete: wire.flag });

const reportPlace = {
  report: wire.report,
  record: wire.keyring,
  section: wire.keyring,
  author: wire.keyring,
  created: wire.time,
  time: wire.time,
  bodyBytes: wire.count,
  corrections: wire.count,
  shares: wire.list(wire.keyring),
};
const sealedKeys = wire.list(
  wire.object({ keyring: wire.keyring, generation: wire.count, envelope: wire.bytes }),
);

const report = wire.object({ ...reportPlace, manifest: wire.bytes, envelopes: sealedKeys });
export type ReportAnswer = wire.Read<typeof report>;

const listedReport = wire.object({
  ...reportPlace,
  index: wire.optional(wire.bytes),
  manifest: wire.optional(wire.bytes),
  envelopes: wire.optional(sealedKeys),
});
export type ListedReport = wire.Read<typeof listedReport>;

const reportPage = wire.object({
  reports: wire.list(listedReport),
  next: wire.optional(wire.text),
});
const foundReports = wire.object({ reports: wire.list(listedReport), complete: wire.flag });
export type ReportPage = wire.Read<typeof reportPage>;

const verification = wire.object({
  keyring: wire.keyring,
  domain: wire.optional(
    wire.object({
      name: wire.text,
      method: wire.oneOf('dns', 'well-known'),
      checked: wire.time,
    }),
  ),
  operator: wire.optional(wire.object({ name: wire.text, confirmed: wire.time })),
});
export type VerificationAnswer = wire.Read<typeof verification>;

const sharePage = wire.object({
  shares: wire.list(wire.object({ keyring: wire.keyring, report: wire.report })),
  next: wire.optional(wire.text),
});

const parts = wire.object({
  report: wire.report,
  bodyBytes: wire.count,
  complete: wire.flag,
  parts: wire.list(wire.object({ index: wire.count, hash: wire.sha256 })),
});
export type PartsAnswer = wire.Read<typeof parts>;

const eventPage = wire.object({
  events: wire.list(
    wire.object({
      id: wire.text,
      time: wire.time,
      kind: wire.oneOf(
        'created',
        'uploaded',
        'seen',
        'opened',
        'corrected',
        'deleted',
        'moved-away',
        'moved-here',
        'shared',
        'unshared',
        'left',
        'rotated',
        'profile-changed',
        'closed',
        'refused',
      ),
      actor: wire.keyring,
      actorEmail: wire.optional(wire.text),
      keyring: wire.keyring,
      report: wire.optional(wire.report),
      subject: wire.optional(wire.keyring),
      subjectEmail: wire.optional(wire.text),
      role: wire.optional(wire.oneOf('owner', 'manager', 'collaborator', 'reader', 'contributor')),
      until: wire.optional(wire.time),
      refused: wire.optional(wire.text),
    }),
  ),
  next: wire.optional(wire.text),
});
export type EventAnswer = wire.Read<typeof eventPage>['events'][number];

const leftBehind = wire.object({
  owned: wire.list(wire.keyring),
  memberships: wire.list(wire.keyring),
  alone: wire.list(wire.keyring),
});

export const answers = {
  leftBehind,
  passwordParameters,
  sessionOpened,
  account,
  notices,
  service,
  sessions,
  usage,
  chains,
  pasts,
  envelopes,
  keyringPage,
  recordPage,
  foundRecords,
  report,
  reportPage,
  foundReports,
  sharePage,
  parts,
  eventPage,
  decisions: wire.object({ document: wire.optional(wire.bytes) }),
  directory: wire.object({ email: wire.text, keyring: wire.keyring }),
  endorsers: wire.object({ institutes: wire.list(wire.keyring) }),
  verifiedInstitutes: wire.object({ institutes: wire.list(verification) }),
} as const;

/** Where the payload of a signed object begins (spec/README.md section 3). */
const PAYLOAD = 5;

export function slotOut(made: NewSlot) {
  const { password, label, credentialId } = made;
  return {
    id: toBase64Url(made.id),
    kind: made.kind,
    slot: toBase64Url(made.slot),
    authenticationKey: toBase64Url(made.authenticationKey),
    ...(password === undefined
      ? {}
      : { password: { ...password, salt: toBase64Url(password.salt) } }),
    ...(label === undefined ? {} : { label: toBase64Url(label) }),
    ...(credentialId === undefined ? {} : { credentialId: toBase64Url(credentialId) }),
  };
}

export function sealedKeyOut({ keyring, generation, envelope }: SealedSecret) {
  return { keyring, generation, envelope: toBase64Url(envelope) };
}

/** Statements in two parts: payloads, and the signatures of all of them, each once (spec/http-api.md). */
export function appendsOut(appends: readonly ChainAppend[]) {
  const signatures = new Set<string>();
  return {
    appends: appends.map(({ keyring, statements, envelopes }) => ({
      keyring,
      statements: statements.map((object) => {
        const behind = PAYLOAD + new DataView(object.buffer, object.byteOffset).getUint32(1);
        signatures.add(toBase64Url(object.subarray(behind)));
        return new TextDecoder().decode(object.subarray(PAYLOAD, behind));
      }),
      envelopes: envelopes.map((bytes) => toBase64Url(bytes)),
    })),
    signatures: [...signatures],
  };
}
