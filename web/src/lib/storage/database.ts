import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type {
  Bytes,
  KeptKey,
  KeyringId,
  Person,
  ReportId,
  SealedPart,
  SignedParts,
} from '@/crypto/index.ts';
import type { RecordingType } from '../media/recordings.ts';

/** The one session that this device holds. */
export interface StoredSession {
  readonly email: string;
  readonly keyring: KeyringId;
  /** Seals the token; can't be read out. */
  readonly tokenKey: CryptoKey;
  readonly sealedToken: Bytes;
  /** Whether the account has a passkey. */
  readonly passkeys: boolean;
  /** Absent while locked. Its key can't be read out. */
  readonly person?: Person;
  /** When somebody last did something here, in milliseconds since 1970. */
  readonly lastActive: number;
}

/** An upload that has begun, as it survives a reload. */
export interface StoredUpload {
  readonly report: ReportId;
  readonly owner: KeyringId;
  readonly record: KeyringId;
  readonly section: KeyringId;
  readonly begun: number;
  readonly key: KeptKey;
  /** Bytes of plaintext. */
  readonly size: number;
  readonly bodyBytes: number;
  readonly parts: number;
  /** What was told about the report, and the names of its files: sealed to this device. */
  readonly sealedPlan: Bytes;
  /** Parts that were sealed, by position. */
  readonly sealed: ReadonlyMap<number, SealedPart>;
  readonly phase: 'running' | 'paused' | 'failed' | 'done';
  /** The report that is moved, in the place of files, and how often it had been corrected. */
  readonly moving?: { readonly report: ReportId; readonly corrections: number };
}

/** What the service worker needs to open one file. */
export interface StoredMedia {
  readonly id: string;
  readonly report: ReportId;
  /** Of the parts that the file lies in. */
  readonly parts: SignedParts;
  /** Bytes of the whole pack. */
  readonly packSize: number;
  /** Of the file, in the pack. */
  readonly offset: number;
  readonly size: number;
  /** What our own code found the bytes to be. */
  readonly mediaType: RecordingType;
  readonly key: CryptoKey;
  readonly added: number;
}

export interface Schema extends DBSchema {
  session: { key: 'current'; value: StoredSession };
  /** Sealed to the person, by `<keyring>/<name>`. */
  kept: { key: string; value: { readonly generation: number; readonly sealed: Bytes } };
  uploads: { key: string; value: StoredUpload; indexes: { owner: string } };
  /** Files that were made here and can't be chosen again, by `<report>/<position>`; sealed. */
  uploadFiles: { key: string; value: Bytes };
  media: { key: string; value: StoredMedia };
}

export type Database = IDBPDatabase<Schema>;

let opening: Promise<Database> | undefined;

/** What this device keeps of the portal. One for the page's life. */
export function openDatabase(): Promise<Database> {
  opening ??= openDB<Schema>('medseal', 1, {
    upgrade(database) {
      database.createObjectStore('session');
      database.createObjectStore('kept');
      database.createObjectStore('uploads', { keyPath: 'report' }).createIndex('owner', 'owner');
      database.createObjectStore('uploadFiles');
      database.createObjectStore('media', { keyPath: 'id' });
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated() {
      opening = undefined;
    },
  }).catch((failure: unknown) => {
    opening = undefined;
    throw failure;
  });
  return opening;
}
