import { malformed } from '../errors.ts';
import { type Bytes, concat, u32, u8 } from '../ids/bytes.ts';
import { type KeyringId, keyringIdBytes, type ReportId, reportIdBytes } from '../ids/ids.ts';

/** What the secret in an envelope opens. */
export type Subject =
  | { readonly type: 'keyring'; readonly id: KeyringId; readonly generation: number }
  | { readonly type: 'report'; readonly id: ReportId }
  | { readonly type: 'note'; readonly chain: KeyringId };

/**
 * What an envelope opens and for whom it is: authenticated with it, so that an envelope moved to
 * another place does not open (spec/keyrings.md section 4).
 */
export interface Binding<S extends Subject = Subject> {
  readonly subject: S;
  readonly to: KeyringId;
  readonly toGeneration: number;
}

export type KeyringBinding = Binding<Extract<Subject, { type: 'keyring' }>>;
export type ReportBinding = Binding<Extract<Subject, { type: 'report' }>>;
export type NoteBinding = Binding<Extract<Subject, { type: 'note' }>>;

/** For a generation secret of `subject`. */
export function keyringBinding(
  subject: KeyringId,
  generation: number,
  to: KeyringId,
  toGeneration: number,
): KeyringBinding {
  return { subject: { type: 'keyring', id: subject, generation }, to, toGeneration };
}

/** For a report's key. */
export function reportBinding(
  report: ReportId,
  to: KeyringId,
  toGeneration: number,
): ReportBinding {
  return { subject: { type: 'report', id: report }, to, toGeneration };
}

/** For the key of a note in the chain of `chain`. */
export function noteBinding(chain: KeyringId, to: KeyringId, toGeneration: number): NoteBinding {
  return { subject: { type: 'note', chain }, to, toGeneration };
}

/** For the key of a sealed file; the recipient's generation is 1 (spec/bodies.md section 5). */
export function fileBinding(file: ReportId, to: KeyringId): ReportBinding {
  return reportBinding(file, to, 1);
}

/** The bytes that are authenticated. */
export function encodeBinding({ subject, to, toGeneration }: Binding): Bytes {
  const generation = subject.type === 'keyring' ? subject.generation : 0;
  if (toGeneration < 1 || (subject.type === 'keyring' && generation < 1)) {
    throw malformed('generations count from 1');
  }
  return concat(encodeSubject(subject), u32(generation), keyringIdBytes(to), u32(toGeneration));
}

function encodeSubject(subject: Subject): Bytes {
  switch (subject.type) {
    case 'keyring':
      return concat(u8(1), keyringIdBytes(subject.id));
    case 'report':
      return concat(u8(2), reportIdBytes(subject.id));
    case 'note':
      return concat(u8(3), keyringIdBytes(subject.chain));
  }
}
