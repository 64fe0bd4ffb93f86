declare const kind: unique symbol;

/** A string that stands for one kind of thing only. */
export type Id<Kind extends string> = string & {
  readonly [kind]: { readonly [K in Kind]: true };
};

/** 64 lower-case hexadecimal digits. */
export type KeyringId = Id<'keyring'>;

/** The keyring of a patient's record. */
export type RecordId = KeyringId & Id<'record'>;

/** The keyring of a section of a record. */
export type SectionId = KeyringId & Id<'section'>;

/** 32 lower-case hexadecimal digits. */
export type ReportId = Id<'report'>;

/** An upload on this device. */
export type UploadId = Id<'upload'>;

/** Of the service; points behind the last entry of a page. */
export type Cursor = Id<'cursor'>;
